/* Activities: their texts and ids, renames and merges, slots. */
#include "support_rows.h"

#include "data/file/store.h"
#include "data/rows/record_activity.h"
#include "data/rows/record_state.h"
#include "data/rows/row.h"
#include "data/rows/state.h"
#include "data/rows/version.h"

#include <stdio.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

static ts_time at(int hour, int minute)
{
	return rows_at(2026, 10, 1, hour, minute);
}

static struct ts_activity shown(ts_store *store, const char *text)
{
	struct ts_activity activity;

	assert_true(rows_activity_find(store, text, now, &activity));
	return activity;
}

static enum ts_status change_of(ts_store *store, const char *text, struct ts_activity_change change)
{
	struct ts_done done;

	return ts_activity_change(store, rows_activity(store, text, now), &change, now, &done);
}

/* What a merge with another device does: the greater of each register, and the clock is raised. */
static void receive(ts_store *store, const struct row_activity *row)
{
	struct state kept;

	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(record_activity_merge(store, row), TS_OK);
	assert_int_equal(record_state_read(store, &kept), TS_OK);
	version_witness(&kept.clock, row_version_activity(row));
	assert_int_equal(record_state_write(store, &kept), TS_OK);
	assert_int_equal(store_end(store, TS_OK, NULL, NULL), TS_OK);
}

static struct row_activity stored(ts_store *store, const struct ts_id *id)
{
	struct row_activity row;

	assert_int_equal(record_activity_read(store, id, &row), TS_OK);
	return row;
}

static void one_text_has_one_id_on_every_device(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)rows_log(store, "Caf\xc3\xa9", at(9, 0), now);
	struct ts_id id = rows_activity(store, "Caf\xc3\xa9", now);
	/* The same text otherwise composed and spaced, after all rows are gone: what another device would make. */
	support_sql(ts_path(store), "DELETE FROM activity");
	(void)rows_log(store, "  CAFE\xcc\x81 ", at(9, 10), now);
	assert_true(ts_id_equal(rows_activity(store, "CAF\xc3\x89", now), id));
}

static void a_renamed_activity_keeps_its_logs_and_the_old_text_is_another_one(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	(void)rows_log(store, "parsre", at(8, 0), now);
	struct ts_id renamed = rows_activity(store, "parsre", now);
	assert_int_equal(rows_rename(store, "parsre", "parser", now), TS_OK);
	(void)rows_log(store, "parsre", at(8, 10), now);
	struct ts_id second = rows_activity(store, "parsre", now);
	assert_false(ts_id_equal(renamed, second));
	/* And again: the second id of that text is taken too now. */
	assert_int_equal(rows_rename(store, "parsre", "lexer", now), TS_OK);
	(void)rows_log(store, "parsre", at(8, 20), now);
	struct ts_id third = rows_activity(store, "parsre", now);
	assert_false(ts_id_equal(third, second));
	assert_false(ts_id_equal(third, renamed));
	store = rows_reopen(support);
	rows_assert_day(store, today(), now, "08:00 parser, 08:10 lexer, 08:20 parsre");
	(void)rows_log(store, "PARSER", at(8, 30), now);
	(void)rows_log(store, "lexer", at(8, 40), now);
	assert_true(ts_id_equal(rows_activity(store, "parser", now), renamed));
	rows_assert_day(store, today(), now, "08:00 parser, 08:10 lexer, 08:20 parsre, 08:30 parser, 08:40 lexer");
}

static void a_rename_back_finds_its_old_id_free_again(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)rows_log(store, "a", at(8, 0), now);
	struct ts_id id = rows_activity(store, "a", now);
	assert_int_equal(rows_rename(store, "a", "b", now), TS_OK);
	assert_int_equal(rows_rename(store, "b", "a", now), TS_OK);
	(void)rows_log(store, "b", at(8, 10), now);
	(void)rows_log(store, "a", at(8, 20), now);
	assert_true(ts_id_equal(rows_activity(store, "a", now), id));
	rows_assert_day(store, today(), now, "08:00 a, 08:10 b, 08:20 a");
}

static void a_rename_in_case_or_space_only_is_a_rename(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)rows_log(store, "parser", at(8, 0), now);
	assert_int_equal(rows_rename(store, "parser", "  The   Parser ", now), TS_OK);
	assert_int_equal(rows_rename(store, "The Parser", "the parser", now), TS_OK);
	assert_int_equal(rows_rename(store, "the parser", "the parser", now), TS_UNCHANGED);
	rows_assert_day(store, today(), now, "08:00 the parser");
}

static void a_merged_activity_shows_as_the_other_in_days_totals_and_lists(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_day_view view;
	struct ts_activity none;

	(void)rows_log(store, "parser", at(7, 0), now);
	(void)rows_log(store, "email", at(8, 0), now);
	(void)rows_log(store, "the parser", at(9, 0), now);
	assert_int_equal(rows_rename(store, "the parser", "PARSER", now), TS_OK);
	assert_int_equal(ts_day_read(store, today(), now, &view), TS_OK);
	assert_int_equal(view.total_count, 2);
	assert_string_equal(view.totals[0].text, "parser");
	assert_int_equal(view.totals[0].milliseconds, 2 * TS_HOUR);
	assert_true(ts_id_equal(view.spans[0].activity, view.spans[2].activity));
	ts_day_release(&view);
	assert_false(rows_activity_find(store, "the parser", now, &none));
	/* What goes on is known by either. */
	struct ts_done done;
	assert_int_equal(ts_log_text(store, "parser", NULL, now, now, &done), TS_UNCHANGED);
	/* The text of the merged one is free. */
	assert_int_equal(ts_log_text(store, "the parser", NULL, now, now, &done), TS_OK);
	assert_true(done.created);
	rows_assert_day(store, today(), now, "07:00 parser, 08:00 email, 09:00 parser, 10:00 the parser");
}

static void a_merge_hands_its_slot_on_to_one_without(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)rows_log(store, "one", at(8, 0), now);
	(void)rows_log(store, "two", at(8, 10), now);
	assert_int_equal(change_of(store, "two", (struct ts_activity_change){ .fields = TS_CHANGE_SLOT }), TS_OK);
	assert_int_equal(rows_rename(store, "one", "two", now), TS_OK);
	assert_int_equal(shown(store, "two").slot, 1);
	struct ts_done done;
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(shown(store, "one").slot, 1);
	assert_int_equal(shown(store, "two").slot, 0);
	assert_int_equal(ts_redo(store, now, &done), TS_OK);
	assert_int_equal(shown(store, "two").slot, 1);
}

static void a_merge_into_a_merged_one_follows_it(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)rows_log(store, "a", at(7, 0), now);
	(void)rows_log(store, "b", at(8, 0), now);
	(void)rows_log(store, "c", at(9, 0), now);
	assert_int_equal(rows_rename(store, "a", "b", now), TS_OK);
	assert_int_equal(rows_rename(store, "b", "c", now), TS_OK);
	assert_int_equal(rows_rename(store, "c", "d", now), TS_OK);
	rows_assert_day(store, today(), now, "07:00 d, 08:00 d, 09:00 d");
}

static void merges_in_a_circle_from_two_devices_end_in_one_activity(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)rows_log(store, "a", at(7, 0), now);
	(void)rows_log(store, "b", at(8, 0), now);
	struct ts_id a = rows_activity(store, "a", now), b = rows_activity(store, "b", now);
	assert_int_equal(rows_rename(store, "a", "b", now), TS_OK);
	/* The other device merged the other way at the same time. */
	struct row_activity row = stored(store, &b);
	row.merged = a;
	row.merged_version = (uint64_t)(now + TS_HOUR) << 21;
	receive(store, &row);
	struct ts_day_view view;
	assert_int_equal(ts_day_read(store, today(), now, &view), TS_OK);
	assert_int_equal(view.total_count, 1);
	assert_string_equal(view.totals[0].text, memcmp(a.bytes, b.bytes, TS_ID_SIZE) < 0 ? "a" : "b");
	ts_day_release(&view);
	struct ts_activities activities;
	assert_int_equal(ts_activities_read(store, now, &activities), TS_OK);
	assert_int_equal(activities.count, 2);
	ts_activities_release(&activities);
}

static void a_slot_given_to_two_on_two_devices_is_the_later_ones(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)rows_log(store, "a", at(7, 0), now);
	(void)rows_log(store, "b", at(8, 0), now);
	struct ts_id b = rows_activity(store, "b", now);
	struct row_activity row = stored(store, &b);
	row.slot = 1;
	row.slot_version = (uint64_t)(now + TS_HOUR) << 21;
	receive(store, &row);
	assert_int_equal(shown(store, "b").slot, 1);
	assert_int_equal(shown(store, "a").slot, 0);
	struct ts_done done;
	assert_int_equal(ts_log_slot(store, 1, now, now, &done), TS_UNCHANGED);
	assert_string_equal(done.text, "b");
	/* Asking for it again takes it for good. */
	assert_int_equal(change_of(store, "a", (struct ts_activity_change){ .fields = TS_CHANGE_SLOT, .slot = 1 }),
	                 TS_OK);
	assert_int_equal(shown(store, "a").slot, 1);
	assert_int_equal(shown(store, "b").slot, 0);
}

static void a_log_whose_activity_has_not_arrived_is_shown_as_damaged(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	(void)rows_log(store, "parser", at(8, 0), now);
	support_sql(ts_path(store), "DELETE FROM activity");
	rows_assert_day(store, today(), now, "08:00 damaged");
	(void)rows_log(store, "email", at(9, 0), now);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	/* Typed again, it is the same activity. */
	(void)rows_log(store, "email", at(9, 10), now);
	assert_int_equal(ts_log_text(store, "Parser", NULL, at(8, 30), now, &done), TS_OK);
	rows_assert_day(store, today(), now, "08:00 Parser, 08:30 Parser, 09:10 email");
}

static void colour_rest_and_archive_are_kept_and_undone(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;

	(void)rows_log(store, "lunch", at(8, 0), now);
	int automatic = shown(store, "lunch").colour;
	assert_in_range(automatic, 1, TS_COLOURS);
	const struct ts_activity_change change = { .fields = TS_CHANGE_COLOUR | TS_CHANGE_REST | TS_CHANGE_ARCHIVED,
		                                   .colour = 12,
		                                   .rest = true,
		                                   .archived = true };
	assert_int_equal(ts_activity_change(store, rows_activity(store, "lunch", now), &change, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_ACTIVITY);
	assert_string_equal(done.text, "lunch");
	store = rows_reopen(support);
	struct ts_activity lunch = shown(store, "lunch");
	assert_int_equal(lunch.colour, 12);
	assert_true(lunch.colour_chosen && lunch.rest && lunch.archived);
	/* A slot offers what it holds, so an archived activity holds none. */
	assert_int_equal(lunch.slot, 0);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	lunch = shown(store, "lunch");
	assert_int_equal(lunch.colour, automatic);
	assert_false(lunch.colour_chosen || lunch.rest || lunch.archived);
	assert_int_equal(lunch.slot, 1);
}

static void the_colours_of_the_nine_slots_differ(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	unsigned seen = 0;

	for (int i = 1; i <= TS_SLOTS; i++) {
		char text[8];
		(void)snprintf(text, sizeof text, "t%d", i);
		(void)rows_log(store, text, at(8, i), now);
		int colour = shown(store, text).colour;
		assert_in_range(colour, 1, TS_COLOURS);
		assert_false(seen & 1u << colour);
		seen |= 1u << colour;
	}
}

/* They are counted once, and then followed. */
static void the_next_colour_is_the_same_when_all_are_read_anew(void **state)
{
	struct support *support = *state;
	uint64_t chance = 11;
	struct ts_done done;

	for (int round = 0; round < 6; round++) {
		char text[32], other[32];
		for (int i = 0; i < 7; i++) {
			(void)snprintf(text, sizeof text, "text %d", 7 * round + i);
			(void)rows_log(support->store, text, now - (7 * round + i) * TS_MINUTE, now);
		}
		(void)snprintf(text, sizeof text, "text %d", 7 * round + rows_random_below(&chance, 3));
		(void)snprintf(other, sizeof other, "text %d", 7 * round + 3 + rows_random_below(&chance, 3));
		assert_int_equal(rows_rename(support->store, text, other, now), TS_OK);
		if (round % 2 == 1)
			assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
		(void)rows_log(support->store, "next", now, now);
		int colour = shown(support->store, "next").colour;
		assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
		(void)rows_reopen(support);
		(void)rows_log(support->store, "next", now, now);
		assert_int_equal(shown(support->store, "next").colour, colour);
		assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
	}
}

/* A row as it was written before colours were given. */
static int receive_old(ts_store *store, const char *text, int slot)
{
	struct row_activity row = { .slot = (uint8_t)slot };
	const uint64_t version = (uint64_t)(now - TS_HOUR) << 21;

	(void)snprintf(row.text, sizeof row.text, "%s", text);
	row.id.bytes[0] = (unsigned char)(40 + slot);
	row.text_version = row.slot_version = row.colour_version = row.rest_version = row.standing_version =
	        row.merged_version = version;
	receive(store, &row);
	return shown(store, text).colour;
}

static void a_colour_of_before_colours_were_given_moves_no_more_than_others(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;
	int left = receive_old(store, "left", 2), right = receive_old(store, "right", 0);

	assert_int_equal(left, 2);
	assert_int_equal(change_of(store, "right", (struct ts_activity_change){ .fields = TS_CHANGE_SLOT, .slot = 2 }),
	                 TS_OK);
	store = rows_reopen(support);
	assert_int_equal(shown(store, "right").slot, 2);
	assert_int_equal(shown(store, "right").colour, right);
	assert_int_equal(shown(store, "left").colour, left);
	assert_false(shown(store, "left").colour_chosen);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(shown(store, "right").colour, right);
	assert_int_equal(shown(store, "left").colour, left);
	/* What changes nothing is still no change. */
	assert_int_equal(change_of(store, "left", (struct ts_activity_change){ .fields = TS_CHANGE_SLOT, .slot = 2 }),
	                 TS_UNCHANGED);
}

static void an_archived_activity_is_logged_by_its_text_all_the_same(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	(void)rows_log(store, "old", at(8, 0), now);
	(void)rows_log(store, "new", at(8, 10), now);
	assert_int_equal(
	        change_of(store, "old", (struct ts_activity_change){ .fields = TS_CHANGE_ARCHIVED, .archived = true }),
	        TS_OK);
	assert_int_equal(ts_log_text(store, "old", NULL, at(9, 0), now, &done), TS_OK);
	assert_false(done.created);
	assert_true(shown(store, "old").archived);
	/* Its slot went to the next that is new. */
	(void)rows_log(store, "newer", at(9, 10), now);
	assert_int_equal(shown(store, "newer").slot, 1);
}

static void wrong_changes_are_refused(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	char text[TS_TEXT_SIZE + 1];

	(void)rows_log(store, "a", at(8, 0), now);
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_int_equal(rows_rename(store, "a", text, now), TS_TOO_LONG);
	assert_int_equal(rows_rename(store, "a", " ", now), TS_INVALID);
	assert_int_equal(rows_rename(store, "a", "OFF", now), TS_INVALID);
	assert_int_equal(rows_rename(store, "off", "on", now), TS_INVALID);
	assert_int_equal(change_of(store, "a", (struct ts_activity_change){ .fields = TS_CHANGE_SLOT, .slot = 10 }),
	                 TS_INVALID);
	assert_int_equal(change_of(store, "a", (struct ts_activity_change){ .fields = TS_CHANGE_SLOT, .slot = -1 }),
	                 TS_INVALID);
	assert_int_equal(change_of(store, "a", (struct ts_activity_change){ .fields = TS_CHANGE_COLOUR, .colour = 13 }),
	                 TS_INVALID);
	assert_int_equal(change_of(store, "a", (struct ts_activity_change){ .fields = TS_CHANGE_TEXT }), TS_INVALID);
	assert_int_equal(change_of(store, "a", (struct ts_activity_change){ .fields = 0 }), TS_UNCHANGED);
	struct ts_done done;
	const struct ts_activity_change none = { 0 };
	assert_int_equal(ts_activity_change(store, (struct ts_id){ { 9 } }, &none, now, &done), TS_NOT_FOUND);
	assert_int_equal(shown(store, "a").slot, 1);
}

static void several_hundred_activities_are_all_there(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_activities activities;
	char text[16];

	rows_hurry(store);
	for (int i = 0; i < 300; i++) {
		(void)snprintf(text, sizeof text, "p%d: t%d", i % 7, i);
		(void)rows_log(store, text, now - i * TS_MINUTE - TS_MINUTE, now);
	}
	assert_int_equal(ts_activities_read(store, now, &activities), TS_OK);
	assert_int_equal(activities.count, 301);
	for (size_t i = 0; i < 300; i++)
		assert_int_equal(activities.at[i].last_used, now - (ts_time)(i + 1) * TS_MINUTE);
	assert_true(activities.at[300].off);
	ts_activities_release(&activities);
}

static void the_last_use_is_known_for_this_month_and_two_before(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)rows_log(store, "july", rows_at(2026, 7, 31, 12, 0), now);
	(void)rows_log(store, "august", rows_at(2026, 8, 2, 12, 0), now);
	assert_int_equal(shown(store, "july").last_used, 0);
	assert_int_equal(shown(store, "august").last_used, rows_at(2026, 8, 2, 12, 0));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(one_text_has_one_id_on_every_device),
		CASE(a_renamed_activity_keeps_its_logs_and_the_old_text_is_another_one),
		CASE(a_rename_back_finds_its_old_id_free_again),
		CASE(a_rename_in_case_or_space_only_is_a_rename),
		CASE(a_merged_activity_shows_as_the_other_in_days_totals_and_lists),
		CASE(a_merge_hands_its_slot_on_to_one_without),
		CASE(a_merge_into_a_merged_one_follows_it),
		CASE(merges_in_a_circle_from_two_devices_end_in_one_activity),
		CASE(a_slot_given_to_two_on_two_devices_is_the_later_ones),
		CASE(a_log_whose_activity_has_not_arrived_is_shown_as_damaged),
		CASE(colour_rest_and_archive_are_kept_and_undone),
		CASE(the_colours_of_the_nine_slots_differ),
		CASE(the_next_colour_is_the_same_when_all_are_read_anew),
		CASE(a_colour_of_before_colours_were_given_moves_no_more_than_others),
		CASE(an_archived_activity_is_logged_by_its_text_all_the_same),
		CASE(wrong_changes_are_refused),
		CASE(several_hundred_activities_are_all_there),
		CASE(the_last_use_is_known_for_this_month_and_two_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
