/* Notes and drafts: nothing that was saved is lost, whoever saves beside whom. */
#include "support_rows.h"

#include "data/file/store.h"

#include "data/lookup/note_join.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

static struct ts_note note_of(ts_store *store, ts_day day)
{
	struct ts_note note;

	assert_int_equal(ts_note_read(store, day, &note), TS_OK);
	return note;
}

static enum ts_status save(ts_store *store, const struct ts_note *from, const char *text)
{
	struct ts_done done;

	return ts_note_save(store, from, text, strlen(text), now, &done);
}

/* As one types it: read, save, done. */
static void write_note(ts_store *store, ts_day day, const char *text)
{
	struct ts_note note = note_of(store, day);

	assert_int_equal(save(store, &note, text), TS_OK);
	ts_note_release(&note);
}

static void a_note_is_kept_for_its_day_alone(void **state)
{
	struct support *support = *state;
	struct ts_done done;
	struct ts_note note = note_of(support->store, today());

	assert_int_equal(note.head_count, 0);
	assert_string_equal(note.text, "");
	assert_int_equal(ts_note_save(support->store, &note, "# parser\n", 9, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_NOTE);
	assert_int_equal(done.day, today());
	ts_note_release(&note);
	ts_store *store = rows_reopen(support);
	rows_assert_note(store, today(), "# parser\n");
	rows_assert_note(store, today() + 1, "");
	rows_assert_note(store, today() - 1, "");
	write_note(store, today(), "# parser, again\n");
	note = note_of(store, today());
	assert_int_equal(note.head_count, 1);
	assert_int_equal(note.damaged, 0);
	ts_note_release(&note);
}

static void saving_what_is_there_changes_nothing_but_drops_the_draft(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_draft draft;

	write_note(store, today(), "text");
	struct ts_note note = note_of(store, today());
	assert_int_equal(ts_draft_save(store, &note, "typed", 5, 2, now), TS_OK);
	assert_int_equal(save(store, &note, "text"), TS_UNCHANGED);
	assert_int_equal(ts_draft_read(store, today(), &draft), TS_NOT_FOUND);
	ts_note_release(&note);
	note = note_of(store, today() + 1);
	assert_int_equal(save(store, &note, ""), TS_UNCHANGED);
	ts_note_release(&note);
	struct ts_done done;
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
}

static void two_saves_of_one_text_keep_both_and_the_next_save_joins_them(void **state)
{
	struct support *support = *state;
	ts_store *here = support->store, *there = rows_second(support);

	write_note(here, today(), "head\nbody\ntail");
	struct ts_note first = note_of(here, today()), second = note_of(there, today());
	assert_int_equal(save(here, &first, "head\nours\ntail"), TS_OK);
	assert_int_equal(save(there, &second, "head\ntheirs\ntail\nmore"), TS_OK);
	ts_note_release(&first);
	ts_note_release(&second);
	first = note_of(here, today());
	assert_int_equal(first.head_count, 2);
	assert_string_equal(first.text, "head\n" NOTE_MARK_FIRST "\nours\n" NOTE_MARK_SECOND "\ntheirs\n" NOTE_MARK_END
	                                "\ntail\nmore");
	assert_int_equal(save(there, &first, "head\njoined\ntail\nmore"), TS_OK);
	ts_note_release(&first);
	rows_assert_note(here, today(), "head\njoined\ntail\nmore");
	ts_close(there);
}

/* True when every line of part is a line of whole. */
static bool holds_lines(const char *whole, const char *part)
{
	char line[64], padded[4096];

	(void)snprintf(padded, sizeof padded, "\n%s\n", whole);
	while (*part) {
		(void)snprintf(line, sizeof line, "\n%.*s\n", (int)strcspn(part, "\n"), part);
		if (!strstr(padded, line))
			return false;
		part += strcspn(part, "\n");
		part += *part == '\n';
	}
	return true;
}

static void more_heads_than_a_save_can_name_are_all_shown_and_joined_in_turn(void **state)
{
	enum { EDITORS = TS_NOTE_HEADS + 5 };
	ts_store *store = ((struct support *)*state)->store;
	struct ts_note empty = note_of(store, today());
	char text[64];

	/* All of them began with the empty note. */
	for (int i = 0; i < EDITORS; i++) {
		(void)snprintf(text, sizeof text, "line %d\nof editor %d", i, i);
		assert_int_equal(save(store, &empty, text), TS_OK);
	}
	ts_note_release(&empty);
	for (int saves = 0;; saves++) {
		struct ts_note note = note_of(store, today());
		for (int i = 0; i < EDITORS; i++) {
			(void)snprintf(text, sizeof text, "line %d\nof editor %d", i, i);
			assert_true(holds_lines(note.text, text));
		}
		if (note.head_count == 1) {
			ts_note_release(&note);
			assert_in_range(saves, 2, 3);
			break;
		}
		assert_int_equal(note.head_count, saves == 0 ? TS_NOTE_HEADS : EDITORS - TS_NOTE_HEADS + 1);
		assert_int_equal(save(store, &note, note.text), TS_OK);
		ts_note_release(&note);
	}
}

/* Editors that read at any time and save later; every saved line nobody took out is there at the end. */
static void no_saved_line_is_lost_however_saves_cross(void **state)
{
	enum { SEEDS = 20, SAVES = 12, EDITORS = 3 };
	ts_store *store = ((struct support *)*state)->store;

	rows_hurry(store);
	for (int seed = 0; seed < SEEDS; seed++) {
		uint64_t chance = (uint64_t)seed + 1;
		struct ts_note open[EDITORS];
		char text[4096], line[32];
		ts_day day = today() + seed;
		for (int i = 0; i < EDITORS; i++)
			open[i] = note_of(store, day);
		for (int i = 0; i < SAVES; i++) {
			int editor = rows_random_below(&chance, EDITORS);
			(void)snprintf(line, sizeof line, "line %d.%d\n", editor, i);
			/* In front or behind of what this editor had read. */
			if (rows_random_below(&chance, 2))
				(void)snprintf(text, sizeof text, "%s%s", line, open[editor].text);
			else
				(void)snprintf(text, sizeof text, "%s%s%s", open[editor].text,
				               open[editor].size ? "\n" : "", line);
			assert_int_equal(save(store, &open[editor], text), TS_OK);
			ts_note_release(&open[editor]);
			open[editor] = note_of(store, day);
			for (int j = 0; j <= i; j++) {
				bool there = false;
				for (int k = 0; k < EDITORS; k++) {
					(void)snprintf(line, sizeof line, "line %d.%d", k, j);
					there = there || holds_lines(open[editor].text, line);
				}
				assert_true(there);
			}
		}
		for (int i = 0; i < EDITORS; i++)
			ts_note_release(&open[i]);
	}
}

static void a_saved_note_is_one_step_of_undo(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;

	write_note(store, today(), "one");
	write_note(store, today(), "two");
	write_note(store, today() - 40, "other");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_NOTE);
	assert_int_equal(done.day, today() - 40);
	rows_assert_note(store, today() - 40, "");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_note(store, today(), "one");
	store = rows_reopen(support);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_note(store, today(), "");
	for (int i = 0; i < 3; i++)
		assert_int_equal(ts_redo(store, now, &done), TS_OK);
	rows_assert_note(store, today(), "two");
	rows_assert_note(store, today() - 40, "other");
}

static void undo_leaves_a_note_that_was_changed_elsewhere(void **state)
{
	struct support *support = *state;
	ts_store *here = support->store, *there = rows_second(support);
	struct ts_done done;

	struct ts_note empty = note_of(there, today());
	write_note(here, today(), "ours");
	assert_int_equal(save(there, &empty, "theirs"), TS_OK);
	ts_note_release(&empty);
	/* The last step is theirs; then ours. */
	assert_int_equal(ts_undo(here, now, &done), TS_OK);
	rows_assert_note(here, today(), "ours");
	assert_int_equal(ts_undo(here, now, &done), TS_OK);
	rows_assert_note(here, today(), "");
	assert_int_equal(ts_redo(here, now, &done), TS_OK);
	assert_int_equal(ts_redo(here, now, &done), TS_OK);
	struct ts_note note = note_of(here, today());
	assert_true(holds_lines(note.text, "theirs"));
	ts_note_release(&note);
	ts_close(there);
}

static void notes_have_a_limit_and_must_be_text(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_note note = note_of(store, today());
	struct ts_done done;
	char *text = malloc(TS_NOTE_LIMIT + 1);

	assert_non_null(text);
	memset(text, 'x', TS_NOTE_LIMIT + 1);
	assert_int_equal(ts_note_save(store, &note, text, TS_NOTE_LIMIT + 1, now, &done), TS_TOO_LONG);
	/* What is typed is kept all the same. */
	assert_int_equal(ts_draft_save(store, &note, text, TS_NOTE_LIMIT + 1, 0, now), TS_OK);
	assert_int_equal(ts_note_save(store, &note, "\xff", 1, now, &done), TS_INVALID);
	assert_int_equal(ts_note_save(store, &note, "a\0b", 3, now, &done), TS_INVALID);
	assert_int_equal(ts_draft_save(store, &note, "\xff", 1, 0, now), TS_INVALID);
	assert_int_equal(ts_note_save(store, &note, text, TS_NOTE_LIMIT, now, &done), TS_OK);
	ts_note_release(&note);
	note = note_of(store, today());
	assert_int_equal(note.size, TS_NOTE_LIMIT);
	assert_memory_equal(note.text, text, TS_NOTE_LIMIT);
	ts_note_release(&note);
	free(text);
}

static void notes_are_handed_out_clean_with_their_lines(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	write_note(store, today(),
	           "a\x1b[31m\r\n\tb\xe2\x80\xae\x07"
	           "c\n");
	rows_assert_note(store, today(), "a[31m\n\tbc\n");
	struct ts_note note = note_of(store, today());
	assert_int_equal(save(store, &note, note.text), TS_UNCHANGED);
	ts_note_release(&note);
}

static void notes_of_days_at_the_edge_of_months_are_found(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const int days[][3] = {
		{ 2026, 9, 30 }, { 2026, 10, 1 }, { 1969, 12, 31 }, { 1970, 1, 1 }, { 1900, 1, 1 }
	};
	char text[16];

	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		(void)snprintf(text, sizeof text, "note %zu", i);
		write_note(store, ts_day_from_civil(days[i][0], days[i][1], days[i][2]), text);
	}
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		(void)snprintf(text, sizeof text, "note %zu", i);
		rows_assert_note(store, ts_day_from_civil(days[i][0], days[i][1], days[i][2]), text);
	}
}

static void a_draft_comes_back_after_a_crash_with_its_cursor_and_heads(void **state)
{
	struct support *support = *state;
	struct ts_draft draft;

	write_note(support->store, today(), "saved");
	struct ts_note note = note_of(support->store, today());
	assert_int_equal(ts_draft_read(support->store, today(), &draft), TS_NOT_FOUND);
	assert_int_equal(ts_draft_save(support->store, &note, "typed\nso far", 12, 7, now), TS_OK);
	assert_int_equal(ts_draft_save(support->store, &note, "typed\nso far!", 13, 8, now + 5), TS_OK);
	ts_store *store = rows_reopen(support);
	assert_int_equal(ts_draft_read(store, today() + 1, &draft), TS_NOT_FOUND);
	assert_int_equal(ts_draft_read(store, today(), &draft), TS_OK);
	assert_string_equal(draft.note.text, "typed\nso far!");
	assert_int_equal(draft.note.size, 13);
	assert_int_equal(draft.cursor, 8);
	assert_int_equal(draft.saved, now + 5);
	assert_int_equal(draft.note.day, today());
	assert_int_equal(draft.note.head_count, 1);
	assert_true(ts_id_equal(draft.note.heads[0], note.heads[0]));
	/* It is saved as what was made of that version. */
	assert_int_equal(save(store, &draft.note, draft.note.text), TS_OK);
	ts_draft_release(&draft);
	ts_note_release(&note);
	assert_int_equal(ts_draft_read(store, today(), &draft), TS_NOT_FOUND);
	note = note_of(store, today());
	assert_int_equal(note.head_count, 1);
	ts_note_release(&note);
}

/* Two terminals type into one note, and both are killed. */
static void of_two_that_type_into_one_note_neither_loses_its_draft(void **state)
{
	struct support *support = *state;
	const struct ts_note note = { .day = today() };
	ts_store *other = rows_second(support);
	struct ts_draft draft;

	assert_int_equal(ts_draft_save(support->store, &note, "typed here", 10, 10, now), TS_OK);
	assert_int_equal(ts_draft_save(other, &note, "typed there", 11, 11, now + 5), TS_OK);
	assert_int_equal(ts_draft_save(support->store, &note, "typed here!", 11, 11, now + 2), TS_OK);
	ts_close(other);
	ts_store *store = rows_reopen(support);
	assert_int_equal(ts_draft_read(store, today(), &draft), TS_OK);
	assert_string_equal(draft.note.text, "typed there");
	ts_draft_release(&draft);
	/* Asked again, it is still that one. */
	assert_int_equal(ts_draft_read(store, today(), &draft), TS_OK);
	assert_string_equal(draft.note.text, "typed there");
	assert_int_equal(save(store, &draft.note, draft.note.text), TS_OK);
	ts_draft_release(&draft);
	assert_int_equal(ts_draft_read(store, today(), &draft), TS_OK);
	assert_string_equal(draft.note.text, "typed here!");
	assert_int_equal(draft.saved, now + 2);
	assert_int_equal(save(store, &draft.note, draft.note.text), TS_OK);
	ts_draft_release(&draft);
	assert_int_equal(ts_draft_read(store, today(), &draft), TS_NOT_FOUND);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM draft"), 0);
}

/* A draft that was taken over by another terminal while its writer goes on typing. */
static void a_draft_that_was_taken_over_stands_beside_what_its_writer_types_on(void **state)
{
	struct support *support = *state;
	const struct ts_note note = { .day = today() };
	ts_store *other = rows_second(support);
	struct ts_draft draft;

	assert_int_equal(ts_draft_save(support->store, &note, "typed", 5, 5, now), TS_OK);
	assert_int_equal(ts_draft_read(other, today(), &draft), TS_OK);
	assert_string_equal(draft.note.text, "typed");
	ts_draft_release(&draft);
	assert_int_equal(ts_draft_save(support->store, &note, "typed on", 8, 8, now + 1), TS_OK);
	assert_int_equal(ts_draft_drop(other, today()), TS_OK);
	assert_int_equal(ts_draft_read(support->store, today(), &draft), TS_OK);
	assert_string_equal(draft.note.text, "typed on");
	ts_draft_release(&draft);
	ts_close(other);
}

static void a_draft_is_read_where_nothing_can_be_written(void **state)
{
	struct support *support = *state;
	const struct ts_note note = { .day = today() };
	struct ts_draft draft;

	assert_int_equal(ts_draft_save(support->store, &note, "typed", 5, 5, now), TS_OK);
	ts_store *store = rows_reopen(support);
	store->read_only = true;
	assert_int_equal(ts_draft_read(store, today(), &draft), TS_OK);
	assert_string_equal(draft.note.text, "typed");
	ts_draft_release(&draft);
}

static void drafts_are_one_a_day_and_can_be_dropped(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_note first = { .day = today() }, second = { .day = today() + 1 };
	struct ts_draft draft;
	struct ts_done done;

	assert_int_equal(ts_draft_save(store, &first, "one", 3, 99, now), TS_OK);
	assert_int_equal(ts_draft_save(store, &second, "", 0, 0, now), TS_OK);
	assert_int_equal(ts_draft_drop(store, today() + 1), TS_OK);
	assert_int_equal(ts_draft_drop(store, today() + 1), TS_OK);
	assert_int_equal(ts_draft_read(store, today() + 1, &draft), TS_NOT_FOUND);
	assert_int_equal(ts_draft_read(store, today(), &draft), TS_OK);
	assert_int_equal(draft.cursor, 3);
	ts_draft_release(&draft);
	/* Drafts are no steps. */
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
}

static void versions_too_long_for_one_note_come_back_by_undo(void **state)
{
	enum { SIZE = 40000 };
	struct support *support = *state;
	ts_store *store = support->store;
	char *texts[2] = { malloc(SIZE), malloc(SIZE) };
	struct ts_note none = { .day = ts_day_from_civil(2026, 10, 1) }, both, back;
	struct ts_done done;

	for (int i = 0; i < 2; i++) {
		assert_non_null(texts[i]);
		memset(texts[i], 'a' + i, SIZE);
		assert_int_equal(ts_note_save(store, &none, texts[i], SIZE, SUPPORT_NOW, &done), TS_OK);
	}
	assert_int_equal(ts_note_read(store, none.day, &both), TS_OK);
	assert_int_equal(both.head_count, 2);
	assert_true(both.size > TS_NOTE_LIMIT);
	assert_int_equal(ts_note_save(store, &both, "short", 5, SUPPORT_NOW, &done), TS_OK);
	rows_assert_note(store, none.day, "short");
	assert_int_equal(ts_undo(store, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_note_read(store, none.day, &back), TS_OK);
	assert_int_equal(back.head_count, 2);
	assert_int_equal(back.size, both.size);
	assert_non_null(memmem(back.text, back.size, texts[0], SIZE));
	assert_non_null(memmem(back.text, back.size, texts[1], SIZE));
	ts_note_release(&back);
	ts_note_release(&both);
	free(texts[0]);
	free(texts[1]);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(versions_too_long_for_one_note_come_back_by_undo),
		CASE(a_note_is_kept_for_its_day_alone),
		CASE(saving_what_is_there_changes_nothing_but_drops_the_draft),
		CASE(two_saves_of_one_text_keep_both_and_the_next_save_joins_them),
		CASE(more_heads_than_a_save_can_name_are_all_shown_and_joined_in_turn),
		CASE(no_saved_line_is_lost_however_saves_cross),
		CASE(a_saved_note_is_one_step_of_undo),
		CASE(undo_leaves_a_note_that_was_changed_elsewhere),
		CASE(notes_have_a_limit_and_must_be_text),
		CASE(notes_are_handed_out_clean_with_their_lines),
		CASE(notes_of_days_at_the_edge_of_months_are_found),
		CASE(a_draft_comes_back_after_a_crash_with_its_cursor_and_heads),
		CASE(of_two_that_type_into_one_note_neither_loses_its_draft),
		CASE(a_draft_that_was_taken_over_stands_beside_what_its_writer_types_on),
		CASE(a_draft_is_read_where_nothing_can_be_written),
		CASE(drafts_are_one_a_day_and_can_be_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
