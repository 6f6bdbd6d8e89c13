/* Names of users: which begin so, and which one is meant. */
#include "ui/user/user_names.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool name_begins(const char *name, const char *typed)
{
	return strncasecmp(name, typed, strlen(typed)) == 0;
}

bool user_names_hold(const struct ts_users *users, const char *name)
{
	for (size_t i = 0; i < users->count; i++) {
		if (strcasecmp(users->names[i], name) == 0)
			return true;
	}
	return false;
}

void user_names_list(const struct ts_users *users, const char *typed, char *out, size_t size)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = 0; i < users->count; i++) {
		const char *name = users->names[i];
		if (!name_begins(name, typed))
			continue;
		int more = snprintf(out + used, size - used, "%s%s", used > 0 ? "  " : "", name);
		if (more < 0 || (size_t)more >= size - used) {
			out[used] = '\0';
			return;
		}
		used += (size_t)more;
	}
}

const char *user_names_complete(const struct ts_users *users, const char *typed)
{
	const char *found = NULL;
	for (size_t i = 0; i < users->count; i++) {
		if (!name_begins(users->names[i], typed))
			continue;
		if (found)
			return NULL;
		found = users->names[i];
	}
	return typed[0] != '\0' && found && strcmp(found, typed) != 0 ? found : NULL;
}
