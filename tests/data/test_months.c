/* Which months hold rows, asked in every way that is used, and compared with the months that were written to. */
#include "data/lookup/months.h"
#include "data/rows/month.h"
#include "support_rows.h"

#include "data/file/store.h"
#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

enum { SPAN = 240, CASES_USUAL = 40, CASES_FULL = 2000 };

/* The months around now that were written to, by their distance from the first. */
struct written {
	bool at[SPAN];
	int32_t first;
	size_t count;
};

static void note_write(ts_store *store, ts_day day, const char *text)
{
	const struct ts_note none = { .day = day };
	struct ts_done done;

	assert_int_equal(ts_note_save(store, &none, text, strlen(text), now, &done), TS_OK);
}

static void log_write(ts_store *store, struct written *written, int32_t month)
{
	char text[16];

	if (written->at[month - written->first])
		return;
	(void)snprintf(text, sizeof text, "%d", month);
	rows_log(store, text, month_first_moment(month), now);
	written->at[month - written->first] = true;
	written->count++;
}

static bool holds(const struct written *written, int32_t month)
{
	return month >= written->first && month < written->first + SPAN && written->at[month - written->first];
}

static bool nearest(const struct written *written, int32_t from, int32_t last, int step, int32_t *out)
{
	for (int32_t month = from; step > 0 ? month <= last : month >= last; month += step) {
		*out = month;
		if (holds(written, month))
			return true;
	}
	return false;
}

static void list_compare(const struct months *months, const struct written *written, int32_t present)
{
	size_t count = 0, next = 0;
	int32_t *list = months_list(months, present, &count);

	assert_non_null(list);
	assert_int_equal(count, written->count);
	for (int32_t i = SPAN - 1; i >= 0; i--) {
		if (written->at[i])
			assert_int_equal(list[next++], written->first + i);
	}
	free(list);
}

static void questions_compare(const struct months *months, const struct written *written, uint64_t *chance)
{
	for (int i = 0; i < 20; i++) {
		int32_t from = written->first - 10 + rows_random_below(chance, SPAN + 20);
		int32_t last = written->first - 10 + rows_random_below(chance, SPAN + 20);
		int step = rows_random_below(chance, 2) ? 1 : -1;
		int32_t expected = 0, found = 0;
		bool any = nearest(written, from, last, step, &expected);
		assert_int_equal(months_hold(months, from), holds(written, from));
		assert_int_equal(months_nearest(months, from, last, step, &found), any);
		if (any)
			assert_int_equal(found, expected);
	}
}

static void every_question_is_answered_as_the_months_were_written(void **state)
{
	struct support *support = *state;
	struct written written = { .first = month_of_time(now) - SPAN + 1 };
	uint64_t chance = 4711;

	rows_hurry(support->store);
	for (long i = campaign_rounds(CASES_USUAL, CASES_FULL); i > 0; i--) {
		struct months months;
		int32_t earliest = 0, expected = 0;
		log_write(support->store, &written, written.first + rows_random_below(&chance, SPAN));
		assert_int_equal(store_read_begin(support->store), TS_OK);
		assert_int_equal(months_read(support->store, MONTHS_OF_LOGS, &months), TS_OK);
		questions_compare(&months, &written, &chance);
		/* Found from any side: before, among and after them. */
		list_compare(&months, &written, written.first - 5 + rows_random_below(&chance, SPAN + 10));
		months_release(&months);
		int32_t present = written.first + rows_random_below(&chance, SPAN);
		bool any = nearest(&written, written.first, present, 1, &expected);
		assert_int_equal(months_first_log(support->store, present, &earliest), any ? TS_OK : TS_NOT_FOUND);
		if (any)
			assert_int_equal(earliest, expected);
		store_read_end(support->store);
	}
}

static void without_rows_there_is_no_month(void **state)
{
	struct support *support = *state;
	struct months months;
	int32_t month;
	size_t count = 1;

	assert_int_equal(store_read_begin(support->store), TS_OK);
	assert_int_equal(months_read(support->store, MONTHS_OF_LOGS | MONTHS_OF_NOTES, &months), TS_OK);
	assert_false(months_hold(&months, month_of_time(now)));
	assert_false(months_nearest(&months, month_of_time(now), 0, -1, &month));
	int32_t *list = months_list(&months, month_of_time(now), &count);
	assert_non_null(list);
	assert_int_equal(count, 0);
	free(list);
	months_release(&months);
	assert_int_equal(months_first_log(support->store, month_of_time(now), &month), TS_NOT_FOUND);
	store_read_end(support->store);
}

static size_t count_of(ts_store *store, unsigned rows)
{
	struct months months;

	assert_int_equal(months_read(store, rows, &months), TS_OK);
	size_t count = months.count;
	months_release(&months);
	return count;
}

static void months_of_logs_and_of_notes_are_told_apart_and_together(void **state)
{
	struct support *support = *state;
	ts_day today = ts_day_of(now, 0);

	rows_log(support->store, "parser", now, now);
	note_write(support->store, today, "of the same month");
	note_write(support->store, today - 100, "of a month without logs");
	assert_int_equal(store_read_begin(support->store), TS_OK);
	assert_int_equal(count_of(support->store, MONTHS_OF_LOGS), 1);
	assert_int_equal(count_of(support->store, MONTHS_OF_NOTES), 2);
	assert_int_equal(count_of(support->store, MONTHS_OF_LOGS | MONTHS_OF_NOTES), 2);
	store_read_end(support->store);
}

/* ---- what is shown of it */

struct told {
	char text[256];
};

static enum ts_status span_tell(void *context, const struct ts_span *span)
{
	struct told *told = context;
	size_t size = strlen(told->text);

	(void)snprintf(told->text + size, sizeof told->text - size, "%s%s;", span->carried ? "<" : "", span->text);
	return TS_OK;
}

static enum ts_status note_tell(void *context, const struct ts_note *note)
{
	struct told *told = context;
	size_t size = strlen(told->text);

	(void)snprintf(told->text + size, sizeof told->text - size, "%d %s;", note->day, note->text);
	return TS_OK;
}

/* The rows of deleted logs stay: their month holds rows and nothing that goes on. */
static void a_month_of_deleted_logs_hides_nothing_before_it(void **state)
{
	struct support *support = *state;
	struct told told = { "" };
	struct ts_done done;
	size_t damaged;
	ts_time from = rows_at(2026, 10, 1, 0, 0);

	rows_log(support->store, "parser", rows_at(2026, 3, 10, 9, 0), now);
	done = rows_log(support->store, "email", rows_at(2026, 9, 10, 9, 0), now);
	assert_int_equal(ts_log_delete(support->store, done.log, now, &done), TS_OK);
	assert_int_equal(ts_spans_visit(support->store, from, now, now, span_tell, &told, &damaged), TS_OK);
	assert_string_equal(told.text, "<parser;");
	rows_assert_day(support->store, ts_day_of(from, 0), now, "<09:00 parser");
}

static void notes_of_any_year_are_handed_out(void **state)
{
	struct support *support = *state;
	struct told told = { "" };
	size_t damaged;
	ts_day old = ts_day_from_civil(1066, 10, 14), late = ts_day_from_civil(2345, 6, 7);
	char expected[128];

	note_write(support->store, late, "far");
	note_write(support->store, old, "Hastings");
	assert_int_equal(ts_notes_visit(support->store, INT32_MIN, INT32_MAX, note_tell, &told, &damaged), TS_OK);
	(void)snprintf(expected, sizeof expected, "%d Hastings;%d far;", old, late);
	assert_string_equal(told.text, expected);
	told.text[0] = '\0';
	assert_int_equal(ts_notes_visit(support->store, old, old, note_tell, &told, &damaged), TS_OK);
	(void)snprintf(expected, sizeof expected, "%d Hastings;", old);
	assert_string_equal(told.text, expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_question_is_answered_as_the_months_were_written,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(without_rows_there_is_no_month, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(months_of_logs_and_of_notes_are_told_apart_and_together,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_month_of_deleted_logs_hides_nothing_before_it, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(notes_of_any_year_are_handed_out, support_setup_login,
		                                support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
