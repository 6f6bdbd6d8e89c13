/*
 * Daily backups and their rotation. None is rotated out that holds more than the new one, however old it is: that would
 * let some bad days push out all good ones.
 */
#include "data/file/backup.h"
#include "data/file/file.h"
#include "data/file/place.h"
#include "data/file/store.h"
#include "data/pure/array.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	KEEP_DAYS = 7,
	KEEP_WEEKS = 5,
	KEEP_MONTHS = 12,
	DATE_SIZE = 11 /* 2026-10-01 and a NUL */
};

struct backups {
	ts_day *days; /* newest first */
	size_t count, room;
};

static int day_compare(const void *left, const void *right)
{
	const ts_day *a = left, *b = right;
	return *a > *b ? -1 : *a < *b;
}

static void date_print(ts_day day, char out[DATE_SIZE + 24])
{
	struct ts_civil civil;
	ts_day_to_civil(day, &civil);
	(void)snprintf(out, DATE_SIZE + 24, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

/* The day in a name "BASE.2026-10-01". */
static bool name_parse(const char *name, const char *base, ts_day *out)
{
	size_t size = strlen(base);
	char again[DATE_SIZE + 24];
	if (strncmp(name, base, size) != 0 || name[size] != '.' || strlen(name + size + 1) != DATE_SIZE - 1)
		return false;
	const char *date = name + size + 1;
	/* What is no number gives another date than the one that stands there. */
	*out = ts_day_from_civil((int)strtol(date, NULL, 10), (int)strtol(date + 5, NULL, 10),
	                         (int)strtol(date + 8, NULL, 10));
	date_print(*out, again);
	return strcmp(again, date) == 0;
}

static enum ts_status backups_list(ts_store *store, const char *directory, const char *base, struct backups *out)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	if (!stream)
		return store_fail(store, TS_IO, "cannot read '%s'", directory);
	*out = (struct backups){ 0 };
	enum ts_status status = TS_OK;
	while ((entry = readdir(stream))) {
		ts_day day;
		if (!name_parse(entry->d_name, base, &day))
			continue;
		if (!array_room(&out->days, &out->room, out->count + 1, sizeof *out->days)) {
			status = store_fail(store, TS_NO_MEMORY, "cannot read '%s': out of memory", directory);
			break;
		}
		out->days[out->count++] = day;
	}
	(void)closedir(stream);
	if (out->count > 0)
		qsort(out->days, out->count, sizeof *out->days, day_compare);
	return status;
}

/* Rows that are never removed: a copy with fewer of them has lost something. */
static enum ts_status rows_count(ts_store *store, int64_t *out)
{
	return store_pragma(
	        store,
	        "SELECT (SELECT count(*) FROM activity) + (SELECT count(*) FROM log) + (SELECT count(*) FROM note)",
	        out);
}

static enum ts_status rows_count_of(ts_store *store, char *path, int64_t *out)
{
	struct ts_store copy = { .path = path };
	enum ts_status status = store_connect(&copy);
	if (status == TS_OK)
		status = rows_count(&copy, out);
	if (status != TS_OK)
		memcpy(store->detail, copy.detail, sizeof store->detail);
	store_disconnect(&copy);
	return status;
}

static int32_t week_of(ts_day day)
{
	return (day + 3 - ts_day_weekday(day)) / 7;
}

static int32_t month_of(ts_day day)
{
	struct ts_civil civil;
	ts_day_to_civil(day, &civil);
	return civil.year * 12 + civil.month;
}

/* Newest first: a backup stays as one of the last days, or as the newest of its week or its month. */
static bool backup_stays(const struct backups *backups, size_t index)
{
	int weeks = 0, months = 0;
	if (index < KEEP_DAYS)
		return true;
	for (size_t i = 0; i <= index; i++) {
		bool new_week = i == 0 || week_of(backups->days[i]) != week_of(backups->days[i - 1]);
		bool new_month = i == 0 || month_of(backups->days[i]) != month_of(backups->days[i - 1]);
		weeks += new_week;
		months += new_month;
		if (i == index)
			return (new_week && weeks <= KEEP_WEEKS) || (new_month && months <= KEEP_MONTHS);
	}
	return true;
}

/* Removes those whose time is over, but for what holds more than the new one (rows) and what cannot be read, which
 * says nothing. Returns how many of these there are. */
static size_t rotate(ts_store *store, const struct backups *backups, const char *directory, const char *base,
                     int64_t rows)
{
	size_t spared = 0;

	for (size_t i = 0; i < backups->count; i++) {
		char date[DATE_SIZE + 24], *path = NULL;
		int64_t held = 0;
		date_print(backups->days[i], date);
		if (backup_stays(backups, i) || asprintf(&path, "%s/%s.%s", directory, base, date) < 0)
			continue;
		if (rows_count_of(store, path, &held) == TS_OK && held <= rows)
			file_remove(path);
		else
			spared++;
		free(path);
	}
	return spared;
}

static enum ts_status older_unread(ts_store *store, enum ts_status status)
{
	char why[TS_REASON_SIZE];

	memcpy(why, store->detail, sizeof why);
	return store_fail(store, status, "the backup is made, but older ones were not looked after: %s",
	                  why[0] ? why : ts_status_text(status));
}

/* The new backup is there: looks after the older ones. What is worth a word is left in the store's detail: that this
 * fails takes nothing from the backup, and tomorrow's looks again. */
static void settle(ts_store *store, const char *directory, const char *base, char *path)
{
	struct backups backups = { 0 };
	int64_t rows = 0;
	enum ts_status status = backups_list(store, directory, base, &backups);

	if (status == TS_OK)
		status = rows_count_of(store, path, &rows);
	size_t spared = status == TS_OK ? rotate(store, &backups, directory, base, rows) : 0;
	if (status == TS_OK)
		store->detail[0] = '\0';
	else
		(void)older_unread(store, status);
	if (spared > 0)
		(void)store_fail(store, TS_OK,
		                 "this backup holds less than %zu older ones whose time is over: they were not removed",
		                 spared);
	free(backups.days);
}

/* "BASE.2026-10-01.part-12345678". What begins like "BASE2." is another database's. */
static bool is_part(const char *name, const char *base)
{
	char whole[NAME_MAX + 1];
	const char *part = strstr(name, BACKUP_PART);
	ts_day day;

	if (!part)
		return false;
	(void)snprintf(whole, sizeof whole, "%.*s", (int)(part - name), name);
	return name_parse(whole, base, &day);
}

/* Copies that were never finished: the program was killed, the power went. One that is being made is younger. */
static void parts_remove(const char *directory, const char *base, ts_time now)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	struct stat about;

	while (stream && (entry = readdir(stream))) {
		if (!is_part(entry->d_name, base) ||
		    fstatat(dirfd(stream), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (about.st_mtim.tv_sec * TS_SECOND < now - TS_HOUR)
			(void)unlinkat(dirfd(stream), entry->d_name, 0);
	}
	if (stream)
		(void)closedir(stream);
}

enum ts_status ts_backup_daily(ts_store *store, ts_time now, char *path, size_t size)
{
	char *directory = NULL, *name = NULL, date[DATE_SIZE + 24];
	const char *slash = strrchr(store->path, '/'), *base = slash ? slash + 1 : store->path;
	int folder = slash ? (int)(slash - store->path) : 0;
	ts_day today = ts_day_of(now, 0);
	enum ts_status status;
	date_print(today, date);
	if (asprintf(&directory, "%.*s/backups", folder, store->path) < 0) {
		directory = NULL;
		status = store_fail(store, TS_NO_MEMORY, "cannot back up '%s': out of memory", store->path);
		goto out;
	}
	if (asprintf(&name, "%s/%s.%s", directory, base, date) < 0) {
		name = NULL;
		status = store_fail(store, TS_NO_MEMORY, "cannot back up '%s': out of memory", store->path);
		goto out;
	}
	(void)snprintf(path, size, "%s", name);
	store->detail[0] = '\0';
	status = file_make_directory(directory, store->detail);
	if (status == TS_OK)
		status = place_check_directory(directory, name, store->detail);
	if (status == TS_OK)
		parts_remove(directory, base, now);
	/* Opening does not compare indexes with their tables, and a copy has new ones: it would look sound. */
	if (status == TS_OK)
		status = access(name, F_OK) == 0 ? TS_EXISTS : store_check_full(store);
	if (status == TS_OK)
		status = backup_write(store, name);
	if (status == TS_EXISTS)
		status = TS_UNCHANGED;
	if (status == TS_OK)
		settle(store, directory, base, name);
out:
	free(name);
	free(directory);
	return status;
}
