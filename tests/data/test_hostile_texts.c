/*
 * Hostile texts through the cleaning function, and through all of the module that takes a text: activities, comments,
 * notes, the inbox, names, origins, imports, file names. What is handed out again is clean, whatever went in.
 */
#include "support_judge.h"
#include "support_rows.h"

#include "tests/campaign/campaign.h"
#include "tests/campaign/hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CLEAN_USUAL = 15000,
	CLEAN_FULL = 1000000,
	MODULE_USUAL = 30,
	MODULE_FULL = 3000,
	TEXT_ROOM = 400,
	TOLD_MOST = 10
};

static void text_print(const char *text)
{
	for (; *text; text++)
		print_error(*text >= ' ' && *text < 0x7f ? "%c" : "\\x%02x", (unsigned char)*text);
	print_error("\n");
}

/* Counts a text that harms, and shows it. */
static void judge_text(const char *text, enum hostile_place place, const char *where, long *bad)
{
	const char *found = hostile_find(text, strlen(text), place, NULL);

	if (!found || (*bad)++ >= TOLD_MOST)
		return;
	print_error("%s: %s in ", where, found);
	text_print(text);
}

static void cleaned_texts_hold_nothing_that_steers(void **state)
{
	long rounds = campaign_rounds(CLEAN_USUAL, CLEAN_FULL), bad = 0, steering = 0;
	uint64_t chance = 1;
	char text[TEXT_ROOM], clean[TEXT_ROOM], again[TEXT_ROOM];

	(void)state;
	for (long round = 0; round < rounds; round++) {
		bool lines = round % 2;
		enum hostile_place place = lines ? HOSTILE_LINES : HOSTILE_LINE;
		size_t size = hostile_text(&chance, text, sizeof text);
		size_t room = round % 3 ? sizeof clean : 1 + (size_t)(hostile_random(&chance) % sizeof clean);
		steering += hostile_find(text, size, place, NULL) != NULL;
		size_t written = ts_text_clean(text, size, lines, clean, room);
		judge_text(clean, place, "cleaned", &bad);
		bad += written != strlen(clean) || written >= room;
		bad += ts_text_clean(clean, written, lines, again, sizeof again) != written ||
		       strcmp(clean, again) != 0;
	}
	/* Or the inputs would prove nothing. */
	assert_true(steering > rounds / 2);
	assert_int_equal(bad, 0);
	campaign_record("Hostile texts", "escapes, C1, bidi, broken UTF-8 through the cleaning function", rounds,
	                "texts", bad, "with something left");
}

static void the_judge_of_texts_sees_what_harms(void **state)
{
	static const char *const harmful[] = {
		"a\x1b[31m", "\x7f", "\xc2\x9b", "\x9b", "\xe2\x80\xae", "\xe2\x81\xa6",
		"\xc3",      "\n",   "\t",       "\r",   "\xd8\x9c",     "\xed\xa0\x80"
	};
	static const char *const formulas[] = { "=1",       "a,=1",          "a\r\n-1,b",   "\"=1\"",
		                                "a,\"@x\"", "\"a\"\"b\",+1", "\"a,\nb\",-2" };
	static const char *const plain[] = { "'=1", "a=1", "\"a,=1\"", "\"a\n=1\"", "a,\"'=1\"", "\"x\"\"=1\"" };
	size_t at;

	(void)state;
	for (size_t i = 0; i < sizeof harmful / sizeof harmful[0]; i++)
		assert_non_null(hostile_find(harmful[i], strlen(harmful[i]), HOSTILE_LINE, &at));
	assert_null(hostile_find("a\tb\nc", 5, HOSTILE_LINES, &at));
	assert_non_null(hostile_find("a\rb", 3, HOSTILE_CRLF, &at));
	for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++)
		assert_true(hostile_formula(formulas[i], strlen(formulas[i]), &at));
	for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
		assert_false(hostile_formula(plain[i], strlen(plain[i]), &at));
}

/* ---- the module ---- */

static void import_try(ts_store *store, enum ts_format format, uint64_t *chance, long *bad)
{
	static const char *const begins[] = {
		"inc 20261001T060000Z - 20261001T070000Z # ",
		"[[1790841600, 1790845200, \"",
		"2026-10-01\n\t8:00-9:00 ",
		"2026-10-01 08:00: ",
		"start,end,note\n2026-10-01 06:00,2026-10-01 07:00,",
		"i 2026-10-01 06:00:00 ",
		"Description,Start date,Start time,End date,End time\nx,2026-10-01,06:00:00,2026-10-01,",
		"start,end,activity\n2026-10-01 06:00,2026-10-01 07:00,",
		"{\"logs\": [{\"time\": \"2026-10-01T06:00:00Z\", \"activity\": \""
	};
	char text[TEXT_ROOM], document[2 * TEXT_ROOM];
	struct ts_imported sum;
	ts_import *import = NULL;

	(void)hostile_text(chance, text, sizeof text);
	(void)snprintf(document, sizeof document, "%s%s%s", begins[format], text,
	               format == TS_FORMAT_JSON ? "\"}]}" : "\n");
	assert_int_equal(ts_import_create(format, NULL, &import), TS_OK);
	enum ts_status status = ts_import_read(import, "a file", document, strlen(document));
	if (status == TS_OK)
		status = ts_import_run(store, import, false, SUPPORT_NOW, NULL, NULL, &sum);
	assert_true(status == TS_OK || status == TS_INVALID || status == TS_UNCHANGED);
	judge_text(ts_import_trouble(import), HOSTILE_LINE, "trouble", bad);
	for (size_t i = 0; i < ts_import_count(import); i++)
		judge_text(ts_import_line(import, i).reason, HOSTILE_LINE, "reason", bad);
	ts_import_destroy(import);
}

/* Each of the calls takes the text or refuses it; ts_detail is clean either way. */
static void texts_put(ts_store *store, uint64_t *chance, long *bad)
{
	const ts_time at = SUPPORT_NOW - (ts_time)(hostile_random(chance) % 100) * TS_HOUR;
	char text[TEXT_ROOM], comment[TEXT_ROOM], note[2 * TEXT_ROOM];
	struct ts_note present;
	struct ts_done done;

	(void)hostile_text(chance, text, sizeof text);
	(void)hostile_text(chance, comment, sizeof comment);
	size_t size = hostile_text(chance, note, TEXT_ROOM);
	if (ts_log_text(store, text, comment, at, SUPPORT_NOW, &done) == TS_OK)
		judge_text(done.text, HOSTILE_LINE, "done", bad);
	judge_text(ts_detail(store), HOSTILE_LINE, "detail", bad);
	if (hostile_random(chance) % 4 == 0 && ts_inbox_log(store, "ada", 0, text, at + 1) != TS_OK)
		judge_text(ts_detail(store), HOSTILE_LINE, "detail", bad);
	ts_set_origin(store, comment);
	assert_int_equal(ts_note_read(store, ts_day_of(at, 0), &present), TS_OK);
	if (ts_note_save(store, &present, note, size, SUPPORT_NOW, &done) != TS_OK)
		judge_text(ts_detail(store), HOSTILE_LINE, "detail", bad);
	ts_note_release(&present);
}

static enum ts_status span_judge(void *context, const struct ts_span *span)
{
	judge_text(span->text, HOSTILE_LINE, "activity", context);
	judge_text(span->comment, HOSTILE_LINE, "comment", context);
	judge_text(span->zone, HOSTILE_LINE, "zone", context);
	return TS_OK;
}

static enum ts_status note_judge(void *context, const struct ts_note *note)
{
	judge_text(note->text, HOSTILE_LINES, "note", context);
	return TS_OK;
}

/* All that can be read, by another process too. Returns how many activities there are. */
static size_t texts_judge(ts_store *store, ts_store *other, long *bad)
{
	struct ts_activities activities;
	struct ts_users users;
	struct ts_news news;
	uint64_t mark = 0;
	size_t damaged = 0;

	assert_int_equal(ts_spans_visit(store, INT64_MIN, INT64_MAX, SUPPORT_NOW, span_judge, bad, &damaged), TS_OK);
	assert_int_equal(ts_notes_visit(store, INT32_MIN, INT32_MAX, note_judge, bad, &damaged), TS_OK);
	assert_int_equal(ts_activities_read(store, SUPPORT_NOW, &activities), TS_OK);
	for (size_t i = 0; i < activities.count; i++)
		judge_text(activities.at[i].text, HOSTILE_LINE, "activity", bad);
	size_t count = activities.count;
	ts_activities_release(&activities);
	assert_int_equal(ts_users_read(store, &users), TS_OK);
	for (size_t i = 0; i < users.count; i++)
		judge_text(users.names[i], HOSTILE_LINE, "user", bad);
	ts_users_release(&users);
	if (ts_news_read(other, SUPPORT_NOW, &mark, &news) == TS_OK) {
		judge_text(news.origin, HOSTILE_LINE, "origin", bad);
		judge_text(news.done.text, HOSTILE_LINE, "news", bad);
	}
	assert_int_equal(damaged, 0);
	return count;
}

static void names_try(ts_store *store, const char *directory, uint64_t *chance, long *bad)
{
	char name[TEXT_ROOM], path[SUPPORT_PATH_SIZE + TEXT_ROOM], reason[TS_REASON_SIZE] = "";
	ts_store *none = NULL;
	ts_auth *auth = NULL;

	(void)hostile_text(chance, name, sizeof name);
	if (ts_register_begin(store, name, SUPPORT_PASSWORD, &auth) == TS_OK) {
		ts_auth_run(auth);
		assert_int_equal(ts_auth_finish(store, auth), TS_OK);
		ts_auth_destroy(auth);
		assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	}
	judge_text(ts_detail(store), HOSTILE_LINE, "detail", bad);
	(void)snprintf(path, sizeof path, "%s/none/%s", directory, name);
	assert_int_not_equal(ts_open(path, false, SUPPORT_NOW, reason, &none), TS_OK);
	judge_text(reason, HOSTILE_LINE, "reason", bad);
	assert_true(reason[0] != '\0');
}

static void texts_that_the_module_hands_out_are_clean(void **state)
{
	struct support *support = *state;
	long rounds = campaign_rounds(MODULE_USUAL, MODULE_FULL), bad = 0;
	size_t folded, junk, made = 0;
	uint64_t chance = 2;

	/* A file for some hundred rounds: reading all of it is part of each. */
	for (long round = 0; round < rounds; round++) {
		ts_store *store = support->store;
		rows_hurry(store);
		texts_put(store, &chance, &bad);
		names_try(store, support->directory, &chance, &bad);
		import_try(store, (enum ts_format)(round % (TS_FORMAT_JSON + 1)), &chance, &bad);
		if (round % 30 == 29 || round == rounds - 1) {
			ts_store *other = rows_second(support);
			assert_int_equal(ts_inbox_fold(store, SUPPORT_NOW, &folded, &junk), TS_OK);
			made = texts_judge(store, other, &bad);
			ts_close(other);
		}
	}
	/* Most are refused, for they are no UTF-8. */
	assert_true(made > (size_t)rounds / 10);
	assert_int_equal(bad, 0);
	campaign_record("Hostile texts", "the same as activities, comments, notes, names, origins, imports, file names",
	                rounds * 8, "texts", bad, "with something left");
}

static int setup_in_memory(void **state)
{
	judge_in_memory();
	return support_setup_login(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_judge_of_texts_sees_what_harms),
		cmocka_unit_test(cleaned_texts_hold_nothing_that_steers),
		cmocka_unit_test_setup_teardown(texts_that_the_module_hands_out_are_clean, setup_in_memory,
		                                support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
