/*
 * Every format with its pitfalls: tests/data/exchange/NAME is imported, and NAME.report holds what is said of each of
 * its rows, the spans that come of it, and the notes. UPDATE_GOLDEN=1 writes the reports anew.
 */
#include "support_rows.h"

#include "tests/memory/allocation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPORT_SIZE = 65536 };

struct report {
	char text[REPORT_SIZE];
	size_t size;
};

static void say(struct report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(struct report *report, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	int size = vsnprintf(report->text + report->size, REPORT_SIZE - report->size, format, arguments);
	va_end(arguments);
	assert_true(size >= 0 && (size_t)size < REPORT_SIZE - report->size);
	report->size += (size_t)size;
}

static void say_time(struct report *report, ts_time at, int32_t offset)
{
	struct ts_civil civil;

	ts_civil_offset(at, offset, &civil);
	say(report, "%04d-%02d-%02d %02d:%02d:%02d%+d", civil.year, civil.month, civil.day, civil.hour, civil.minute,
	    civil.second, (int)offset / 3600);
}

static void say_lines(struct report *report, const ts_import *import)
{
	static const char *const fates[] = { "taken", "known", "joined", "overlaps", "cut", "left out", "refused" };

	for (size_t i = 0; i < ts_import_count(import); i++) {
		struct ts_import_line line = ts_import_line(import, i);
		say(report, "%zu %s%s [%s]%s%s\n", line.line, fates[line.fate], line.note ? " note" : "", line.text,
		    line.reason[0] ? ": " : "", line.reason);
	}
}

static enum ts_status span_say(void *context, const struct ts_span *span)
{
	say_time(context, span->begin, span->offset);
	say(context, " %s%s%s%s%s%s\n", span->text, span->rest ? " ~" : "", span->comment[0] ? " # " : "",
	    span->comment, span->zone[0] ? "" : " (zone not named)", span->running ? " ..." : "");
	return TS_OK;
}

static enum ts_status note_say(void *context, const struct ts_note *note)
{
	struct ts_civil civil;

	ts_day_to_civil(note->day, &civil);
	say(context, "%04d-%02d-%02d: %s\n", civil.year, civil.month, civil.day, note->text);
	return TS_OK;
}

static void path_of(char *out, size_t size, const char *name, const char *suffix)
{
	int length = snprintf(out, size, "%s/tests/data/exchange/%s%s", TEST_SOURCE_DIR, name, suffix);
	assert_true(length > 0 && (size_t)length < size);
}

static void assert_reported(const struct report *report, const char *name)
{
	char path[SUPPORT_PATH_SIZE];
	size_t size;

	path_of(path, sizeof path, name, ".report");
	if (getenv("UPDATE_GOLDEN"))
		support_file_write(path, report->text, report->size);
	unsigned char *expected = support_file_read(path, &size);
	if (size != report->size || memcmp(expected, report->text, size) != 0)
		fail_msg("%s differs; it is now:\n%s", path, report->text);
	free(expected);
}

static ts_import *sample_read(const char *name, enum ts_format format, const char *person, enum ts_status expected)
{
	char path[SUPPORT_PATH_SIZE];
	ts_import *import;
	size_t size;

	path_of(path, sizeof path, name, "");
	unsigned char *bytes = support_file_read(path, &size);
	const struct ts_import_options options = { .person = person };
	assert_int_equal(ts_import_create(format, &options, &import), TS_OK);
	assert_int_equal(ts_import_read(import, name, (const char *)bytes, size), expected);
	free(bytes);
	return import;
}

static void assert_sample(void **state, const char *name, enum ts_format format)
{
	ts_store *store = ((struct support *)*state)->store;
	struct report *report = calloc(1, sizeof *report);
	ts_import *import = sample_read(name, format, "max@x.com", TS_OK);
	struct ts_imported sum;
	size_t damaged;

	assert_non_null(report);
	assert_int_equal(ts_import_run(store, import, false, SUPPORT_NOW, NULL, NULL, &sum), TS_OK);
	say_lines(report, import);
	say(report, "---\n");
	assert_int_equal(ts_spans_visit(store, INT64_MIN, INT64_MAX, SUPPORT_NOW, span_say, report, &damaged), TS_OK);
	assert_int_equal(damaged, 0);
	say(report, "---\n");
	assert_int_equal(ts_notes_visit(store, INT32_MIN, INT32_MAX, note_say, report, &damaged), TS_OK);
	ts_import_destroy(import);
	assert_reported(report, name);
	free(report);
	/* Again, all of it is known. */
	import = sample_read(name, format, "max@x.com", TS_OK);
	assert_int_equal(ts_import_run(store, import, false, SUPPORT_NOW, NULL, NULL, &sum), TS_UNCHANGED);
	assert_int_equal(sum.logs + sum.notes + sum.activities, 0);
	assert_int_equal(sum.taken + sum.overlapping + sum.activities, 0);
	ts_import_destroy(import);
}

static void timewarriors_data_files_with_quotes_gaps_and_broken_lines(void **state)
{
	assert_sample(state, "timewarrior.data", TS_FORMAT_TIMEWARRIOR);
}

static void what_timewarrior_exports(void **state)
{
	assert_sample(state, "timewarrior.json", TS_FORMAT_TIMEWARRIOR);
}

static void watsons_frames_out_of_order_and_overlapping(void **state)
{
	assert_sample(state, "watson.json", TS_FORMAT_WATSON);
}

static void what_watson_says_runs(void **state)
{
	assert_sample(state, "watson-state.json", TS_FORMAT_WATSON);
}

static void klogs_ranges_summaries_and_durations(void **state)
{
	assert_sample(state, "klog.klg", TS_FORMAT_KLOG);
}

static void gtimelogs_texts_belong_to_the_time_before_them(void **state)
{
	assert_sample(state, "gtimelog.txt", TS_FORMAT_GTIMELOG);
}

static void timetraps_csv_with_quotes_over_lines(void **state)
{
	assert_sample(state, "timetrap.csv", TS_FORMAT_TIMETRAP);
}

static void timetraps_database(void **state)
{
	assert_sample(state, "timetrap.db", TS_FORMAT_TIMETRAP);
}

static void timeclock_with_sessions_side_by_side(void **state)
{
	assert_sample(state, "timeclock.timeclock", TS_FORMAT_TIMECLOCK);
}

static void toggls_detailed_report(void **state)
{
	assert_sample(state, "toggl.csv", TS_FORMAT_TOGGL);
}

static void one_person_of_a_toggl_report_of_several(void **state)
{
	assert_sample(state, "toggl-team.csv", TS_FORMAT_TOGGL);
}

static void any_csv_with_a_header(void **state)
{
	assert_sample(state, "plain.csv", TS_FORMAT_CSV);
}

static void bartibs_lines_with_escapes_and_two_that_run(void **state)
{
	assert_sample(state, "bartib.bartib", TS_FORMAT_BARTIB);
}

static void orgs_clocks_under_their_headlines(void **state)
{
	assert_sample(state, "org.org", TS_FORMAT_ORG);
}

static void clocks_that_change_and_zones_that_are_named(void **state)
{
	assert_sample(state, "clocks.csv", TS_FORMAT_CSV);
}

static void several_people_and_none_named_is_refused_as_a_whole(void **state)
{
	(void)state;
	ts_import *import = sample_read("toggl-team.csv", TS_FORMAT_TOGGL, NULL, TS_INVALID);
	assert_non_null(strstr(ts_import_trouble(import), "eva@x.com"));
	assert_non_null(strstr(ts_import_trouble(import), "--email"));
	ts_import_destroy(import);
}

static void a_file_of_another_kind_is_refused_as_a_whole(void **state)
{
	static const struct {
		const char *name;
		enum ts_format format;
	} wrong[] = {
		{ "klog.klg", TS_FORMAT_WATSON },   { "klog.klg", TS_FORMAT_TOGGL },   { "klog.klg", TS_FORMAT_CSV },
		{ "klog.klg", TS_FORMAT_TIMETRAP }, { "klog.klg", TS_FORMAT_JSON },    { "timetrap.db", TS_FORMAT_CSV },
		{ "timetrap.db", TS_FORMAT_JSON },  { "plain.csv", TS_FORMAT_WATSON },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		ts_import *import = sample_read(wrong[i].name, wrong[i].format, NULL, TS_INVALID);
		assert_true(strlen(ts_import_trouble(import)) > 0);
		ts_import_destroy(import);
	}
}

/* What is read while memory runs out: all rows, or it is said. */
static size_t rows_read(enum ts_format format, const unsigned char *bytes, size_t size, int fail_at)
{
	const struct ts_import_options options = { .person = "max@x.com", .now = SUPPORT_NOW };
	size_t count = SIZE_MAX;
	ts_import *import;

	allocation_arm(fail_at, false);
	enum ts_status status = ts_import_create(format, &options, &import);
	if (status == TS_OK) {
		status = ts_import_read(import, "file", (const char *)bytes, size);
		count = status == TS_OK ? ts_import_count(import) : SIZE_MAX;
		ts_import_destroy(import);
	}
	int made = allocation_count();
	allocation_arm(0, false);
	assert_true(status == TS_OK || (status == TS_NO_MEMORY && fail_at > 0 && made >= fail_at));
	return count;
}

static void without_memory_no_file_is_read_by_half(void **state)
{
	static const struct {
		const char *name;
		enum ts_format format;
	} samples[] = {
		{ "timewarrior.data", TS_FORMAT_TIMEWARRIOR },
		{ "timewarrior.json", TS_FORMAT_TIMEWARRIOR },
		{ "watson.json", TS_FORMAT_WATSON },
		{ "klog.klg", TS_FORMAT_KLOG },
		{ "gtimelog.txt", TS_FORMAT_GTIMELOG },
		{ "timetrap.csv", TS_FORMAT_TIMETRAP },
		{ "timeclock.timeclock", TS_FORMAT_TIMECLOCK },
		{ "toggl-team.csv", TS_FORMAT_TOGGL },
		{ "plain.csv", TS_FORMAT_CSV },
		{ "bartib.bartib", TS_FORMAT_BARTIB },
		{ "org.org", TS_FORMAT_ORG },
	};
	int refused = 0;

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char path[SUPPORT_PATH_SIZE];
		size_t size;
		path_of(path, sizeof path, samples[i].name, "");
		unsigned char *bytes = support_file_read(path, &size);
		size_t whole = rows_read(samples[i].format, bytes, size, 0);
		for (int at = 1; at <= 100; at++) {
			size_t count = rows_read(samples[i].format, bytes, size, at);
			refused += count == SIZE_MAX;
			assert_true(count == SIZE_MAX || count == whole);
		}
		free(bytes);
	}
	/* Each has an import, names of files, texts and rows at least. */
	assert_true(refused >= 4 * (int)(sizeof samples / sizeof samples[0]));
}

static void every_format_has_a_name_and_a_name_its_format(void **state)
{
	enum ts_format format;

	(void)state;
	for (int i = 0; i <= TS_FORMAT_ORG; i++) {
		assert_true(ts_format_find(ts_format_name((enum ts_format)i), &format));
		assert_int_equal(format, i);
	}
	assert_false(ts_format_find("excel", &format));
	assert_null(ts_format_name((enum ts_format)(TS_FORMAT_ORG + 1)));
}

#define SAMPLE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE(timewarriors_data_files_with_quotes_gaps_and_broken_lines),
		SAMPLE(what_timewarrior_exports),
		SAMPLE(watsons_frames_out_of_order_and_overlapping),
		SAMPLE(what_watson_says_runs),
		SAMPLE(klogs_ranges_summaries_and_durations),
		SAMPLE(gtimelogs_texts_belong_to_the_time_before_them),
		SAMPLE(timetraps_csv_with_quotes_over_lines),
		SAMPLE(timetraps_database),
		SAMPLE(timeclock_with_sessions_side_by_side),
		SAMPLE(toggls_detailed_report),
		SAMPLE(one_person_of_a_toggl_report_of_several),
		SAMPLE(any_csv_with_a_header),
		SAMPLE(bartibs_lines_with_escapes_and_two_that_run),
		SAMPLE(orgs_clocks_under_their_headlines),
		SAMPLE(clocks_that_change_and_zones_that_are_named),
		cmocka_unit_test(several_people_and_none_named_is_refused_as_a_whole),
		cmocka_unit_test(a_file_of_another_kind_is_refused_as_a_whole),
		cmocka_unit_test(without_memory_no_file_is_read_by_half),
		cmocka_unit_test(every_format_has_a_name_and_a_name_its_format),
	};

	return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
