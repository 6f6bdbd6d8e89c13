/* Names of users: which begin so, and which one is meant. */
#include "ui/user/user_names.h"

#include "ui/draw/surface.h"

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

static size_t count_of(const struct ts_users *users, const char *typed)
{
	size_t count = 0;
	for (size_t i = 0; i < users->count; i++)
		count += name_begins(users->names[i], typed);
	return count;
}

void user_names_list(const struct ts_users *users, const char *typed, int columns, const char *more, char *out,
                     size_t size)
{
	size_t used = 0, left = count_of(users, typed);
	int width = 0;
	out[0] = '\0';
	for (size_t i = 0; i < users->count && left > 0; i++) {
		const char *name = users->names[i], *gap = used > 0 ? "  " : "";
		if (!name_begins(name, typed))
			continue;
		left--;
		width += text_width(gap) + text_width(name);
		/* The last needs no room for what would come behind it. */
		bool fits = width + (left > 0 ? 2 + text_width(more) : 0) <= columns;
		int added = snprintf(out + used, size - used, "%s%s", gap, fits ? name : more);
		if (added < 0 || (size_t)added >= size - used)
			out[used] = '\0';
		if (!fits || added < 0 || (size_t)added >= size - used)
			return;
		used += (size_t)added;
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
