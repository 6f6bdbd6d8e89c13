/* Another file in the place of the one that is open: one clear question over whatever is there, and no text lost. */
#include "tests/ui/support_desk.h"

#include <stdio.h>
#include <string.h>

#define REASON "an older copy stands in the file's place, it lacks 3 changes seen here: '/home/ada/timesheet.db'"

static int setup(void **state)
{
	static struct desk desk;
	struct ts_done done;
	desk_open_logged_in(&desk);
	assert_int_equal(ts_log_text(desk.store, "parser", NULL, CARD_NOW - 2 * TS_HOUR, CARD_NOW, &done), TS_OK);
	assert_int_equal(ts_log_text(desk.store, "off", NULL, CARD_NOW - TS_HOUR, CARD_NOW, &done), TS_OK);
	*state = &desk;
	return 0;
}

static int teardown(void **state)
{
	desk_close(*state);
	return 0;
}

static void replace(struct desk *desk, enum ts_replaced_by by, int64_t changes, const char *reason)
{
	fake_set_replaced(desk->store, by, changes, reason);
	ui_changed(desk->ui, desk->moment);
	desk_pump(desk);
}

static bool asks(struct desk *desk)
{
	return desk_shows(desk, "this is not the file that was open");
}

static void an_older_copy_is_asked_about_and_may_be_used(void **state)
{
	struct desk *desk = *state;
	size_t writes = fake_writes(desk->store);
	replace(desk, TS_REPLACED_OLDER, 3, REASON);
	assert_true(asks(desk));
	assert_true(desk_shows(desk, "it lacks 3 changes"));
	desk_pass(desk, 2 * TS_SECOND);
	desk_key(desk, "1");
	assert_int_equal(fake_writes(desk->store), writes);
	desk_pass(desk, 2 * TS_SECOND);
	desk_key(desk, "K");
	assert_false(asks(desk));
	assert_true(desk_shows(desk, "an older copy is open now: it lacks 3 changes"));
	desk_key(desk, "1");
	assert_int_equal(fake_writes(desk->store), writes + 1);
}

static void the_question_goes_when_the_right_file_is_back(void **state)
{
	struct desk *desk = *state;
	replace(desk, TS_REPLACED_UNUSABLE, 0, "the file is gone");
	assert_true(asks(desk));
	replace(desk, TS_REPLACED_NOT, 0, "");
	assert_false(asks(desk));
	assert_true(desk_shows(desk, "the file that was open is there again"));
}

/* It comes while somebody types: K, q and z are letters of theirs, and Escape was to leave the note. */
static void keys_that_were_on_their_way_to_a_note_do_nothing(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "n");
	desk_type(desk, "typed before");
	replace(desk, TS_REPLACED_OLDER, 3, REASON);
	desk_type(desk, "OK quiz");
	desk_key(desk, "Escape");
	assert_true(asks(desk));
	assert_true(desk->bells > 0);
	assert_int_equal(desk->quits, 0);
	assert_true(ts_logged_in(desk->store));
	desk_pass(desk, 2 * TS_SECOND);
	desk_key(desk, "Escape");
	assert_false(asks(desk));
	assert_true(desk_shows(desk, "typed before"));
}

static void a_note_that_cannot_be_saved_stays_and_is_saved_later(void **state)
{
	struct desk *desk = *state;
	struct ts_note note;
	desk_key(desk, "n");
	desk_type(desk, "typed before");
	replace(desk, TS_REPLACED_OTHER, 0, "a file without 'ada' stands in its place");
	desk_pass(desk, 2 * TS_SECOND);
	desk_key(desk, "Escape");
	desk_key(desk, "C-s");
	/* Asked again by what is refused. */
	assert_true(asks(desk));
	desk_pass(desk, 2 * TS_SECOND);
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "typed before"));
	desk_type(desk, " and after");
	replace(desk, TS_REPLACED_NOT, 0, "");
	desk_key(desk, "C-s");
	assert_int_equal(ts_note_read(desk->store, ts_day_of(CARD_NOW, 0), &note), TS_OK);
	assert_string_equal(note.text, "typed before and after");
	ts_note_release(&note);
}

/* The draft went with the file that it was in. */
static void a_newer_copy_is_told_and_gets_the_draft_that_was_in_the_older_one(void **state)
{
	struct desk *desk = *state;
	struct ts_draft draft = { 0 };
	ts_day day = ts_day_of(CARD_NOW, 0);
	desk_key(desk, "n");
	desk_type(desk, "typed before");
	desk_pass(desk, 3 * TS_SECOND);
	assert_int_equal(ts_draft_drop(desk->store, day), TS_OK);
	replace(desk, TS_REPLACED_TAKEN, 5, "");
	assert_false(asks(desk));
	assert_int_equal(ts_draft_read(desk->store, day, &draft), TS_OK);
	ts_draft_release(&draft);
	desk_key(desk, "Escape");
	replace(desk, TS_REPLACED_TAKEN, 5, "");
	assert_true(desk_shows(desk, "the file was replaced by a newer copy, 5 changes ahead"));
}

static void who_is_not_logged_in_is_told_in_a_line(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "z");
	replace(desk, TS_REPLACED_UNUSABLE, 0, "the file is gone: it was removed");
	assert_false(asks(desk));
	assert_true(desk_shows(desk, "the file is gone"));
}

static void it_looks_as_designed(void **state)
{
	static const struct {
		int width, height;
	} sizes[] = { { 100, 30 }, { 80, 24 }, { 60, 16 } };
	struct desk *desk = *state;
	char file[64];
	desk_key(desk, "n");
	desk_type(desk, "# parser");
	replace(desk, TS_REPLACED_OLDER, 3, REASON);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		desk_resize(desk, sizes[i].width, sizes[i].height);
		(void)snprintf(file, sizeof file, "replaced_%dx%d", sizes[i].width, sizes[i].height);
		desk_golden(desk, file);
	}
}

int main(void)
{
#define TEST_OF(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST_OF(an_older_copy_is_asked_about_and_may_be_used),
		TEST_OF(the_question_goes_when_the_right_file_is_back),
		TEST_OF(keys_that_were_on_their_way_to_a_note_do_nothing),
		TEST_OF(a_note_that_cannot_be_saved_stays_and_is_saved_later),
		TEST_OF(a_newer_copy_is_told_and_gets_the_draft_that_was_in_the_older_one),
		TEST_OF(who_is_not_logged_in_is_told_in_a_line),
		TEST_OF(it_looks_as_designed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
