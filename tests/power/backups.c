/* The copies beside a database. */
#include "backups.h"

#include "data/file/backup.h"
#include "probe.h"
#include "tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 512 };

struct listing {
	struct backups *out;
	size_t skip; /* of a path, to be below the directory */
};

static void entry_list(void *context, const char *path, const struct stat *about)
{
	const struct listing *listing = context;
	struct backups *out = listing->out;
	const char *name = path + listing->skip, *base = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
	const size_t size = strlen(BACKUPS_NAME);

	/* NAME.SUFFIX; not the database's journal, nor one that is being made. */
	if (!S_ISREG(about->st_mode) || strncmp(base, BACKUPS_NAME ".", size + 1) != 0 || strstr(base, BACKUP_PART) ||
	    strstr(base, ".new-") || strstr(base, "-journal"))
		return;
	if (out->count == BACKUPS_MOST ||
	    snprintf(out->names[out->count++], BACKUPS_NAME_SIZE, "%s", name) >= BACKUPS_NAME_SIZE)
		abort();
}

void backups_list(const char *directory, struct backups *out)
{
	struct listing listing = { out, strlen(directory) + 1 };

	out->count = 0;
	tree_visit(directory, entry_list, &listing);
}

static bool backups_have(const struct backups *backups, const char *name)
{
	for (size_t i = 0; i < backups->count; i++) {
		if (strcmp(backups->names[i], name) == 0)
			return true;
	}
	return false;
}

static void path_join(char out[PATH_SIZE], const char *directory, const char *name)
{
	(void)snprintf(out, PATH_SIZE, "%s/%s", directory, name);
}

static bool old_is_there(const char *name, const char *now, const char *left, bool stay)
{
	char now_path[PATH_SIZE], left_path[PATH_SIZE];

	path_join(now_path, now, name);
	path_join(left_path, left, name);
	/* Removed because its time was over: whether that is safe already says nothing. */
	if (access(now_path, F_OK) != 0)
		return !stay;
	return tree_same(now_path, left_path);
}

/* A backup has no drafts: lines that tell of them are passed over. */
static bool same_but_drafts(const char *text, const char *held)
{
	static const char draft[] = "draft of ";

	while (*text || *held) {
		while (strncmp(held, draft, sizeof draft - 1) == 0) {
			const char *end = strchr(held, '\n');
			held = end ? end + 1 : held + strlen(held);
		}
		size_t size = strcspn(text, "\n"), held_size = strcspn(held, "\n");
		if (size != held_size || memcmp(text, held, size) != 0)
			return false;
		text += size + (text[size] == '\n');
		held += size + (held[size] == '\n');
	}
	return true;
}

static bool new_is_whole(const char *name, const char *left, const char *held, const struct account *account)
{
	char path[PATH_SIZE], restored[PATH_SIZE];

	/* As it is when it has taken the database's place: in its own it can only be read. */
	path_join(path, left, name);
	path_join(restored, left, "restored.db");
	if (rename(path, restored) != 0)
		abort();
	char *text = probe(restored, account, 1);
	if (rename(restored, path) != 0)
		abort();
	bool whole = same_but_drafts(text, held);
	free(text);
	return whole;
}

bool backups_check(const struct backups *were, const char *now, const char *left, bool stay, const char *held,
                   const struct account *account, char reason[BACKUPS_REASON_SIZE])
{
	struct backups are = { .count = 0 };

	backups_list(left, &are);
	for (size_t i = 0; i < were->count; i++) {
		if (old_is_there(were->names[i], now, left, stay))
			continue;
		(void)snprintf(reason, BACKUPS_REASON_SIZE, "backup lost: %s", were->names[i]);
		return false;
	}
	for (size_t i = 0; i < are.count; i++) {
		if (backups_have(were, are.names[i]) || new_is_whole(are.names[i], left, held, account))
			continue;
		(void)snprintf(reason, BACKUPS_REASON_SIZE, "backup not whole: %s", are.names[i]);
		return false;
	}
	return true;
}

bool backups_check_version(const char *left, int was, char reason[BACKUPS_REASON_SIZE])
{
	char path[PATH_SIZE];
	struct backups backups = { .count = 0 };

	path_join(path, left, BACKUPS_DATABASE);
	int version = probe_version(path);
	if (version == was)
		return true;
	backups_list(left, &backups);
	for (size_t i = 0; i < backups.count; i++) {
		path_join(path, left, backups.names[i]);
		if (strstr(backups.names[i], ".before-v") && probe_version(path) == was)
			return true;
	}
	(void)snprintf(reason, BACKUPS_REASON_SIZE, "version %d is now %d, without a backup", was, version);
	return false;
}
