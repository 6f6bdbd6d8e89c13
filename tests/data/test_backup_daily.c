/* Two years of daily backups: which of them are there on each day. */
#include "support_rows.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { YEARS = 2 * 365, DAYS_KEPT = 7, WEEKS_KEPT = 5, MONTHS_KEPT = 12, MOST = DAYS_KEPT + WEEKS_KEPT + MONTHS_KEPT };

/* The days of the backups there are, newest first. */
static size_t days_kept(const char *directory, ts_day days[64])
{
	char path[96];
	const struct dirent *entry;
	size_t count = 0;

	(void)snprintf(path, sizeof path, "%s/backups", directory);
	DIR *stream = opendir(path);
	assert_non_null(stream);
	while ((entry = readdir(stream))) {
		const char *date = strrchr(entry->d_name, '.');
		int year, month, day;
		if (!date || sscanf(date, ".%d-%d-%d", &year, &month, &day) != 3)
			continue;
		assert_in_range(count, 0, 63);
		size_t at = count++;
		ts_day found = ts_day_from_civil(year, month, day);
		for (; at > 0 && days[at - 1] < found; at--)
			days[at] = days[at - 1];
		days[at] = found;
	}
	assert_int_equal(closedir(stream), 0);
	return count;
}

static bool kept_between(const ts_day *days, size_t count, ts_day first, ts_day last)
{
	for (size_t i = 0; i < count; i++) {
		if (days[i] >= first && days[i] <= last)
			return true;
	}
	return false;
}

/* today: how many days there have been backups is age. */
static void assert_kept(const ts_day *days, size_t count, ts_day today, int age)
{
	struct ts_civil civil;
	ts_day monday = today - ts_day_weekday(today);

	assert_true(count <= MOST);
	assert_true(count >= (size_t)(age < DAYS_KEPT ? age : DAYS_KEPT));
	for (int i = 0; i < DAYS_KEPT && i < age; i++)
		assert_int_equal(days[i], today - i);
	for (int week = 0; week < WEEKS_KEPT && week * 7 + 7 < age; week++)
		assert_true(kept_between(days, count, monday - 7 * week, monday - 7 * week + 6));
	ts_day_to_civil(today, &civil);
	for (int month = 0; month < MONTHS_KEPT && month * 31 + 31 < age; month++)
		assert_true(kept_between(days, count, ts_day_from_civil(civil.year, civil.month - month, 1),
		                         ts_day_from_civil(civil.year, civil.month - month + 1, 0)));
}

/* In memory where there is such a place: nobody waits for a disk then. */
static int setup(void **state)
{
	static char directory[64];

	(void)snprintf(directory, sizeof directory, "/dev/shm/timesheet-test-XXXXXX");
	if (!mkdtemp(directory)) {
		(void)snprintf(directory, sizeof directory, "/tmp/timesheet-test-XXXXXX");
		assert_non_null(mkdtemp(directory));
	}
	*state = directory;
	return 0;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

static int teardown(void **state)
{
	return nftw(*state, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void a_week_of_days_five_weeks_and_a_year_of_months_are_kept(void **state)
{
	const char *directory = *state;
	char database[96], path[TS_PATH_SIZE], reason[TS_REASON_SIZE];
	ts_store *store = NULL;
	ts_day days[64] = { 0 };

	(void)snprintf(database, sizeof database, "%s/ada.db", directory);
	assert_int_equal(ts_open(database, true, SUPPORT_NOW, reason, &store), TS_OK);
	for (int age = 1; age <= YEARS; age++) {
		ts_time at = SUPPORT_NOW + (age - 1) * 24 * TS_HOUR;
		assert_int_equal(ts_backup_daily(store, at, path, sizeof path), TS_OK);
		assert_string_equal(ts_detail(store), "");
		assert_kept(days, days_kept(directory, days), ts_day_of(at, 0), age);
	}
	ts_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_week_of_days_five_weeks_and_a_year_of_months_are_kept, setup,
		                                teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
