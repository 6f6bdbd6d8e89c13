/*
 * What nobody can be faster than: a program that is linked with the same libraries and does nothing; or only the
 * synced writes of a commit, or one append; or all that with SQLite and nothing else. floor --help says what it takes.
 */
#include <curses.h>
#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utf8proc.h>
#include <uv.h>

enum { PAGE = 4096, COMMIT_PAGES = 10 /* that a log changes, give or take one */ };

static int fail(const char *what)
{
	perror(what);
	return 1;
}

static bool page_write(int file, long at)
{
	static const char page[PAGE] = { 'p' };

	return pwrite(file, page, PAGE, (off_t)at * PAGE) == PAGE;
}

/* One line, and that it is on disk. */
static int append_run(const char *path)
{
	int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	static const char line[] =
	        "09:30 standup, and as long as a sealed row is with all that stands beside it in clear\n";

	if (file < 0 || write(file, line, sizeof line - 1) != sizeof line - 1 || fdatasync(file) != 0)
		return fail(path);
	return close(file) == 0 ? 0 : fail(path);
}

static bool journal_fill(int journal)
{
	for (long i = 0; i < COMMIT_PAGES; i++) {
		if (!page_write(journal, i))
			return false;
	}
	return fdatasync(journal) == 0;
}

static bool directory_sync(const char *path)
{
	char directory[512];

	(void)snprintf(directory, sizeof directory, "%s", path);
	char *slash = strrchr(directory, '/');
	if (!slash)
		return false;
	*slash = '\0';
	int descriptor = open(directory, O_RDONLY | O_CLOEXEC);
	return descriptor >= 0 && fdatasync(descriptor) == 0 && close(descriptor) == 0;
}

/* The system calls of a commit with a rollback journal in TRUNCATE mode at synchronous=EXTRA, without SQLite: the old
 * pages, that the journal is valid, the new pages here and there in the file, that the journal is void. */
static int journal_run(const char *path)
{
	char name[512];
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	(void)snprintf(name, sizeof name, "%s-journal", path);
	int journal = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	bool done = file >= 0 && journal >= 0 && journal_fill(journal) && directory_sync(path) &&
	            pwrite(journal, "valid", 5, 0) == 5 && fdatasync(journal) == 0;
	for (long i = 0; done && i < COMMIT_PAGES; i++)
		done = page_write(file, i * 7);
	done = done && fdatasync(file) == 0 && ftruncate(journal, 0) == 0 && fdatasync(journal) == 0;
	if (!done)
		return fail(path);
	return close(file) == 0 && close(journal) == 0 ? 0 : fail(path);
}

static int sqlite_fail(sqlite3 *database)
{
	(void)fprintf(stderr, "floor: %s\n", database ? sqlite3_errmsg(database) : "out of memory");
	return 1;
}

static int sqlite_run(const char *path, const char *sql)
{
	sqlite3 *database = NULL;

	if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK ||
	    sqlite3_exec(database, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA", NULL, NULL, NULL) !=
	            SQLITE_OK ||
	    sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_fail(database);
	return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}

static int sqlite_make(const char *path, const char *count)
{
	char sql[512];

	(void)unlink(path);
	(void)snprintf(sql, sizeof sql,
	               "CREATE TABLE log (at INTEGER, activity TEXT); CREATE INDEX log_at ON log (at);"
	               "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %ld) "
	               "INSERT INTO log SELECT i, 'activity ' || i %% 40 FROM n",
	               atol(count));
	return sqlite_run(path, sql);
}

/* So that the linker keeps every library. */
static int versions_print(void)
{
	return printf("%s, SQLite %s, libsodium %s, libuv %s, utf8proc %s\n", curses_version(), sqlite3_libversion(),
	              sodium_version_string(), uv_version_string(), utf8proc_version()) > 0
	               ? 0
	               : 1;
}

int main(int count, char **arguments)
{
	const char *wish = count > 1 ? arguments[1] : "nothing";

	if (strcmp(wish, "nothing") == 0)
		return 0;
	if (strcmp(wish, "versions") == 0)
		return versions_print();
	if (strcmp(wish, "append") == 0 && count == 3)
		return append_run(arguments[2]);
	if (strcmp(wish, "journal") == 0 && count == 3)
		return journal_run(arguments[2]);
	if (strcmp(wish, "make") == 0 && count == 4)
		return sqlite_make(arguments[2], arguments[3]);
	if (strcmp(wish, "insert") == 0 && count == 3)
		return sqlite_run(arguments[2], "INSERT INTO log VALUES ((SELECT max(at) FROM log) + 1, 'standup')");
	if (strcmp(wish, "read") == 0 && count == 3)
		return sqlite_run(arguments[2], "SELECT at, activity FROM log ORDER BY at DESC LIMIT 18");
	(void)fputs("usage: floor nothing | versions | append FILE | journal FILE | make FILE COUNT | insert FILE | "
	            "read FILE\n",
	            stderr);
	return 2;
}
