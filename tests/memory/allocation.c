/* The wrapped functions, and SQLite's allocator. */
#include "tests/memory/allocation.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static struct {
	sqlite3_mem_methods sqlite;
	int seen, at;
	bool for_good;
} allocation;

void allocation_arm(int at, bool for_good)
{
	allocation.seen = 0;
	allocation.at = at;
	allocation.for_good = for_good;
}

int allocation_count(void)
{
	return allocation.seen;
}

bool allocation_fails(void)
{
	bool fails;

	allocation.seen++;
	fails = allocation.at != 0 &&
	        (allocation.seen == allocation.at || (allocation.for_good && allocation.seen > allocation.at));
	if (fails)
		errno = ENOMEM;
	return fails;
}

/* ---- the linker's names: __wrap_X stands for X, __real_X is X */

// NOLINTBEGIN(bugprone-reserved-identifier)
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t size);
char *__real_realpath(const char *path, char *out);
void *__real_sodium_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t size);
char *__wrap_realpath(const char *path, char *out);
void *__wrap_sodium_malloc(size_t size);
int __wrap_asprintf(char **out, const char *format, ...) __attribute__((format(printf, 2, 3)));
int __wrap___asprintf_chk(char **out, int flag, const char *format, ...) __attribute__((format(printf, 3, 4)));

void *__wrap_malloc(size_t size)
{
	return allocation_fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return allocation_fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
	return allocation_fails() ? NULL : __real_realloc(block, size);
}

char *__wrap_strdup(const char *text)
{
	return allocation_fails() ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t size)
{
	return allocation_fails() ? NULL : __real_strndup(text, size);
}

char *__wrap_realpath(const char *path, char *out)
{
	return !out && allocation_fails() ? NULL : __real_realpath(path, out);
}

void *__wrap_sodium_malloc(size_t size)
{
	return allocation_fails() ? NULL : __real_sodium_malloc(size);
}

int __wrap_asprintf(char **out, const char *format, ...)
{
	va_list arguments;

	if (allocation_fails())
		return -1;
	va_start(arguments, format);
	int size = vasprintf(out, format, arguments);
	va_end(arguments);
	return size;
}

/* asprintf of a fortified build. */
int __wrap___asprintf_chk(char **out, int flag, const char *format, ...)
{
	va_list arguments;

	(void)flag;
	if (allocation_fails())
		return -1;
	va_start(arguments, format);
	int size = vasprintf(out, format, arguments);
	va_end(arguments);
	return size;
}
// NOLINTEND(bugprone-reserved-identifier)

/* ---- SQLite */

static void *sqlite_allocate(int size)
{
	return allocation_fails() ? NULL : allocation.sqlite.xMalloc(size);
}

static void *sqlite_reallocate(void *block, int size)
{
	return allocation_fails() ? NULL : allocation.sqlite.xRealloc(block, size);
}

bool allocation_include_sqlite(void)
{
	sqlite3_mem_methods ours;

	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &allocation.sqlite) != SQLITE_OK)
		return false;
	ours = allocation.sqlite;
	ours.xMalloc = sqlite_allocate;
	ours.xRealloc = sqlite_reallocate;
	return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK;
}
