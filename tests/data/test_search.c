/* Search on real files: borders of months, what others do meanwhile, damage, long notes. */
#include "support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_SIZE = 4096 };

static ts_search *begin(ts_store *store, const char *text)
{
	ts_search *search = NULL;

	assert_int_equal(ts_search_begin(store, text, &(struct ts_when_context){ .now = SUPPORT_NOW }, NULL, &search),
	                 TS_OK);
	return search;
}

static void finish(ts_search *search, size_t rows, struct ts_hits *hits, struct ts_progress *progress)
{
	do
		assert_int_equal(ts_search_step(search, rows, hits, progress), TS_OK);
	while (!progress->done);
}

/* "09-30 23:30 parser|10-01 note": month and day of the hit, the moment in UTC's clock of the log. */
static void assert_hits(const struct ts_hits *hits, const char *expected)
{
	char lines[LINES_SIZE] = "";
	size_t used = 0;

	for (size_t i = 0; i < hits->count && used < sizeof lines; i++) {
		const struct ts_hit *hit = &hits->at[i];
		struct ts_civil day, clock;
		ts_day_to_civil(hit->day, &day);
		ts_civil_offset(hit->at, hit->offset, &clock);
		used += (size_t)snprintf(lines + used, sizeof lines - used, "%s%02d-%02d", i ? "|" : "", day.month,
		                         day.day);
		if (hit->kind == TS_HIT_LOG)
			used += (size_t)snprintf(lines + used, sizeof lines - used, " %02d:%02d %s", clock.hour,
			                         clock.minute, hit->text);
		else
			used += (size_t)snprintf(lines + used, sizeof lines - used, " %s", hit->line);
	}
	assert_string_equal(lines, expected);
}

static void assert_search(ts_store *store, const char *text, const char *expected)
{
	/* In steps of every size the same. */
	static const size_t sizes[] = { 1, 2, 3, 1000 };

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct ts_hits hits = { 0 };
		struct ts_progress progress = { 0 };
		ts_search *search = begin(store, text);
		finish(search, sizes[i], &hits, &progress);
		assert_hits(&hits, expected);
		ts_search_end(search);
		ts_hits_release(&hits);
	}
}

/* With a comment of its own, or it would only go on. */
static void log_again(ts_store *store, const char *text, ts_time at)
{
	char comment[32];
	struct ts_done done;

	(void)snprintf(comment, sizeof comment, "%lld", (long long)at);
	assert_int_equal(ts_log_text(store, text, comment, at, SUPPORT_NOW, &done), TS_OK);
}

static void note_save(ts_store *store, ts_day day, const char *text)
{
	struct ts_note note;
	struct ts_done done;

	assert_int_equal(ts_note_read(store, day, &note), TS_OK);
	assert_int_equal(ts_note_save(store, &note, text, strlen(text), SUPPORT_NOW, &done), TS_OK);
	ts_note_release(&note);
}

/* Half past midnight on the first is still the month before in UTC, and such a log belongs beside the first's note. */
static void a_day_at_the_border_of_two_months_stays_together(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	rows_log(store, "parser late", rows_at(2026, 8, 31, 23, 30), SUPPORT_NOW);
	rows_log(store, "parser early", rows_at(2026, 9, 1, 0, 30), SUPPORT_NOW);
	rows_log(store, "parser at nine", rows_at(2026, 9, 1, 9, 0), SUPPORT_NOW);
	note_save(store, ts_day_from_civil(2026, 9, 1), "parser note");
	note_save(store, ts_day_from_civil(2026, 8, 31), "parser before");
	assert_search(store, "parser",
	              "09-01 parser note|09-01 09:00 parser at nine|09-01 00:30 parser early|"
	              "08-31 parser before|08-31 23:30 parser late");
}

static void the_day_of_a_hit_is_the_users_own(void **state)
{
	struct support *support = *state;
	struct ts_settings settings;

	assert_int_equal(ts_settings_read(support->store, &settings), TS_OK);
	settings.day_start = 240;
	assert_int_equal(ts_settings_write(support->store, &settings, SUPPORT_NOW), TS_OK);
	rows_log(support->store, "parser", rows_at(2026, 9, 1, 3, 30), SUPPORT_NOW);
	assert_search(support->store, "parser", "08-31 03:30 parser");
}

static void years_back_and_years_ahead_are_found(void **state)
{
	struct support *support = *state;

	rows_log(support->store, "parser", rows_at(1999, 12, 31, 9, 0), SUPPORT_NOW);
	log_again(support->store, "parser", rows_at(2026, 9, 30, 9, 0));
	note_save(support->store, ts_day_from_civil(2031, 5, 2), "parser is ten years old");
	note_save(support->store, ts_day_from_civil(9999, 12, 31), "parser for ever");
	assert_search(support->store, "parser",
	              "12-31 parser for ever|05-02 parser is ten years old|09-30 09:00 parser|12-31 09:00 parser");
}

static void nothing_at_all_is_searched_at_once(void **state)
{
	struct support *support = *state;
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };
	ts_search *search = begin(support->store, "parser");

	assert_int_equal(ts_search_step(search, 1, &hits, &progress), TS_OK);
	assert_true(progress.done);
	assert_int_equal(progress.rows, 0);
	assert_int_equal(progress.back, INT32_MAX);
	assert_int_equal(hits.count, 0);
	/* And stays so. */
	assert_int_equal(ts_search_step(search, 1, &hits, &progress), TS_OK);
	assert_true(progress.done);
	ts_search_end(search);
	ts_hits_release(&hits);
}

static void progress_tells_how_far_back_and_how_many(void **state)
{
	struct support *support = *state;
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };
	size_t steps = 0;

	for (int month = 1; month <= 9; month++) {
		for (int day = 1; day <= 5; day++)
			log_again(support->store, day % 2 ? "parser" : "other", rows_at(2026, month, day, 9, 0));
	}
	ts_search *search = begin(support->store, "parser");
	ts_day back = INT32_MAX;
	do {
		assert_int_equal(ts_search_step(search, 4, &hits, &progress), TS_OK);
		assert_true(progress.back <= back);
		back = progress.back;
		/* What was handed over is of days that are complete. */
		for (size_t i = 0; i < hits.count; i++)
			assert_true(hits.at[i].day >= back);
		steps++;
	} while (!progress.done);
	assert_int_equal(hits.count, 27);
	assert_int_equal(progress.rows, 45);
	assert_int_equal(back, ts_day_from_civil(2026, 1, 1));
	assert_true(steps >= 45 / 4);
	ts_search_end(search);
	ts_hits_release(&hits);
}

static void long_lines_are_cut_around_what_was_found(void **state)
{
	struct support *support = *state;
	size_t size = 60000;
	char *text = malloc(size + 1);
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };

	assert_non_null(text);
	for (size_t i = 0; i < size; i += 2)
		memcpy(text + i, "é", 2);
	memcpy(text + 40000, " needle ", 8);
	text[size] = '\0';
	note_save(support->store, ts_day_from_civil(2026, 9, 1), text);
	ts_search *search = begin(support->store, "NEEDLE");
	finish(search, 100, &hits, &progress);
	assert_int_equal(hits.count, 1);
	const struct ts_hit *hit = &hits.at[0];
	assert_true(strlen(hit->line) < sizeof hit->line);
	assert_int_equal(hit->in_line.count, 1);
	assert_memory_equal(hit->line + hit->in_line.at[0].offset, "needle", 6);
	assert_memory_equal(hit->line, "\u2026é", 5);
	ts_search_end(search);
	ts_hits_release(&hits);
	free(text);
}

static void versions_of_a_note_that_were_merged_are_found_as_one(void **state)
{
	struct support *support = *state;
	ts_day day = ts_day_from_civil(2026, 9, 1);
	struct ts_note note;
	struct ts_done done;

	assert_int_equal(ts_note_read(support->store, day, &note), TS_OK);
	assert_int_equal(ts_note_save(support->store, &note, "from here", 9, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_note_save(support->store, &note, "from there", 10, SUPPORT_NOW, &done), TS_OK);
	ts_note_release(&note);
	assert_search(support->store, "from", "09-01 from here|09-01 from there");
	assert_search(support->store, "here there", "09-01 from there");
}

static void a_log_is_found_under_the_text_it_shows_now(void **state)
{
	struct support *support = *state;

	rows_log(support->store, "parser", rows_at(2026, 9, 1, 9, 0), SUPPORT_NOW);
	rows_log(support->store, "lexer", rows_at(2026, 9, 2, 9, 0), SUPPORT_NOW);
	assert_int_equal(rows_rename(support->store, "lexer", "parser", SUPPORT_NOW), TS_OK);
	assert_search(support->store, "parser", "09-02 09:00 parser|09-01 09:00 parser");
	assert_search(support->store, "lexer", "");
}

/* ---- what others do meanwhile */

static void fill(ts_store *store, int month)
{
	for (int day = 1; day <= 9; day++)
		log_again(store, "parser", rows_at(2026, month, day, 9, day));
}

static void what_another_process_logs_in_a_month_to_come_is_found(void **state)
{
	struct support *support = *state;
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };

	rows_log(support->store, "other", rows_at(2026, 8, 30, 9, 0), SUPPORT_NOW);
	fill(support->store, 9);
	ts_store *second = rows_second(support);
	ts_search *search = begin(support->store, "parser");
	assert_int_equal(ts_search_step(search, 4, &hits, &progress), TS_OK);
	assert_false(progress.done);
	rows_log(second, "parser in July", rows_at(2026, 7, 1, 9, 0), SUPPORT_NOW);
	finish(search, 4, &hits, &progress);
	assert_int_equal(hits.count, 10);
	assert_string_equal(hits.at[9].text, "parser in July");
	ts_search_end(search);
	ts_hits_release(&hits);
	ts_close(second);
}

static void the_month_being_read_is_begun_again_and_nothing_is_told_twice(void **state)
{
	struct support *support = *state;
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };

	fill(support->store, 8);
	fill(support->store, 9);
	ts_store *second = rows_second(support);
	for (int step = 0; step < 8; step++) {
		ts_search *search = begin(support->store, "parser");
		for (int i = 0; i < step; i++)
			assert_int_equal(ts_search_step(search, 3, &hits, &progress), TS_OK);
		/* Something of no consequence: the months stay as they are. */
		note_save(second, ts_day_from_civil(2026, 8, 1), step % 2 ? "this" : "that");
		finish(search, 3, &hits, &progress);
		assert_int_equal(hits.count, 18);
		for (size_t i = 0; i < hits.count; i++) {
			for (size_t j = 0; j < i; j++)
				assert_false(ts_id_equal(hits.at[i].log, hits.at[j].log));
		}
		ts_search_end(search);
		ts_hits_release(&hits);
	}
	ts_close(second);
}

static void a_rename_meanwhile_shows_from_then_on(void **state)
{
	struct support *support = *state;
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };

	fill(support->store, 8);
	fill(support->store, 9);
	ts_search *search = begin(support->store, "parser");
	/* September and the first rows of August. */
	assert_int_equal(ts_search_step(search, 14, &hits, &progress), TS_OK);
	assert_int_equal(progress.back, ts_day_from_civil(2026, 9, 1));
	assert_int_equal(rows_rename(support->store, "parser", "compiler", SUPPORT_NOW), TS_OK);
	finish(search, 14, &hits, &progress);
	/* The first of September waited for the end of August. */
	assert_int_equal(hits.count, 9);
	ts_search_end(search);
	ts_hits_release(&hits);
}

static void a_search_ends_with_its_login(void **state)
{
	struct support *support = *state;
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };

	fill(support->store, 9);
	ts_search *search = begin(support->store, "parser");
	ts_lock(support->store);
	assert_int_equal(ts_search_step(search, 3, &hits, &progress), TS_LOGGED_OUT);
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(ts_search_step(search, 3, &hits, &progress), TS_LOGGED_OUT);
	ts_search_end(search);
	ts_hits_release(&hits);
}

static void nobody_finds_what_is_somebody_elses(void **state)
{
	struct support *support = *state;

	fill(support->store, 9);
	note_save(support->store, ts_day_from_civil(2026, 9, 1), "parser");
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	assert_search(support->store, "parser", "");
}

static void damaged_rows_are_counted_and_passed_over(void **state)
{
	struct support *support = *state;
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };

	fill(support->store, 9);
	note_save(support->store, ts_day_from_civil(2026, 9, 1), "parser");
	support_sql(support->path, "UPDATE log SET blob = zeroblob(200) WHERE id = (SELECT max(id) FROM log)");
	support_sql(support->path, "UPDATE note SET blob = zeroblob(200)");
	ts_search *search = begin(support->store, "parser");
	finish(search, 2, &hits, &progress);
	assert_int_equal(hits.count, 8);
	assert_int_equal(progress.damaged, 2);
	ts_search_end(search);
	ts_hits_release(&hits);
}

/* ---- use */

static void use_follows_a_merge(void **state)
{
	struct support *support = *state;
	struct ts_progress progress = { 0 };
	ts_usage *usage = NULL;

	rows_log(support->store, "lexer", rows_at(2025, 9, 1, 9, 0), SUPPORT_NOW);
	fill(support->store, 9);
	assert_int_equal(ts_usage_begin(support->store, SUPPORT_NOW, &usage), TS_OK);
	assert_int_equal(ts_usage_step(usage, 5, &progress), TS_OK);
	assert_false(progress.done);
	assert_int_equal(rows_rename(support->store, "lexer", "parser", SUPPORT_NOW), TS_OK);
	while (!progress.done)
		assert_int_equal(ts_usage_step(usage, 5, &progress), TS_OK);
	struct ts_use use = ts_usage_of(usage, rows_activity(support->store, "parser", SUPPORT_NOW));
	assert_int_equal(use.logs, 10);
	assert_true(use.first == rows_at(2025, 9, 1, 9, 0));
	assert_true(use.last == rows_at(2026, 9, 9, 9, 9));
	ts_usage_end(usage);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_day_at_the_border_of_two_months_stays_together),
		CASE(the_day_of_a_hit_is_the_users_own),
		CASE(years_back_and_years_ahead_are_found),
		CASE(nothing_at_all_is_searched_at_once),
		CASE(progress_tells_how_far_back_and_how_many),
		CASE(long_lines_are_cut_around_what_was_found),
		CASE(versions_of_a_note_that_were_merged_are_found_as_one),
		CASE(a_log_is_found_under_the_text_it_shows_now),
		CASE(what_another_process_logs_in_a_month_to_come_is_found),
		CASE(the_month_being_read_is_begun_again_and_nothing_is_told_twice),
		CASE(a_rename_meanwhile_shows_from_then_on),
		CASE(a_search_ends_with_its_login),
		CASE(nobody_finds_what_is_somebody_elses),
		CASE(damaged_rows_are_counted_and_passed_over),
		CASE(use_follows_a_merge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
