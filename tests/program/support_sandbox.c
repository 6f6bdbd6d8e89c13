/* A directory of its own for each test, with a clock in it that only the test moves. */
#include "support.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void clock_write(const struct sandbox *sandbox)
{
	char path[96], next[112], text[80];

	(void)snprintf(path, sizeof path, "%s/clock", sandbox->directory);
	(void)snprintf(next, sizeof next, "%s.next", path);
	(void)snprintf(text, sizeof text, "%" PRId64 " %" PRId64 " %" PRId64 "\n", sandbox->wall, sandbox->uptime,
	               sandbox->asleep);
	file_write(next, text, strlen(text));
	assert_int_equal(rename(next, path), 0); /* the program never reads half of it */
}

struct sandbox *sandbox_create(void)
{
	struct sandbox *sandbox = calloc(1, sizeof *sandbox);

	assert_non_null(sandbox);
	const char *above = getenv("TMPDIR");
	int size = snprintf(sandbox->directory, sizeof sandbox->directory, "%s/timesheet-test-XXXXXX",
	                    above && *above ? above : "/tmp");
	assert_in_range(size, 1, sizeof sandbox->directory - 1);
	assert_non_null(mkdtemp(sandbox->directory));
	(void)snprintf(sandbox->database, sizeof sandbox->database, "%s/test/ada.db", sandbox->directory);
	char data[96];
	(void)snprintf(data, sizeof data, "%s/test", sandbox->directory);
	assert_int_equal(mkdir(data, 0700), 0);
	(void)snprintf(data, sizeof data, "%s/run", sandbox->directory);
	assert_int_equal(mkdir(data, 0700), 0);
	sandbox_set_clock(sandbox, SANDBOX_NOW, 1000000);
	return sandbox;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

bool sandbox_complaints(const struct sandbox *sandbox)
{
	const char *directory = sandbox->directory;
	DIR *entries = opendir(directory);
	const struct dirent *entry;
	bool found = false;

	assert_non_null(entries);
	while ((entry = readdir(entries))) {
		char path[sizeof entry->d_name + 64], *report;
		size_t size;
		if (strncmp(entry->d_name, "sanitizer", 9) != 0)
			continue;
		(void)snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
		report = file_read(path, &size);
		found = found || (report && size > 0);
		print_error("%s\n", report ? report : "");
		free(report);
	}
	(void)closedir(entries);
	return found;
}

void sandbox_destroy(struct sandbox *sandbox)
{
	bool report = sandbox_complaints(sandbox);

	(void)nftw(sandbox->directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(sandbox);
	if (report)
		fail_msg("a sanitizer has complained");
}

void sandbox_put_back(const struct sandbox *sandbox, const void *bytes, size_t size)
{
	char path[96];

	(void)snprintf(path, sizeof path, "%s/.local/state", sandbox->directory);
	(void)nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	file_write(sandbox->database, bytes, size);
}

void sandbox_set_clock(struct sandbox *sandbox, int64_t wall, int64_t uptime)
{
	sandbox->wall = wall;
	sandbox->uptime = uptime;
	clock_write(sandbox);
}

void sandbox_pass(struct sandbox *sandbox, int64_t milliseconds)
{
	sandbox_set_clock(sandbox, sandbox->wall + milliseconds, sandbox->uptime + milliseconds);
}

void sandbox_sleep(struct sandbox *sandbox, int64_t milliseconds)
{
	sandbox->asleep += milliseconds;
	sandbox_pass(sandbox, milliseconds);
}

void sandbox_go(struct sandbox *sandbox, int day, int minute)
{
	const int64_t midnight = SANDBOX_NOW - (14 * 60 + 37) * INT64_C(60000);

	sandbox_set_clock(sandbox, midnight + (day * INT64_C(1440) + minute) * 60000, sandbox->uptime + 1000);
}

char *file_read(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rbe");
	char *bytes = NULL;
	size_t room = 0;

	*size = 0;
	if (!file)
		return NULL;
	do {
		room += 65536;
		bytes = realloc(bytes, room + 1);
		assert_non_null(bytes);
		*size += fread(bytes + *size, 1, room - *size, file);
	} while (*size == room);
	bytes[*size] = '\0';
	(void)fclose(file);
	return bytes;
}

void file_write(const char *path, const void *bytes, size_t size)
{
	/* As a careful user makes files: it may be a password's. */
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	FILE *file = descriptor >= 0 ? fdopen(descriptor, "wb") : NULL;

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

void file_copy(const char *from, const char *to)
{
	size_t size;
	char *bytes = file_read(from, &size);

	assert_non_null(bytes);
	file_write(to, bytes, size);
	free(bytes);
}

void sandbox_path(const struct sandbox *sandbox, const char *name, char out[SANDBOX_PATH_SIZE])
{
	(void)snprintf(out, SANDBOX_PATH_SIZE, "%s/%s", sandbox->directory, name);
}
