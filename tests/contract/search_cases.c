/* Search and use, over all days. */
#include "contract.h"

#include <stdio.h>
#include <string.h>

static enum ts_status begin(const struct contract *contract, const char *text, ts_search **out)
{
	const struct ts_when_context context = { .now = contract->now, .day = contract->day };
	return ts_search_begin(contract->store, text, &context, NULL, out);
}

/* Everything that is found, as one line: "2026-10-01 14:12 parser (comment)|2026-10-01 note line". */
static const char *found(const struct contract *contract, const char *text, char *out, size_t size)
{
	ts_search *search = NULL;
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };
	assert_int_equal(begin(contract, text, &search), TS_OK);
	while (!progress.done)
		assert_int_equal(ts_search_step(search, 3, &hits, &progress), TS_OK);
	ts_search_end(search);
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = 0; i < hits.count && used < size; i++) {
		const struct ts_hit *hit = &hits.at[i];
		struct ts_civil civil, clock;
		ts_day_to_civil(hit->day, &civil);
		ts_civil_offset(hit->at, hit->offset, &clock);
		char what[TS_TEXT_SIZE + 16] = "note";
		if (hit->kind == TS_HIT_LOG)
			(void)snprintf(what, sizeof what, "%02d:%02d %s", clock.hour, clock.minute, hit->text);
		used += (size_t)snprintf(out + used, size - used, "%s%02d-%02d %s%s%s", i ? "|" : "", civil.month,
		                         civil.day, what, hit->line[0] ? ": " : "", hit->line);
	}
	ts_hits_release(&hits);
	return out;
}

#define assert_found(contract, text, expected)                                                                         \
	do {                                                                                                           \
		char lines[4096];                                                                                      \
		assert_string_equal(found(contract, text, lines, sizeof lines), expected);                             \
	} while (0)

static void log_at(const struct contract *contract, const char *text, const char *comment, int day, int hour)
{
	struct ts_done done;
	ts_time at = ts_time_local(contract->day + day, hour * 60, NULL);
	assert_int_equal(ts_log_text(contract->store, text, comment, at, contract->now, &done), TS_OK);
}

static void note_at(const struct contract *contract, int day, const char *text)
{
	struct ts_note note;
	struct ts_done done;
	assert_int_equal(ts_note_read(contract->store, contract->day + day, &note), TS_OK);
	assert_int_equal(ts_note_save(contract->store, &note, text, strlen(text), contract->now, &done), TS_OK);
	ts_note_release(&note);
}

static void what_is_found_comes_the_newest_first(void **state)
{
	struct contract *contract = *state;
	log_at(contract, "parser", "arena", -400, 9);
	log_at(contract, "standup", NULL, -399, 9);
	log_at(contract, "parser", NULL, -40, 9);
	log_at(contract, "standup", NULL, -40, 10);
	log_at(contract, "parser", "index", 0, 9);
	log_at(contract, "lunch", NULL, 0, 12);
	log_at(contract, "parser", NULL, 0, 13);
	note_at(contract, -40, "# parser\n- keep the old path\n- parser again");
	assert_found(contract, "parser",
	             "10-01 13:00 parser|10-01 09:00 parser: index|08-22 note: # parser|08-22 note: - parser again|"
	             "08-22 09:00 parser|08-27 09:00 parser: arena");
	assert_found(contract, "compiler", "");
}

static void all_words_are_needed_wherever_they_stand(void **state)
{
	struct contract *contract = *state;
	log_at(contract, "acme: support", "export stalls", 0, 9);
	log_at(contract, "acme: invoice", NULL, 0, 10);
	note_at(contract, 0, "# acme call\nnothing\n- send the invoice\n");
	assert_found(contract, "acme stalls", "10-01 09:00 acme: support: export stalls");
	assert_found(contract, "invoice acme", "10-01 note: # acme call|10-01 10:00 acme: invoice");
	assert_found(contract, "acme missing", "");
}

static void case_and_accents_do_not_matter(void **state)
{
	struct contract *contract = *state;
	log_at(contract, "Café Größe", "ÉTÉ", 0, 9);
	log_at(contract, "réunion", NULL, 0, 10);
	assert_found(contract, "cafe", "10-01 09:00 Café Größe: ÉTÉ");
	assert_found(contract, "GROSSE ete", "10-01 09:00 Café Größe: ÉTÉ");
	assert_found(contract, "RE\xcc\x81UNION", "10-01 10:00 réunion");
}

static void matches_are_marked_where_they_stand(void **state)
{
	struct contract *contract = *state;
	log_at(contract, "Café au lait, café", "lait", 0, 9);
	ts_search *search = NULL;
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };
	assert_int_equal(begin(contract, "cafe la", &search), TS_OK);
	while (!progress.done)
		assert_int_equal(ts_search_step(search, 500, &hits, &progress), TS_OK);
	ts_search_end(search);
	assert_int_equal(hits.count, 1);
	assert_int_equal(hits.at[0].in_text.count, 3);
	assert_int_equal(hits.at[0].in_text.at[0].offset, 0);
	assert_int_equal(hits.at[0].in_text.at[0].size, 5);
	assert_int_equal(hits.at[0].in_text.at[1].offset, 9);
	assert_int_equal(hits.at[0].in_text.at[1].size, 2);
	assert_int_equal(hits.at[0].in_text.at[2].offset, 15);
	assert_int_equal(hits.at[0].in_text.at[2].size, 5);
	assert_int_equal(hits.at[0].in_line.count, 1);
	ts_hits_release(&hits);
}

static void what_was_deleted_or_replaced_is_not_found(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	log_at(contract, "parser", "first", 0, 9);
	note_at(contract, 0, "old parser words");
	note_at(contract, 0, "new words");
	struct ts_done log = contract_log(contract, "parser two", 10, 0);
	assert_int_equal(ts_log_delete(contract->store, log.log, contract->now, &done), TS_OK);
	assert_found(contract, "parser", "10-01 09:00 parser: first");
	assert_found(contract, "words", "10-01 note: new words");
}

static void a_search_without_a_word_or_with_too_many_is_refused(void **state)
{
	struct contract *contract = *state;
	ts_search *search = NULL;
	assert_int_equal(begin(contract, "", &search), TS_INVALID);
	assert_int_equal(begin(contract, "  \t ", &search), TS_INVALID);
	assert_int_equal(begin(contract, "-parser since:monday", &search), TS_INVALID);
	assert_int_equal(begin(contract, "a b c d e f g h i j k l m n o p q", &search), TS_TOO_LONG);
	ts_lock(contract->store);
	assert_int_equal(begin(contract, "a", &search), TS_LOGGED_OUT);
	assert_null(search);
	ts_search_end(search);
}

static void a_phrase_is_found_as_it_stands(void **state)
{
	struct contract *contract = *state;
	log_at(contract, "review: auth patch", NULL, 0, 9);
	log_at(contract, "patch auth review", "the auth patch", 0, 10);
	note_at(contract, 0, "auth\npatch\n- Auth Patch is done");
	assert_found(contract, "\"auth patch\"",
	             "10-01 note: - Auth Patch is done|10-01 10:00 patch auth review: the auth patch|"
	             "10-01 09:00 review: auth patch");
	assert_found(contract, "\"AUTH patch",
	             "10-01 note: - Auth Patch is done|10-01 10:00 patch auth review: the auth "
	             "patch|10-01 09:00 review: auth patch");
	assert_found(contract, "done \"auth patch\"", "10-01 note: - Auth Patch is done");
	assert_found(contract, "\"-patch\"", "");
}

static void what_must_not_occur_leaves_out_logs_and_lines(void **state)
{
	struct contract *contract = *state;
	log_at(contract, "review: auth", NULL, 0, 9);
	log_at(contract, "review: index", "with Lin", 0, 10);
	note_at(contract, 0, "review with Lin\nreview alone\nalone");
	assert_found(contract, "review -lin", "10-01 note: review alone|10-01 09:00 review: auth");
	assert_found(contract, "review -\"with lin\"", "10-01 note: review alone|10-01 09:00 review: auth");
	assert_found(contract, "review lin -with", "");
	/* As it is being typed. */
	assert_found(contract, "auth -", "10-01 09:00 review: auth");
}

static void a_search_may_be_of_some_days_only(void **state)
{
	struct contract *contract = *state;
	log_at(contract, "parser", NULL, -400, 9);
	log_at(contract, "standup", NULL, -399, 9);
	log_at(contract, "parser", NULL, -1, 9);
	log_at(contract, "standup", NULL, -1, 10);
	log_at(contract, "parser", NULL, 0, 9);
	note_at(contract, -400, "parser");
	note_at(contract, 0, "parser");
	assert_found(contract, "parser since:yesterday", "10-01 note: parser|10-01 09:00 parser|09-30 09:00 parser");
	assert_found(contract, "since:today parser", "10-01 note: parser|10-01 09:00 parser");
	assert_found(contract, "parser until:2026-09-01", "08-27 note: parser|08-27 09:00 parser");
	assert_found(contract, "parser Since:\"last month\" until:yesterday", "09-30 09:00 parser");
}

static void a_day_that_is_not_understood_is_pointed_at(void **state)
{
	struct contract *contract = *state;
	const struct ts_when_context context = { .now = contract->now, .day = contract->day };
	struct ts_when_error error = { 0 };
	ts_search *search = NULL;
	assert_int_equal(ts_search_begin(contract->store, "é since:31.11. x", &context, &error, &search), TS_INVALID);
	assert_int_equal(error.offset, strlen("é since:"));
	assert_int_equal(error.size, strlen("31.11."));
	assert_true(error.reason[0] != '\0');
	assert_int_equal(ts_search_begin(contract->store, "x since:", &context, &error, &search), TS_INVALID);
	assert_int_equal(error.offset, strlen("x "));
	assert_string_equal(error.reason, "a day is missing");
	assert_int_equal(ts_search_begin(contract->store, "-x", &context, &error, &search), TS_INVALID);
	assert_int_equal(error.size, 0);
	assert_null(search);
}

static void use_counts_all_logs_and_knows_the_first_and_the_last(void **state)
{
	struct contract *contract = *state;
	ts_usage *usage = NULL;
	struct ts_progress progress = { 0 };
	log_at(contract, "parser", NULL, -400, 9);
	log_at(contract, "standup", NULL, -40, 9);
	log_at(contract, "parser", NULL, -40, 10);
	log_at(contract, "off", NULL, -40, 11);
	log_at(contract, "parser", NULL, 0, 9);
	struct ts_activities list;
	assert_int_equal(ts_activities_read(contract->store, contract->now, &list), TS_OK);
	assert_int_equal(ts_usage_begin(contract->store, contract->now, &usage), TS_OK);
	while (!progress.done)
		assert_int_equal(ts_usage_step(usage, 2, &progress), TS_OK);
	for (size_t i = 0; i < list.count; i++) {
		struct ts_use use = ts_usage_of(usage, list.at[i].id);
		assert_int_equal(use.logs, strcmp(list.at[i].text, "parser") == 0 ? 3 : 1);
		if (use.logs == 3) {
			assert_true(use.first == ts_time_local(contract->day - 400, 540, NULL));
			assert_true(use.last == ts_time_local(contract->day, 540, NULL));
		}
	}
	struct ts_id nobody = { { 7 } };
	assert_int_equal(ts_usage_of(usage, nobody).logs, 0);
	ts_activities_release(&list);
	ts_usage_end(usage);
	ts_usage_end(NULL);
}

static void what_is_archived_gives_up_its_slot_and_its_logs_stay_found(void **state)
{
	struct contract *contract = *state;
	struct ts_activity_change change = { .fields = TS_CHANGE_ARCHIVED, .archived = true };
	struct ts_activities list;
	struct ts_done done;
	log_at(contract, "parser", NULL, 0, 9);
	assert_int_equal(ts_activities_read(contract->store, contract->now, &list), TS_OK);
	assert_string_equal(list.at[0].text, "parser");
	assert_int_equal(list.at[0].slot, 1);
	assert_int_equal(ts_activity_change(contract->store, list.at[0].id, &change, contract->now, &done), TS_OK);
	ts_activities_release(&list);
	assert_int_equal(ts_activities_read(contract->store, contract->now, &list), TS_OK);
	assert_true(list.at[0].archived);
	assert_int_equal(list.at[0].slot, 0);
	ts_activities_release(&list);
	assert_found(contract, "parser", "10-01 09:00 parser");
	assert_int_equal(ts_log_slot(contract->store, 1, contract->now, contract->now, &done), TS_NOT_FOUND);
}

/* "3:00 97:00? 1:37": the newest first, a note as a dash. */
static const char *lengths(const struct contract *contract, const char *text, char out[128])
{
	ts_search *search = NULL;
	struct ts_hits hits = { 0 };
	struct ts_progress progress = { 0 };
	size_t used = 0;
	assert_int_equal(begin(contract, text, &search), TS_OK);
	while (!progress.done)
		assert_int_equal(ts_search_step(search, 1, &hits, &progress), TS_OK);
	ts_search_end(search);
	out[0] = '\0';
	for (size_t i = 0; i < hits.count; i++) {
		const struct ts_hit *hit = &hits.at[i];
		int minutes = (int)(hit->length / TS_MINUTE);
		if (hit->kind == TS_HIT_NOTE)
			used += (size_t)snprintf(out + used, 128 - used, "- ");
		else
			used += (size_t)snprintf(out + used, 128 - used, "%d:%02d%s ", minutes / 60, minutes % 60,
			                         hit->forgotten ? "?" : "");
	}
	ts_hits_release(&hits);
	return out;
}

static void what_is_found_lasted_up_to_the_next_log_found_or_not(void **state)
{
	struct contract *contract = *state;
	char out[128];
	log_at(contract, "needle", NULL, -40, 9);
	log_at(contract, "other", NULL, -40, 11);
	log_at(contract, "off", NULL, -40, 12);
	/* Over the end of August, and far on: nobody believes it. */
	log_at(contract, "needle", NULL, -31, 9);
	log_at(contract, "off", NULL, -27, 10);
	log_at(contract, "needle", NULL, -1, 9);
	log_at(contract, "off", "no needle", -1, 11);
	log_at(contract, "needle", NULL, 0, 13);
	note_at(contract, 0, "a needle");
	assert_string_equal(lengths(contract, "needle", out), "- 1:37 26:00 2:00 97:00? 2:00 ");
	assert_string_equal(lengths(contract, "needle until:2026-08-31", out), "97:00? 2:00 ");
	assert_string_equal(lengths(contract, "needle since:2026-10-01", out), "- 1:37 ");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, contract_setup, contract_teardown)
const struct CMUnitTest search_cases[] = {
	CASE(what_is_found_lasted_up_to_the_next_log_found_or_not),
	CASE(what_is_found_comes_the_newest_first),
	CASE(all_words_are_needed_wherever_they_stand),
	CASE(case_and_accents_do_not_matter),
	CASE(matches_are_marked_where_they_stand),
	CASE(what_was_deleted_or_replaced_is_not_found),
	CASE(a_search_without_a_word_or_with_too_many_is_refused),
	CASE(a_phrase_is_found_as_it_stands),
	CASE(what_must_not_occur_leaves_out_logs_and_lines),
	CASE(a_search_may_be_of_some_days_only),
	CASE(a_day_that_is_not_understood_is_pointed_at),
	CASE(what_is_archived_gives_up_its_slot_and_its_logs_stay_found),
	CASE(use_counts_all_logs_and_knows_the_first_and_the_last),
};
const size_t search_case_count = sizeof search_cases / sizeof search_cases[0];
