/* Histories of a size, as every program keeps them, and somebody logged in by ticket. */
#include "bench.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void environment_set(const char *name, const char *directory, const char *file)
{
	char path[2 * BENCH_PATH];

	(void)snprintf(path, sizeof path, "%s/%s", directory, file);
	(void)setenv(name, path, 1);
}

const char *bench_date(const struct bench_world *world, int days, char out[16])
{
	time_t time = (time_t)(world->now + (int64_t)days * 86400);
	struct tm parts;

	(void)localtime_r(&time, &parts);
	(void)strftime(out, 16, "%Y-%m-%d", &parts);
	return out;
}

static void environment_enter(const char *directory)
{
	environment_set("TIMESHEET_DB", directory, "timesheet/t.db");
	environment_set("TIMEWARRIORDB", directory, "timew");
	environment_set("LEDGER_FILE", directory, "history.timeclock");
	environment_set("XDG_RUNTIME_DIR", directory, "run");
	environment_set("HOME", directory, "home");
	environment_set("XDG_STATE_HOME", directory, "state");
	/* No zone file is asked for: two years' changes of the clock are in the rule. */
	(void)setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	(void)setenv("LC_ALL", "C.UTF-8", 1);
	(void)unsetenv("TIMESHEET_USER");
	(void)unsetenv("TIMESHEET_PASSWORD_COMMAND");
	(void)unsetenv("TIMESHEET_PASSWORD_FILE");
}

void bench_world_enter(const struct bench_world *world)
{
	environment_enter(world->directory);
}

/* With the password at hand, which no measured command has. */
static bool with_password(const char *directory, const char *command)
{
	environment_set("TIMESHEET_PASSWORD_FILE", directory, "password");
	bool done = bench_line(NULL, "sh -c \"exec " BENCH_PROGRAM " %s 2>/dev/null\"", command);
	(void)unsetenv("TIMESHEET_PASSWORD_FILE");
	return done;
}

static bool directory_make(const char *directory, const char *name)
{
	char path[BENCH_PATH];

	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

static bool password_write(const char *directory)
{
	char path[BENCH_PATH];

	(void)snprintf(path, sizeof path, "%s/password", directory);
	FILE *file = fopen(path, "we");
	bool written = file && fputs("correct horse battery\n", file) >= 0;
	return file && fclose(file) == 0 && written;
}

/* What timewarrior keeps in a file a month is one file here. */
static bool history_import(const char *directory)
{
	return bench_line(NULL, BENCH_PROGRAM " import --format timewarrior %s/history.data", directory) &&
	       bench_line(NULL, BENCH_PROGRAM " import --format json %s/notes.json", directory);
}

/* timewarrior's own report of totals, where its package leaves it. Without what that needs, timewarrior ends well and
 * says nothing, which would be a fast answer. */
static bool extension_put(const char *directory)
{
	return directory_make(directory, "timew/extensions") &&
	       bench_line(NULL,
	                  "sh -c \"python3 -c 'import dateutil' && gunzip -c "
	                  "/usr/share/doc/timewarrior/ext/totals.py.gz >%s/timew/extensions/totals.py "
	                  "&& chmod +x %s/timew/extensions/totals.py\"",
	                  directory, directory);
}

static bool history_make(const char *base, long size, int64_t now)
{
	(void)fprintf(stderr, "%ld intervals: making the history\n", size);
	if (!bench_line(NULL, "rm -rf %s", base) || !bench_line(NULL, "mkdir -p %s", base) ||
	    !directory_make(base, "timesheet") || !directory_make(base, "home") || !password_write(base) ||
	    !directory_make(base, "run") ||
	    !bench_line(NULL, BENCH_GENERATE " %ld %lld %s", size, (long long)now, base))
		return false;
	(void)extension_put(base);
	environment_enter(base);
	(void)fprintf(stderr, "%ld intervals: importing them\n", size);
	return with_password(base, "register ada") && with_password(base, "login") && history_import(base) &&
	       bench_line(NULL, BENCH_PROGRAM " settings stay on") && bench_line(NULL, BENCH_PROGRAM " logout") &&
	       bench_line(NULL, BENCH_FLOOR " make %s/floor.db %ld", base, size);
}

/* Somebody else, who has nothing yet: of one and the same user the machine would keep one ticket only. */
static bool empty_make(const char *directory)
{
	environment_set("TIMESHEET_DB", directory, "empty/base.db");
	return directory_make(directory, "empty") && with_password(directory, "register ada") &&
	       with_password(directory, "login");
}

/* The data are of a day, and today has logs: tomorrow they are made anew. */
static bool base_ready(const char *base, const struct bench_world *world)
{
	char path[BENCH_PATH], made[16] = "", today[16];

	(void)snprintf(path, sizeof path, "%s/made", base);
	FILE *file = fopen(path, "re");
	if (file) {
		(void)!fgets(made, sizeof made, file);
		(void)fclose(file);
	}
	return strcmp(made, bench_date(world, 0, today)) == 0;
}

static bool base_mark(const char *base, const struct bench_world *world)
{
	char path[BENCH_PATH], today[16];

	(void)snprintf(path, sizeof path, "%s/made", base);
	FILE *file = fopen(path, "we");
	bool written = file && fputs(bench_date(world, 0, today), file) >= 0;
	return file && fclose(file) == 0 && written;
}

bool bench_world_prepare(struct bench_world *world, long size, const char *root)
{
	char base[BENCH_PATH / 2];

	environment_enter(root);
	*world = (struct bench_world){ .size = size, .now = (int64_t)time(NULL) };
	(void)snprintf(base, sizeof base, "%s/%ld", root, size);
	if (!base_ready(base, world) && (!history_make(base, size, world->now) || !base_mark(base, world)))
		return false;
	(void)snprintf(world->directory, sizeof world->directory, "%s.run", base);
	if (!bench_line(NULL, "rm -rf %s", world->directory) ||
	    !bench_line(NULL, "cp -r %s %s", base, world->directory) || !empty_make(world->directory))
		return false;
	bench_world_enter(world);
	/* The backup of the day is made beforehand: it is no part of a first paint. */
	return with_password(world->directory, "login") && bench_line(NULL, BENCH_PROGRAM " backup --daily");
}

bool bench_world_empty(const struct bench_world *world)
{
	environment_set("TIMESHEET_DB", world->directory, "empty/t.db");
	/* Nobody is to be warned that an older file was put back. */
	environment_set("XDG_STATE_HOME", world->directory, "empty/state");
	return bench_line(NULL, "rm -rf %s/empty/state", world->directory) &&
	       bench_line(NULL, "cp %s/empty/base.db %s/empty/t.db", world->directory, world->directory);
}
