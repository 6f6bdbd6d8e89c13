/* The files of proc(5), and a search of memory through them. */
#include "support_process.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NOBODY = 65534, CELL_MOST = 96 };

char *process_read(pid_t process, const char *name, size_t *size)
{
	char path[64];

	(void)snprintf(path, sizeof path, "/proc/%d/%s", (int)process, name);
	return file_read(path, size);
}

long process_kilobytes(pid_t process, const char *name)
{
	size_t size;
	char *status = process_read(process, "status", &size), *line = status ? strstr(status, name) : NULL;
	long kilobytes = line ? strtol(line + strlen(name) + 1, NULL, 10) : -1;

	free(status);
	return kilobytes;
}

int process_open_error(pid_t process, const char *name)
{
	char path[64];

	(void)snprintf(path, sizeof path, "/proc/%d/%s", (int)process, name);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return errno;
	(void)close(file);
	return 0;
}

bool user_drop(void)
{
	if (geteuid() != 0)
		return false;
	/* The saved one stays root's for the way back; a program that is started loses it. */
	assert_int_equal(setgroups(0, NULL), 0);
	assert_int_equal(setresgid(NOBODY, NOBODY, 0), 0);
	assert_int_equal(setresuid(NOBODY, NOBODY, 0), 0);
	if (access(test_program, X_OK) == 0)
		return true;
	user_restore();
	print_message("'%s' is root's alone: not tried as another user\n", test_program);
	return false;
}

void user_restore(void)
{
	assert_int_equal(setresuid(0, 0, 0), 0);
	assert_int_equal(setresgid(0, 0, 0), 0);
}

/* ---- memory */

static long count_bytes(const char *memory, size_t size, const struct needle *needle)
{
	long found = 0;

	for (const char *at = memory; (at = memmem(at, size - (size_t)(at - memory), needle->bytes, needle->size));
	     at++)
		found++;
	return found;
}

/* ASCII texts: every character in four bytes, at an even distance. */
static long count_cells(const uint32_t *words, size_t count, const struct needle *needle)
{
	const unsigned char *text = needle->bytes;
	long found = 0;

	for (size_t at = 0; at < count; at++) {
		if (words[at] != text[0])
			continue;
		for (size_t step = 1; step <= CELL_MOST / sizeof *words; step++) {
			size_t same = 1;
			while (same < needle->size && at + same * step < count && words[at + same * step] == text[same])
				same++;
			found += same == needle->size;
		}
	}
	return found;
}

static void search_range(int file, uint64_t from, uint64_t to, struct needle *needles, size_t count)
{
	size_t size = (size_t)(to - from), got = 0;
	uint32_t *words = malloc(size);
	char *memory = (char *)words;

	assert_non_null(words);
	while (got < size) {
		ssize_t part = pread(file, memory + got, size - got, (off_t)(from + got));
		if (part <= 0)
			break; /* a guard, or of the kernel */
		got += (size_t)part;
	}
	for (size_t i = 0; i < count; i++) {
		needles[i].found += count_bytes(memory, got, &needles[i]);
		if (needles[i].text)
			needles[i].found += count_cells(words, got / sizeof *words, &needles[i]);
	}
	free(words);
}

bool process_search(pid_t process, struct needle *needles, size_t count)
{
	size_t size;
	char path[64], *maps = process_read(process, "maps", &size);

	(void)snprintf(path, sizeof path, "/proc/%d/mem", (int)process);
	int file = maps ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	for (size_t i = 0; i < count; i++)
		needles[i].found = 0;
	for (const char *line = maps; file >= 0 && line && *line; line = strchr(line, '\n') + 1) {
		uint64_t from, to;
		if (sscanf(line, "%" SCNx64 "-%" SCNx64, &from, &to) == 2)
			search_range(file, from, to, needles, count);
	}
	if (file >= 0)
		(void)close(file);
	free(maps);
	return file >= 0;
}
