/* Notes and drafts. */
#include "contract.h"

#include <stdlib.h>
#include <string.h>

static struct ts_note note_of(const struct contract *contract, ts_day day)
{
	struct ts_note note;
	assert_int_equal(ts_note_read(contract->store, day, &note), TS_OK);
	return note;
}

static enum ts_status note_save(const struct contract *contract, const struct ts_note *replaces, const char *text)
{
	struct ts_done done;
	return ts_note_save(contract->store, replaces, text, strlen(text), contract->now, &done);
}

static void a_day_without_a_note_has_an_empty_one(void **state)
{
	struct contract *contract = *state;
	struct ts_note note = note_of(contract, contract->day);
	assert_string_equal(note.text, "");
	assert_int_equal(note.size, 0);
	assert_int_equal(note.head_count, 0);
	assert_int_equal(note.day, contract->day);
	ts_note_release(&note);
}

static void a_saved_note_is_read_back_and_belongs_to_its_day(void **state)
{
	struct contract *contract = *state;
	struct ts_note note = note_of(contract, contract->day);
	assert_int_equal(note_save(contract, &note, "# parser\n- halved the run time\n"), TS_OK);
	ts_note_release(&note);
	note = note_of(contract, contract->day);
	assert_string_equal(note.text, "# parser\n- halved the run time\n");
	assert_int_equal(note.head_count, 1);
	assert_int_equal(note_save(contract, &note, note.text), TS_UNCHANGED);
	ts_note_release(&note);
	note = note_of(contract, contract->day + 1);
	assert_int_equal(note.head_count, 0);
	ts_note_release(&note);
}

static void one_saved_note_is_one_step_of_undo(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	struct ts_note note = note_of(contract, contract->day);
	assert_int_equal(note_save(contract, &note, "first"), TS_OK);
	ts_note_release(&note);
	note = note_of(contract, contract->day);
	assert_int_equal(note_save(contract, &note, "second"), TS_OK);
	ts_note_release(&note);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_NOTE);
	assert_int_equal(done.day, contract->day);
	note = note_of(contract, contract->day);
	assert_string_equal(note.text, "first");
	ts_note_release(&note);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	note = note_of(contract, contract->day);
	assert_string_equal(note.text, "");
	ts_note_release(&note);
	assert_int_equal(ts_redo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(ts_redo(contract->store, contract->now, &done), TS_OK);
	note = note_of(contract, contract->day);
	assert_string_equal(note.text, "second");
	ts_note_release(&note);
}

static void two_saves_from_one_text_keep_both(void **state)
{
	struct contract *contract = *state;
	struct ts_note note = note_of(contract, contract->day);
	assert_int_equal(note_save(contract, &note, "a line from here"), TS_OK);
	assert_int_equal(note_save(contract, &note, "a line from there"), TS_OK);
	ts_note_release(&note);
	note = note_of(contract, contract->day);
	assert_int_equal(note.head_count, 2);
	assert_non_null(strstr(note.text, "a line from here"));
	assert_non_null(strstr(note.text, "a line from there"));
	assert_int_equal(note_save(contract, &note, "both joined"), TS_OK);
	ts_note_release(&note);
	note = note_of(contract, contract->day);
	assert_int_equal(note.head_count, 1);
	assert_string_equal(note.text, "both joined");
	ts_note_release(&note);
}

static void a_note_holds_64_kib_and_no_more(void **state)
{
	struct contract *contract = *state;
	struct ts_note note = note_of(contract, contract->day);
	char *text = malloc(TS_NOTE_LIMIT + 2);
	assert_non_null(text);
	memset(text, 'x', TS_NOTE_LIMIT + 1);
	text[TS_NOTE_LIMIT + 1] = '\0';
	assert_int_equal(note_save(contract, &note, text), TS_TOO_LONG);
	text[TS_NOTE_LIMIT] = '\0';
	assert_int_equal(note_save(contract, &note, text), TS_OK);
	ts_note_release(&note);
	note = note_of(contract, contract->day);
	assert_int_equal(note.size, TS_NOTE_LIMIT);
	assert_string_equal(note.text, text);
	free(text);
	ts_note_release(&note);
}

static void a_note_too_long_by_joining_takes_what_is_not_longer(void **state)
{
	enum { SIZE = 40000 };
	struct contract *contract = *state;
	struct ts_note none = note_of(contract, contract->day), joined, shorter;
	struct ts_draft draft;
	struct ts_done done;
	char *text = malloc(3 * SIZE);
	assert_non_null(text);
	for (int letter = 'a'; letter <= 'b'; letter++) {
		memset(text, letter, SIZE);
		text[SIZE] = '\0';
		assert_int_equal(note_save(contract, &none, text), TS_OK);
	}
	joined = note_of(contract, contract->day);
	assert_true(joined.size > TS_NOTE_LIMIT && joined.size < (size_t)3 * SIZE - 1);
	memcpy(text, joined.text, joined.size);
	text[joined.size] = 'c';
	assert_int_equal(ts_note_save(contract->store, &joined, text, joined.size + 1, contract->now, &done),
	                 TS_TOO_LONG);
	assert_int_equal(ts_draft_save(contract->store, &joined, text, joined.size + 1, 0, contract->now), TS_OK);
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_OK);
	assert_int_equal(draft.note.size, joined.size + 1);
	ts_draft_release(&draft);
	/* As it is: one version then. And shorter, again and again. */
	for (size_t cut = 0; cut < 3; cut++) {
		shorter = note_of(contract, contract->day);
		assert_int_equal(ts_note_save(contract->store, &shorter, text, joined.size - cut, contract->now, &done),
		                 TS_OK);
		ts_note_release(&shorter);
		shorter = note_of(contract, contract->day);
		assert_int_equal(shorter.head_count, 1);
		assert_int_equal(shorter.size, joined.size - cut);
		ts_note_release(&shorter);
	}
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	shorter = note_of(contract, contract->day);
	assert_int_equal(shorter.size, joined.size - 1);
	ts_note_release(&shorter);
	ts_note_release(&joined);
	ts_note_release(&none);
	free(text);
}

static void a_draft_is_kept_until_the_note_is_saved(void **state)
{
	struct contract *contract = *state;
	struct ts_draft draft;
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_NOT_FOUND);
	struct ts_note note = note_of(contract, contract->day);
	assert_int_equal(ts_draft_save(contract->store, &note, "half a sen", 10, 4, contract->now), TS_OK);
	assert_int_equal(ts_draft_save(contract->store, &note, "half a sentence", 15, 15, contract->now + 5), TS_OK);
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_OK);
	assert_string_equal(draft.note.text, "half a sentence");
	assert_int_equal(draft.note.size, 15);
	assert_int_equal(draft.cursor, 15);
	assert_int_equal(draft.saved, contract->now + 5);
	assert_int_equal(draft.note.day, contract->day);
	ts_draft_release(&draft);
	assert_int_equal(note_save(contract, &note, "a sentence"), TS_OK);
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_NOT_FOUND);
	assert_int_equal(ts_draft_save(contract->store, &note, "x", 1, 1, contract->now), TS_OK);
	assert_int_equal(ts_draft_drop(contract->store, contract->day), TS_OK);
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_NOT_FOUND);
	ts_note_release(&note);
}

static void a_draft_that_no_file_takes_outlives_a_lock(void **state)
{
	struct contract *contract = *state;
	struct ts_draft draft;
	struct ts_note note = note_of(contract, contract->day);
	ts_auth *auth = NULL;
	assert_int_equal(ts_draft_keep(contract->store, &note, "half a sen", 10, 4, contract->now), TS_OK);
	assert_int_equal(ts_draft_keep(contract->store, &note, "half a sentence", 15, 7, contract->now + 5), TS_OK);
	ts_lock(contract->store);
	assert_int_equal(ts_draft_keep(contract->store, &note, "x", 1, 1, contract->now), TS_LOGGED_OUT);
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_LOGGED_OUT);
	/* It is nobody else's. */
	assert_int_equal(ts_register_begin(contract->store, "bob", PASSWORD, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(contract->store, auth), TS_OK);
	ts_auth_destroy(auth);
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_NOT_FOUND);
	ts_lock(contract->store);
	assert_int_equal(contract_login(contract->store, "ada", PASSWORD, contract->now), TS_OK);
	assert_int_equal(ts_draft_read(contract->store, contract->day + 1, &draft), TS_NOT_FOUND);
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_OK);
	assert_string_equal(draft.note.text, "half a sentence");
	assert_int_equal(draft.cursor, 7);
	assert_true(draft.in_memory);
	ts_draft_release(&draft);
	assert_int_equal(ts_draft_save(contract->store, &note, "now in a file", 13, 13, contract->now + 6), TS_OK);
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_OK);
	assert_string_equal(draft.note.text, "now in a file");
	assert_false(draft.in_memory);
	ts_draft_release(&draft);
	assert_int_equal(ts_draft_keep(contract->store, &note, "again", 5, 5, contract->now + 7), TS_OK);
	assert_int_equal(note_save(contract, &note, "again"), TS_OK);
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_NOT_FOUND);
	ts_note_release(&note);
}

static void a_draft_names_the_versions_it_was_made_from(void **state)
{
	struct contract *contract = *state;
	struct ts_draft draft;
	struct ts_note note = note_of(contract, contract->day);
	assert_int_equal(note_save(contract, &note, "first"), TS_OK);
	ts_note_release(&note);
	note = note_of(contract, contract->day);
	assert_int_equal(ts_draft_save(contract->store, &note, "first and", 9, 9, contract->now), TS_OK);
	assert_int_equal(ts_draft_read(contract->store, contract->day, &draft), TS_OK);
	assert_int_equal(draft.note.head_count, 1);
	assert_true(ts_id_equal(draft.note.heads[0], note.heads[0]));
	ts_draft_release(&draft);
	ts_note_release(&note);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, contract_setup, contract_teardown)
const struct CMUnitTest note_cases[] = {
	CASE(a_day_without_a_note_has_an_empty_one),
	CASE(a_saved_note_is_read_back_and_belongs_to_its_day),
	CASE(one_saved_note_is_one_step_of_undo),
	CASE(two_saves_from_one_text_keep_both),
	CASE(a_note_holds_64_kib_and_no_more),
	CASE(a_note_too_long_by_joining_takes_what_is_not_longer),
	CASE(a_draft_that_no_file_takes_outlives_a_lock),
	CASE(a_draft_is_kept_until_the_note_is_saved),
	CASE(a_draft_names_the_versions_it_was_made_from),
};
const size_t note_case_count = sizeof note_cases / sizeof note_cases[0];
