/* Pages of files count as free: the kernel drops them before it kills. */
#include "data/keyring/free_memory.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A limit above this is none: version 1 says so with the greatest number of whole pages. */
#define LIMIT_MOST (INT64_MAX / 2)

static int64_t least(int64_t left, int64_t right)
{
	return left < right ? left : right;
}

/* The number in a file of one; missing where there is none, or a word ("max"). */
static int64_t file_number(const char *directory, const char *name, int64_t missing)
{
	char path[PATH_MAX];
	long long number;
	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	FILE *file = fopen(path, "re");
	bool read = file && fscanf(file, "%lld", &number) == 1; // NOLINT(cert-err34-c): the kernel wrote it
	if (file)
		(void)fclose(file);
	return read && number >= 0 && number < LIMIT_MOST ? number : missing;
}

/* The number behind a word at a line's begin; missing where there is none. */
static int64_t line_number(const char *path, const char *word, int64_t missing)
{
	char line[256];
	FILE *file = fopen(path, "re");
	size_t size = strlen(word);
	while (file && fgets(line, sizeof line, file)) {
		if (strncmp(line, word, size) != 0 || (line[size] != ' ' && line[size] != ':'))
			continue;
		missing = strtoll(line + size + 1, NULL, 10);
		break;
	}
	if (file)
		(void)fclose(file);
	return missing;
}

/* In one group: its limit less what is used and cannot be dropped. */
static int64_t group_free(const char *group, const char *limit_name, const char *usage_name, const char *files_word)
{
	char stat[PATH_MAX];
	int64_t limit = file_number(group, limit_name, -1);
	if (limit < 0)
		return INT64_MAX;
	(void)snprintf(stat, sizeof stat, "%.*s/memory.stat", PATH_MAX - 16, group);
	int64_t used = file_number(group, usage_name, 0) - line_number(stat, files_word, 0);
	return limit - (used > 0 ? used : 0);
}

/* In a group and all above it. mount: where its controller is mounted; path: of the group below that. */
static int64_t groups_free(const char *mount, const char *path, bool second)
{
	char group[PATH_MAX];
	int64_t free = INT64_MAX;
	(void)snprintf(group, sizeof group, "%s%s", mount, path);
	for (;;) {
		free = least(free, second ? group_free(group, "memory.max", "memory.current", "file")
		                          : group_free(group, "memory.limit_in_bytes", "memory.usage_in_bytes",
		                                       "total_cache"));
		char *slash = strrchr(group, '/');
		if (!slash || (size_t)(slash - group) < strlen(mount))
			return free;
		*slash = '\0';
	}
}

/* "4:memory:/user" is a group of version 1, "0::/user" one of version 2. */
static int64_t line_free(const char *root, char *line)
{
	char mount[PATH_MAX];
	char *controllers = strchr(line, ':'), *path = controllers ? strchr(controllers + 1, ':') : NULL;
	if (!path)
		return INT64_MAX;
	*path++ = '\0';
	path[strcspn(path, "\n")] = '\0';
	bool second = controllers[1] == '\0';
	if (!second && strcmp(controllers + 1, "memory") != 0)
		return INT64_MAX;
	(void)snprintf(mount, sizeof mount, "%s/sys/fs/cgroup%s", root, second ? "" : "/memory");
	return groups_free(mount, path, second);
}

int64_t free_memory(const char *root)
{
	char path[PATH_MAX], line[PATH_MAX];
	(void)snprintf(path, sizeof path, "%s/proc/meminfo", root);
	int64_t free = line_number(path, "MemAvailable", -1), swap = line_number(path, "SwapFree", 0);
	free = free < 0 ? INT64_MAX : (free + swap) * 1024;
	(void)snprintf(path, sizeof path, "%s/proc/self/cgroup", root);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file))
		free = least(free, line_free(root, line));
	if (file)
		(void)fclose(file);
	return free;
}
