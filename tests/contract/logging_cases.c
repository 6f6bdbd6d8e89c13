/* Logging, correcting, undo. */
#include "contract.h"

#include <stdio.h>
#include <string.h>

static void a_new_text_makes_the_activity_and_takes_the_lowest_free_slot(void **state)
{
	struct contract *contract = *state;
	struct ts_done done = contract_log(contract, "parser", 9, 0);
	assert_true(done.created);
	assert_int_equal(done.slot, 1);
	assert_int_equal(done.deed, TS_DEED_LOG);
	assert_int_equal(done.at, contract_at(contract, 9, 0));
	assert_int_equal(done.offset, 2 * 3600);
	assert_int_equal(done.day, contract->day);
	done = contract_log(contract, "email", 10, 0);
	assert_int_equal(done.slot, 2);
	done = contract_log(contract, "parser", 11, 0);
	assert_false(done.created);
	assert_int_equal(done.slot, 1);
}

static void the_first_nine_activities_fill_the_slots_and_the_tenth_has_none(void **state)
{
	struct contract *contract = *state;
	char text[] = "activity 0";
	for (int i = 1; i <= 10; i++) {
		text[9] = (char)('0' + i % 10);
		struct ts_done done = contract_log(contract, text, 8, i);
		assert_int_equal(done.slot, i <= 9 ? i : 0);
	}
}

static void an_activity_is_known_by_its_text_without_regard_to_case_space_or_composition(void **state)
{
	struct contract *contract = *state;
	(void)contract_log(contract, "Caf\xc3\xa9 break", 9, 0);
	(void)contract_log(contract, "parser", 10, 0);
	struct ts_done done = contract_log(contract, "  CAFE\xcc\x81   BREAK ", 11, 0);
	assert_false(done.created);
	assert_string_equal(done.text, "Caf\xc3\xa9 break");
}

static void logging_what_goes_on_changes_nothing_and_says_since_when(void **state)
{
	struct contract *contract = *state;
	struct ts_done first = contract_log(contract, "parser", 9, 0), done;
	assert_int_equal(ts_log_text(contract->store, "PARSER", NULL, contract->now, contract->now, &done),
	                 TS_UNCHANGED);
	assert_true(ts_id_equal(done.log, first.log));
	assert_int_equal(done.at, contract_at(contract, 9, 0));
	assert_int_equal(ts_log_slot(contract->store, 1, contract->now, contract->now, &done), TS_UNCHANGED);
	assert_day(contract, "09:00 parser");
}

static void a_log_in_between_cuts_the_span_it_falls_in(void **state)
{
	struct contract *contract = *state;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 12, 0);
	(void)contract_log(contract, "standup", 10, 0);
	assert_day(contract, "09:00 parser, 10:00 standup, 12:00 email");
}

static void a_log_tells_what_will_end_it(void **state)
{
	struct contract *contract = *state;
	struct ts_done done = contract_log(contract, "parser", 9, 0);
	assert_int_equal(done.until, 0);
	(void)contract_log(contract, "email", 12, 0);
	done = contract_log(contract, "standup", 10, 0);
	assert_int_equal(done.until, contract_at(contract, 12, 0));
	/* The clock is set back: a log ahead of it. */
	ts_time earlier = contract_at(contract, 11, 0);
	assert_int_equal(ts_log_text(contract->store, "review", NULL, earlier, earlier, &done), TS_OK);
	assert_int_equal(done.until, contract_at(contract, 12, 0));
}

static void texts_are_checked(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	char longest[TS_TEXT_SIZE + 1];
	memset(longest, 'x', sizeof longest);
	longest[TS_TEXT_SIZE] = '\0';
	ts_time now = contract->now;
	assert_int_equal(ts_log_text(contract->store, "", NULL, now, now, &done), TS_INVALID);
	assert_int_equal(ts_log_text(contract->store, "  \t ", NULL, now, now, &done), TS_INVALID);
	assert_int_equal(ts_log_text(contract->store, longest, NULL, now, now, &done), TS_TOO_LONG);
	longest[TS_TEXT_SIZE - 1] = '\0';
	assert_int_equal(ts_log_text(contract->store, longest, NULL, now, now, &done), TS_OK);
	assert_string_equal(done.text, longest);
}

static void nothing_is_logged_ahead_of_time(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	ts_time now = contract->now;
	assert_int_equal(ts_log_text(contract->store, "parser", NULL, now + TS_HOUR, now, &done), TS_FUTURE);
	assert_int_equal(ts_log_text(contract->store, "parser", NULL, now + TS_MINUTE, now, &done), TS_OK);
}

static void an_empty_slot_logs_nothing(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	assert_int_equal(ts_log_slot(contract->store, 5, contract->now, contract->now, &done), TS_NOT_FOUND);
	assert_int_equal(ts_log_slot(contract->store, 10, contract->now, contract->now, &done), TS_INVALID);
	assert_int_equal(ts_log_slot(contract->store, -1, contract->now, contract->now, &done), TS_INVALID);
	assert_day(contract, "");
}

static void zero_logs_off(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	assert_int_equal(ts_log_slot(contract->store, 0, contract_at(contract, 12, 0), contract->now, &done), TS_OK);
	assert_true(done.off);
	assert_string_equal(done.text, "off");
	assert_int_equal(ts_log_text(contract->store, "Off", NULL, contract->now, contract->now, &done), TS_UNCHANGED);
	assert_day(contract, "09:00 parser, 12:00 off");
}

static void the_activity_before_is_one_key_away_and_off_is_passed_over(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	assert_int_equal(ts_log_previous(contract->store, contract->now, &done), TS_NOT_FOUND);
	(void)contract_log(contract, "parser", 9, 0);
	assert_int_equal(ts_log_previous(contract->store, contract->now, &done), TS_NOT_FOUND);
	(void)contract_log(contract, "lunch", 12, 0);
	assert_int_equal(ts_log_previous(contract->store, contract_at(contract, 13, 0), &done), TS_OK);
	assert_string_equal(done.text, "parser");
	(void)contract_log(contract, "off", 13, 30);
	(void)contract_log(contract, "mail", 14, 0);
	assert_int_equal(ts_log_previous(contract->store, contract->now, &done), TS_OK);
	assert_string_equal(done.text, "parser");
	assert_day(contract, "09:00 parser, 12:00 lunch, 13:00 parser, 13:30 off, 14:00 mail, 14:37 parser");
}

static void an_insert_gives_the_time_back_and_is_one_step_of_undo(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 12, 0);
	assert_int_equal(ts_log_insert(contract->store, "call", "with acme", contract_at(contract, 10, 0),
	                               contract_at(contract, 10, 20), contract->now, &done),
	                 TS_OK);
	assert_int_equal(done.deed, TS_DEED_INSERT);
	assert_day(contract, "09:00 parser, 10:00 call, 10:20 parser, 12:00 email");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 12:00 email");
	assert_int_equal(ts_redo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 10:00 call, 10:20 parser, 12:00 email");
}

static void a_new_activity_may_be_rest_from_its_first_log_on(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	for (int stretch = 0; stretch < 2; stretch++) {
		const ts_time until = stretch ? contract_at(contract, 12, 30) : 0;
		assert_int_equal(ts_log_rest(contract->store, "lunch", "soup", contract_at(contract, 12, 0), until,
		                             contract->now, &done),
		                 TS_OK);
		assert_int_equal(done.deed, stretch ? TS_DEED_INSERT : TS_DEED_LOG);
		assert_true(done.created && done.rest);
		assert_day(contract, stretch ? "09:00 parser, 12:00 lunch, 12:30 parser" : "09:00 parser, 12:00 lunch");
		assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
		assert_day(contract, "09:00 parser");
		assert_int_equal(ts_redo(contract->store, contract->now, &done), TS_OK);
		assert_true(done.rest);
		assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	}
	/* What is there stays what it is. */
	assert_int_equal(
	        ts_log_rest(contract->store, "Parser", NULL, contract_at(contract, 13, 0), 0, contract->now, &done),
	        TS_UNCHANGED);
	assert_false(done.rest);
	assert_int_equal(
	        ts_log_text(contract->store, "lunch", NULL, contract_at(contract, 13, 0), contract->now, &done), TS_OK);
	assert_false(done.rest);
}

static void an_insert_without_an_end_lasts_until_the_next_log(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 12, 0);
	assert_int_equal(
	        ts_log_insert(contract->store, "call", NULL, contract_at(contract, 11, 0), 0, contract->now, &done),
	        TS_OK);
	assert_day(contract, "09:00 parser, 11:00 call, 12:00 email");
}

static void a_stretch_takes_the_place_of_what_was_logged_there(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	struct ts_cover cover;
	ts_time now = contract->now;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "mail", 10, 0);
	(void)contract_log(contract, "standup", 10, 30);
	(void)contract_log(contract, "lunch", 12, 0);
	ts_time from = contract_at(contract, 9, 30), until = contract_at(contract, 11, 0);
	assert_int_equal(ts_cover_read(contract->store, from, until, now, &cover), TS_OK);
	assert_int_equal(cover.count, 2);
	assert_string_equal(cover.text, "mail");
	assert_string_equal(cover.after, "standup");
	assert_int_equal(ts_log_insert(contract->store, "docs", NULL, from, until, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_INSERT);
	assert_true(done.at == from);
	assert_day(contract, "09:00 parser, 09:30 docs, 11:00 standup, 12:00 lunch");
	assert_int_equal(ts_undo(contract->store, now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 10:00 mail, 10:30 standup, 12:00 lunch");
	assert_int_equal(ts_redo(contract->store, now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 09:30 docs, 11:00 standup, 12:00 lunch");
	/* Up to where another log begins already, from where one begins. */
	assert_int_equal(ts_log_insert(contract->store, "call", NULL, contract_at(contract, 11, 0),
	                               contract_at(contract, 12, 0), now, &done),
	                 TS_OK);
	assert_day(contract, "09:00 parser, 09:30 docs, 11:00 call, 12:00 lunch");
}

static void a_stretch_of_what_goes_on_before_it_needs_no_log(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	ts_time now = contract->now;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "mail", 10, 0);
	(void)contract_log(contract, "parser", 10, 30);
	assert_int_equal(ts_log_insert(contract->store, "parser", NULL, contract_at(contract, 10, 0),
	                               contract_at(contract, 10, 15), now, &done),
	                 TS_OK);
	assert_day(contract, "09:00 parser, 10:15 mail, 10:30 parser");
	assert_int_equal(ts_log_insert(contract->store, "parser", NULL, contract_at(contract, 9, 10),
	                               contract_at(contract, 9, 20), now, &done),
	                 TS_UNCHANGED);
	/* Over all that came between: one parser. */
	assert_int_equal(ts_log_insert(contract->store, "parser", NULL, contract_at(contract, 10, 0),
	                               contract_at(contract, 11, 0), now, &done),
	                 TS_OK);
	assert_day(contract, "09:00 parser");
}

static void a_stretch_over_many_logs_is_one_step_of_undo(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	struct ts_cover cover;
	ts_time now = contract->now;
	const char *const day = "08:05 one, 08:10 two, 08:15 one, 08:20 two, 08:25 one, 08:30 two, 08:35 one, "
	                        "08:40 two, 08:45 one, 08:50 two, 08:55 one, 12:00 lunch";
	for (int i = 1; i < 12; i++)
		(void)contract_log(contract, i % 2 ? "one" : "two", 8, i * 5);
	(void)contract_log(contract, "lunch", 12, 0);
	assert_day(contract, day);
	ts_time from = contract_at(contract, 8, 0), until = contract_at(contract, 11, 0);
	assert_int_equal(ts_cover_read(contract->store, from, until, now, &cover), TS_OK);
	assert_int_equal(cover.count, 11);
	assert_int_equal(ts_log_insert(contract->store, "workshop", "all of it", from, until, now, &done), TS_OK);
	assert_day(contract, "08:00 workshop, 11:00 one, 12:00 lunch");
	assert_int_equal(ts_undo(contract->store, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_INSERT);
	assert_day(contract, day);
	assert_int_equal(ts_redo(contract->store, now, &done), TS_OK);
	assert_day(contract, "08:00 workshop, 11:00 one, 12:00 lunch");
	assert_int_equal(ts_undo(contract->store, now, &done), TS_OK);
	assert_int_equal(ts_undo(contract->store, now, &done), TS_OK);
	assert_string_equal(done.text, "lunch");
}

static void a_stretch_that_cannot_be_is_refused(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	struct ts_cover cover;
	ts_time now = contract->now, at = contract_at(contract, 11, 0);
	(void)contract_log(contract, "parser", 9, 0);
	assert_int_equal(ts_log_insert(contract->store, "call", NULL, at, at, now, &done), TS_INVALID);
	assert_int_equal(ts_log_insert(contract->store, "call", NULL, at, at - 1, now, &done), TS_INVALID);
	assert_int_equal(ts_log_insert(contract->store, "call", NULL, at, now + TS_HOUR, now, &done), TS_FUTURE);
	assert_int_equal(ts_cover_read(contract->store, at, at, now, &cover), TS_INVALID);
	assert_day(contract, "09:00 parser");
}

static void the_end_of_a_log_is_the_begin_of_the_next(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	struct ts_around around;
	ts_time now = contract->now;
	struct ts_id parser = contract_log(contract, "parser", 9, 0).log;
	struct ts_id mail = contract_log(contract, "mail", 10, 0).log;
	(void)contract_log(contract, "lunch", 12, 0);
	assert_int_equal(ts_around_read(contract->store, mail, now, &around), TS_OK);
	assert_true(around.at == contract_at(contract, 10, 0) && around.before == contract_at(contract, 9, 0) &&
	            around.end == contract_at(contract, 12, 0));
	assert_string_equal(around.next, "lunch");
	struct ts_log_change change = { .end = true, .until = contract_at(contract, 10, 30) };
	assert_int_equal(ts_log_change(contract->store, parser, &change, now, &done), TS_OK);
	assert_string_equal(done.text, "parser");
	assert_day(contract, "09:00 parser, 10:30 mail, 12:00 lunch");
	assert_int_equal(ts_log_change(contract->store, parser, &change, now, &done), TS_UNCHANGED);
	/* Begin and end, as one step. */
	change = (struct ts_log_change){
		.move = true, .at = contract_at(contract, 11, 0), .end = true, .until = contract_at(contract, 13, 0)
	};
	assert_int_equal(ts_log_change(contract->store, mail, &change, now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 11:00 mail, 13:00 lunch");
	assert_int_equal(ts_undo(contract->store, now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 10:30 mail, 12:00 lunch");
	/* Not before its begin, not over a third log, not ahead. */
	change = (struct ts_log_change){ .end = true, .until = contract_at(contract, 9, 0) };
	assert_int_equal(ts_log_change(contract->store, parser, &change, now, &done), TS_INVALID);
	change.until = contract_at(contract, 12, 30);
	assert_int_equal(ts_log_change(contract->store, parser, &change, now, &done), TS_INVALID);
	change.until = now + TS_HOUR;
	assert_int_equal(ts_log_change(contract->store, parser, &change, now, &done), TS_FUTURE);
	assert_day(contract, "09:00 parser, 10:30 mail, 12:00 lunch");
}

static void an_end_for_what_goes_on_is_off(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	struct ts_around around;
	struct ts_id parser = contract_log(contract, "parser", 9, 0).log;
	const struct ts_log_change change = { .end = true, .until = contract_at(contract, 11, 0) };
	assert_int_equal(ts_around_read(contract->store, parser, contract->now, &around), TS_OK);
	assert_true(around.before == 0 && around.end == 0 && around.next[0] == '\0');
	assert_int_equal(ts_log_change(contract->store, parser, &change, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 11:00 off");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser");
	assert_int_equal(ts_around_read(contract->store, (struct ts_id){ { 1 } }, contract->now, &around),
	                 TS_NOT_FOUND);
}

static void a_log_is_changed_in_text_time_and_comment(void **state)
{
	struct contract *contract = *state;
	struct ts_done log = contract_log(contract, "parser", 9, 0), done;
	struct ts_log_change change = {
		.text = "review: auth patch", .comment = "with Lin", .move = true, .at = contract_at(contract, 8, 30)
	};
	assert_int_equal(ts_log_change(contract->store, log.log, &change, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_EDIT);
	assert_true(done.created);
	assert_string_equal(done.text, "review: auth patch");
	assert_day(contract, "08:30 review: auth patch");
	struct ts_span span;
	assert_int_equal(ts_current_read(contract->store, contract->now, &span), TS_OK);
	assert_string_equal(span.comment, "with Lin");
	assert_int_equal(ts_log_change(contract->store, log.log, &change, contract->now, &done), TS_UNCHANGED);
	change = (struct ts_log_change){ .comment = "" };
	assert_int_equal(ts_log_change(contract->store, log.log, &change, contract->now, &done), TS_OK);
	assert_int_equal(ts_current_read(contract->store, contract->now, &span), TS_OK);
	assert_string_equal(span.comment, "");
	change = (struct ts_log_change){ .move = true, .at = contract->now + TS_HOUR };
	assert_int_equal(ts_log_change(contract->store, log.log, &change, contract->now, &done), TS_FUTURE);
	change = (struct ts_log_change){ .text = " " };
	assert_int_equal(ts_log_change(contract->store, log.log, &change, contract->now, &done), TS_INVALID);
	const struct ts_id nothing = { { 0 } };
	change = (struct ts_log_change){ .comment = "x" };
	assert_int_equal(ts_log_change(contract->store, nothing, &change, contract->now, &done), TS_NOT_FOUND);
}

static void a_shift_goes_to_whole_minutes_and_stops_beside_the_neighbours(void **state)
{
	struct contract *contract = *state;
	ts_store *store = contract->store;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	assert_int_equal(
	        ts_log_text(store, "email", NULL, contract_at(contract, 9, 3) + 8 * TS_SECOND, contract->now, &done),
	        TS_OK);
	struct ts_id email = done.log;
	(void)contract_log(contract, "standup", 9, 10);
	assert_int_equal(ts_log_shift(store, email, TS_MINUTE, contract->now, &done), TS_OK);
	assert_int_equal(done.at, contract_at(contract, 9, 4));
	assert_int_equal(done.deed, TS_DEED_MOVE);
	assert_int_equal(ts_log_shift(store, email, -5 * TS_MINUTE, contract->now, &done), TS_OK);
	assert_int_equal(done.at, contract_at(contract, 9, 1));
	assert_int_equal(ts_log_shift(store, email, -TS_MINUTE, contract->now, &done), TS_UNCHANGED);
	assert_int_equal(ts_log_shift(store, email, 20 * TS_MINUTE, contract->now, &done), TS_OK);
	assert_int_equal(done.at, contract_at(contract, 9, 9));
	assert_int_equal(ts_log_shift(store, email, TS_MINUTE, contract->now, &done), TS_UNCHANGED);
}

static void a_shift_never_goes_past_now(void **state)
{
	struct contract *contract = *state;
	struct ts_done log = contract_log(contract, "parser", 14, 35), done;
	ts_time now = contract->now + 30 * TS_SECOND;
	assert_int_equal(ts_log_shift(contract->store, log.log, 5 * TS_MINUTE, now, &done), TS_OK);
	assert_int_equal(done.at, contract_at(contract, 14, 37));
	assert_int_equal(ts_log_shift(contract->store, log.log, TS_MINUTE, now, &done), TS_UNCHANGED);
}

static void a_deleted_log_comes_back_by_undo(void **state)
{
	struct contract *contract = *state;
	(void)contract_log(contract, "parser", 9, 0);
	struct ts_done log = contract_log(contract, "email", 10, 0), done;
	assert_int_equal(ts_log_delete(contract->store, log.log, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_DELETE);
	assert_string_equal(done.text, "email");
	assert_day(contract, "09:00 parser");
	assert_int_equal(ts_log_delete(contract->store, log.log, contract->now, &done), TS_NOT_FOUND);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_DELETE);
	assert_string_equal(done.text, "email");
	assert_day(contract, "09:00 parser, 10:00 email");
}

static void digits_of(struct ts_id id, char out[2 * TS_ID_SIZE + 1])
{
	for (size_t i = 0; i < TS_ID_SIZE; i++)
		(void)snprintf(out + 2 * i, 3, "%02X", id.bytes[i]);
}

static void a_log_is_found_by_the_first_digits_of_its_id(void **state)
{
	struct contract *contract = *state;
	enum { COUNT = 17 }; /* one more than there are digits: two ids begin alike */
	char digits[COUNT][2 * TS_ID_SIZE + 1], first[2] = "";
	struct ts_id ids[COUNT], found;
	bool several = false;

	for (int i = 0; i < COUNT; i++) {
		ids[i] = contract_log(contract, i % 2 ? "email" : "parser", 9, i).log;
		digits_of(ids[i], digits[i]);
	}
	for (int i = 0; i < COUNT; i++) {
		int alike = 0;
		for (int j = 0; j < COUNT; j++)
			alike += digits[j][0] == digits[i][0];
		first[0] = digits[i][0];
		assert_int_equal(ts_log_find(contract->store, digits[i], &found), TS_OK);
		assert_true(ts_id_equal(found, ids[i]));
		assert_int_equal(ts_log_find(contract->store, first, &found), alike > 1 ? TS_EXISTS : TS_OK);
		several = several || alike > 1;
	}
	assert_true(several);
}

/* As many as it takes, and no more than that. */
static void as_many_digits_name_a_log_as_it_takes(void **state)
{
	struct contract *contract = *state;
	enum { COUNT = 300 };
	struct ts_log_name names[3];
	size_t found;
	int digits = 0;

	for (int i = 0; i < COUNT; i++) {
		const struct ts_done done = contract_log(contract, i % 2 ? "email" : "parser", 5 + i / 60, i % 60);
		char text[2 * TS_ID_SIZE + 1];
		assert_int_equal(ts_log_digits(contract->store, done.log, &digits), TS_OK);
		assert_in_range(digits, TS_DIGITS_LEAST, 2 * TS_ID_SIZE);
		digits_of(done.log, text);
		text[digits] = '\0';
		assert_int_equal(ts_log_candidates(contract->store, text, contract->now, names, 3, &found), TS_OK);
		assert_int_equal(found, 1);
		assert_true(ts_id_equal(names[0].id, done.log));
		assert_string_equal(names[0].text, i % 2 ? "email" : "parser");
		assert_int_equal(names[0].at, done.at);
		assert_int_equal(names[0].offset, done.offset);
		if (digits == TS_DIGITS_LEAST)
			continue;
		text[digits - 1] = '\0';
		assert_int_equal(ts_log_candidates(contract->store, text, contract->now, names, 3, &found), TS_OK);
		assert_true(found > 1);
	}
}

static void what_an_id_may_mean_is_named_in_order_and_not_beyond_the_most(void **state)
{
	struct contract *contract = *state;
	enum { COUNT = 40, MOST = 4 };
	struct ts_log_name names[COUNT];
	struct ts_done done;
	size_t found, all = 0;

	for (int i = 0; i < COUNT; i++)
		done = contract_log(contract, i % 2 ? "email" : "parser", 9, i);
	assert_int_equal(ts_log_delete(contract->store, done.log, contract->now, &done), TS_OK);
	for (int digit = 0; digit < 16; digit++) {
		const char text[] = { "0123456789abcdef"[digit], '\0' };
		assert_int_equal(ts_log_candidates(contract->store, text, contract->now, names, COUNT, &found), TS_OK);
		for (size_t i = 1; i < found; i++)
			assert_true(memcmp(names[i - 1].id.bytes, names[i].id.bytes, TS_ID_SIZE) < 0);
		for (size_t i = 0; i < found; i++)
			assert_false(ts_id_equal(names[i].id, done.log));
		all += found;
		assert_int_equal(ts_log_candidates(contract->store, text, contract->now, names, MOST, &found), TS_OK);
		assert_true(found <= MOST);
	}
	assert_int_equal(all, COUNT - 1);
	assert_int_equal(ts_log_candidates(contract->store, "12g4", contract->now, names, MOST, &found), TS_INVALID);
	ts_lock(contract->store);
	assert_int_equal(ts_log_candidates(contract->store, "12", contract->now, names, MOST, &found), TS_LOGGED_OUT);
	assert_int_equal(ts_log_digits(contract->store, done.log, &(int){ 0 }), TS_LOGGED_OUT);
}

static void what_is_no_id_of_a_log_finds_none(void **state)
{
	struct contract *contract = *state;
	struct ts_done log = contract_log(contract, "parser", 9, 0), done;
	struct ts_id found;
	char digits[2 * TS_ID_SIZE + 2];

	digits_of(log.log, digits);
	assert_int_equal(ts_log_delete(contract->store, log.log, contract->now, &done), TS_OK);
	assert_int_equal(ts_log_find(contract->store, digits, &found), TS_NOT_FOUND);
	assert_int_equal(ts_log_find(contract->store, "", &found), TS_INVALID);
	assert_int_equal(ts_log_find(contract->store, "12g4", &found), TS_INVALID);
	(void)strcat(digits, "0");
	assert_int_equal(ts_log_find(contract->store, digits, &found), TS_INVALID);
	ts_lock(contract->store);
	assert_int_equal(ts_log_find(contract->store, "12", &found), TS_LOGGED_OUT);
}

static void undo_reaches_back_to_the_start_and_redo_forward_again(void **state)
{
	struct contract *contract = *state;
	ts_store *store = contract->store;
	struct ts_done done;
	struct ts_done parser = contract_log(contract, "parser", 9, 0);
	struct ts_done email = contract_log(contract, "email", 10, 0);
	assert_int_equal(ts_log_shift(store, email.log, TS_MINUTE * 5, contract->now, &done), TS_OK);
	assert_int_equal(ts_log_delete(store, parser.log, contract->now, &done), TS_OK);
	(void)contract_log(contract, "off", 12, 0);
	assert_day(contract, "10:05 email, 12:00 off");
	for (int i = 0; i < 5; i++)
		assert_int_equal(ts_undo(store, contract->now, &done), TS_OK);
	assert_int_equal(ts_undo(store, contract->now, &done), TS_NOT_FOUND);
	assert_day(contract, "");
	for (int i = 0; i < 5; i++)
		assert_int_equal(ts_redo(store, contract->now, &done), TS_OK);
	assert_int_equal(ts_redo(store, contract->now, &done), TS_NOT_FOUND);
	assert_day(contract, "10:05 email, 12:00 off");
}

static void a_new_action_after_an_undo_ends_redo(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 10, 0);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	(void)contract_log(contract, "standup", 11, 0);
	assert_int_equal(ts_redo(contract->store, contract->now, &done), TS_NOT_FOUND);
	assert_day(contract, "09:00 parser, 11:00 standup");
}

static void undoing_the_first_log_of_an_activity_gives_its_slot_back(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parsre", 9, 0);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	done = contract_log(contract, "parser", 9, 0);
	assert_int_equal(done.slot, 1);
}

static struct ts_activity activity_of(const struct contract *contract, const char *text)
{
	struct ts_activities activities;
	struct ts_activity found = { .slot = -1 };
	assert_int_equal(ts_activities_read(contract->store, contract->now, &activities), TS_OK);
	for (size_t i = 0; i < activities.count; i++) {
		if (strcmp(activities.at[i].text, text) == 0)
			found = activities.at[i];
	}
	ts_activities_release(&activities);
	return found;
}

static void a_pinned_activity_takes_the_slot_from_its_holder(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 10, 0);
	const struct ts_activity_change pin = { .fields = TS_CHANGE_SLOT, .slot = 1 };
	assert_int_equal(
	        ts_activity_change(contract->store, activity_of(contract, "email").id, &pin, contract->now, &done),
	        TS_OK);
	assert_int_equal(activity_of(contract, "email").slot, 1);
	assert_int_equal(activity_of(contract, "parser").slot, 0);
	assert_int_equal(
	        ts_activity_change(contract->store, activity_of(contract, "email").id, &pin, contract->now, &done),
	        TS_UNCHANGED);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(activity_of(contract, "email").slot, 2);
	assert_int_equal(activity_of(contract, "parser").slot, 1);
	assert_int_equal(
	        ts_activity_change(contract->store, activity_of(contract, "off").id, &pin, contract->now, &done),
	        TS_INVALID);
}

static void a_renamed_activity_is_found_by_its_new_text_and_the_old_text_is_free(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parsre", 9, 0);
	const struct ts_activity_change rename = { .fields = TS_CHANGE_TEXT, .text = "parser" };
	assert_int_equal(
	        ts_activity_change(contract->store, activity_of(contract, "parsre").id, &rename, contract->now, &done),
	        TS_OK);
	assert_day(contract, "09:00 parser");
	(void)contract_log(contract, "email", 10, 0);
	done = contract_log(contract, "Parser", 11, 0);
	assert_false(done.created);
	done = contract_log(contract, "parsre", 12, 0);
	assert_true(done.created);
	assert_day(contract, "09:00 parser, 10:00 email, 11:00 parser, 12:00 parsre");
}

static void a_rename_onto_an_existing_text_merges_the_two(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 10, 0);
	(void)contract_log(contract, "the parser", 11, 0);
	const struct ts_activity_change rename = { .fields = TS_CHANGE_TEXT, .text = "PARSER" };
	assert_int_equal(ts_activity_change(contract->store, activity_of(contract, "the parser").id, &rename,
	                                    contract->now, &done),
	                 TS_OK);
	assert_day(contract, "09:00 parser, 10:00 email, 11:00 parser");
	assert_int_equal(activity_of(contract, "the parser").slot, -1);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 10:00 email, 11:00 the parser");
}

static void activities_come_most_recent_first_with_off_among_them(void **state)
{
	struct contract *contract = *state;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 10, 0);
	(void)contract_log(contract, "parser", 11, 0);
	struct ts_activities activities;
	assert_int_equal(ts_activities_read(contract->store, contract->now, &activities), TS_OK);
	assert_int_equal(activities.count, 3);
	assert_string_equal(activities.at[0].text, "parser");
	assert_int_equal(activities.at[0].last_used, contract_at(contract, 11, 0));
	assert_string_equal(activities.at[1].text, "email");
	assert_string_equal(activities.at[2].text, "off");
	assert_true(activities.at[2].off);
	assert_int_equal(activities.at[2].last_used, 0);
	for (size_t i = 0; i < 2; i++)
		assert_in_range(activities.at[i].colour, 1, TS_COLOURS);
	ts_activities_release(&activities);
}

static void shift(struct contract *contract, struct ts_id log, int minutes, int64_t seconds)
{
	struct ts_done done;
	contract->now += seconds * TS_SECOND;
	assert_int_equal(ts_log_shift(contract->store, log, minutes * TS_MINUTE, contract->now, &done), TS_OK);
}

static void shifts_within_seconds_are_taken_back_together(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	struct ts_id log = contract_log(contract, "parser", 9, 0).log,
	             other = contract_log(contract, "email", 11, 0).log;
	for (int i = 0; i < 3; i++)
		shift(contract, log, -5, 2);
	shift(contract, log, -1, 10);
	shift(contract, other, 1, 0);
	shift(contract, other, 5, 0);
	assert_day(contract, "08:44 parser, 11:06 email");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "08:44 parser, 11:00 email");
	assert_int_equal(ts_redo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "08:44 parser, 11:06 email");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "08:45 parser, 11:00 email");
	/* What was taken back in between is no part of what is shifted then. */
	shift(contract, log, -5, 0);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "08:45 parser, 11:00 email");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 11:00 email");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser");
}

static void shifts_there_and_back_stay_two_steps(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	struct ts_id log = contract_log(contract, "parser", 9, 0).log;
	shift(contract, log, -5, 1);
	shift(contract, log, 5, 1);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "08:55 parser");
}

static enum ts_status change_logs(struct contract *contract, const struct ts_id *logs, size_t count,
                                  struct ts_logs_change change, const char *says)
{
	struct ts_done done = { .text = "" };
	enum ts_status status = ts_logs_change(contract->store, logs, count, &change, contract->now, &done);
	if (status == TS_OK) {
		assert_int_equal(done.deed, TS_DEED_LOGS);
		assert_string_equal(done.text, says);
	}
	return status;
}

static void undo_says(struct contract *contract, const char *says)
{
	struct ts_done done;
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_string_equal(done.text, says);
}

static void several_logs_are_changed_and_taken_back_together(void **state)
{
	struct contract *contract = *state;
	struct ts_id logs[10];
	char text[16];
	for (int i = 0; i < 10; i++) {
		(void)snprintf(text, sizeof text, "t%d", i % 3);
		logs[i] = contract_log(contract, text, 8, 5 * i).log;
	}
	static const char before[] = "08:00 t0, 08:05 t1, 08:10 t2, 08:15 t0, 08:20 t1, 08:25 t2, 08:30 t0, 08:35 t1, "
	                             "08:40 t2, 08:45 t0";
	assert_day(contract, before);
	assert_int_equal(
	        change_logs(contract, logs, 8, (struct ts_logs_change){ TS_LOGS_DELETE, NULL, 0 }, "8 logs deleted"),
	        TS_OK);
	assert_day(contract, "08:40 t2, 08:45 t0");
	undo_says(contract, "8 logs deleted");
	assert_day(contract, before);
	assert_int_equal(change_logs(contract, logs + 7, 3, (struct ts_logs_change){ TS_LOGS_RECAST, "new", 0 },
	                             "3 logs changed"),
	                 TS_OK);
	assert_day(contract, "08:00 t0, 08:05 t1, 08:10 t2, 08:15 t0, 08:20 t1, 08:25 t2, 08:30 t0, 08:35 new, "
	                     "08:40 new, 08:45 new");
	undo_says(contract, "3 logs changed");
	assert_day(contract, before);
	/* Those that touch move on together, whichever way. */
	assert_int_equal(change_logs(contract, logs + 7, 3,
	                             (struct ts_logs_change){ TS_LOGS_SHIFT, NULL, 7 * TS_MINUTE }, "3 logs moved"),
	                 TS_OK);
	assert_int_equal(change_logs(contract, logs + 7, 3,
	                             (struct ts_logs_change){ TS_LOGS_SHIFT, NULL, -2 * TS_MINUTE }, "3 logs moved"),
	                 TS_OK);
	assert_day(contract, "08:00 t0, 08:05 t1, 08:10 t2, 08:15 t0, 08:20 t1, 08:25 t2, 08:30 t0, 08:40 t1, "
	                     "08:45 t2, 08:50 t0");
	undo_says(contract, "3 logs moved");
	undo_says(contract, "3 logs moved");
	assert_day(contract, before);
}

static void of_several_logs_all_change_or_none(void **state)
{
	struct contract *contract = *state;
	struct ts_id logs[2] = { contract_log(contract, "parser", 9, 0).log, { { 1 } } };
	const struct ts_logs_change gone = { TS_LOGS_DELETE, NULL, 0 }, same = { TS_LOGS_RECAST, "parser", 0 };
	assert_int_equal(change_logs(contract, logs, 2, gone, ""), TS_NOT_FOUND);
	assert_int_equal(change_logs(contract, logs, 0, gone, ""), TS_NOT_FOUND);
	assert_int_equal(change_logs(contract, logs, 1, same, ""), TS_UNCHANGED);
	assert_day(contract, "09:00 parser");
	assert_int_equal(change_logs(contract, logs, 1, gone, "1 log deleted"), TS_OK);
}

static void logs_are_repeated_on_another_day_as_far_as_it_has_come(void **state)
{
	struct contract *contract = *state;
	struct ts_id logs[3];
	struct ts_done done;
	contract->now -= 24 * TS_HOUR;
	logs[0] = contract_log(contract, "parser", 9 - 24, 0).log;
	logs[1] = contract_log(contract, "lunch", 12 - 24, 0).log;
	logs[2] = contract_log(contract, "standup", 14 - 24, 0).log;
	(void)contract_log(contract, "off", 14 - 24, 30);
	contract->now += 24 * TS_HOUR;
	(void)contract_log(contract, "email", 8, 0);
	const struct ts_logs_change repeat = { TS_LOGS_REPEAT, NULL, 1 };
	assert_int_equal(change_logs(contract, logs, 3, repeat, "3 logs repeated"), TS_OK);
	assert_day(contract, "<14:30 off, 08:00 email, 09:00 parser, 12:00 lunch, 14:00 standup, 14:30 email");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "<14:30 off, 08:00 email");
	/* At half past twelve the standup is still to come, and lunch has no end yet. */
	contract->now = contract_at(contract, 12, 30);
	assert_int_equal(change_logs(contract, logs, 3, repeat, "2 logs repeated"), TS_OK);
	assert_day(contract, "<14:30 off, 08:00 email, 09:00 parser, 12:00 lunch");
}

static int colour_of(struct contract *contract, const char *text)
{
	return activity_of(contract, text).colour;
}

static void assert_changes(struct contract *contract, const char *text, struct ts_activity_change change,
                           enum ts_status expected)
{
	struct ts_done done;
	assert_int_equal(
	        ts_activity_change(contract->store, activity_of(contract, text).id, &change, contract->now, &done),
	        expected);
}

static void a_colour_is_given_least_used_first_and_moves_with_nothing(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	char text[16];
	for (int i = 1; i <= TS_COLOURS; i++) {
		(void)snprintf(text, sizeof text, "task %d", i);
		(void)contract_log(contract, text, 1, i);
		assert_int_equal(colour_of(contract, text), i);
	}
	assert_changes(contract, "task 3",
	               (struct ts_activity_change){ .fields = TS_CHANGE_ARCHIVED, .archived = true }, TS_OK);
	(void)contract_log(contract, "again", 2, 0);
	assert_int_equal(colour_of(contract, "again"), 3);
	/* Who takes a slot, who loses it and who is archived keep theirs. */
	assert_changes(contract, "task 12", (struct ts_activity_change){ .fields = TS_CHANGE_SLOT, .slot = 1 }, TS_OK);
	assert_int_equal(colour_of(contract, "task 12"), 12);
	assert_int_equal(colour_of(contract, "task 1"), 1);
	assert_int_equal(colour_of(contract, "task 3"), 3);
	/* Chosen, taken back, and given anew in place of a chosen one. */
	assert_changes(contract, "task 5", (struct ts_activity_change){ .fields = TS_CHANGE_COLOUR, .colour = 9 },
	               TS_OK);
	assert_true(activity_of(contract, "task 5").colour_chosen);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(colour_of(contract, "task 5"), 5);
	assert_false(activity_of(contract, "task 5").colour_chosen);
	assert_changes(contract, "task 5", (struct ts_activity_change){ .fields = TS_CHANGE_COLOUR }, TS_UNCHANGED);
	assert_changes(contract, "task 5", (struct ts_activity_change){ .fields = TS_CHANGE_COLOUR, .colour = 9 },
	               TS_OK);
	assert_changes(contract, "task 5", (struct ts_activity_change){ .fields = TS_CHANGE_COLOUR }, TS_OK);
	assert_int_equal(colour_of(contract, "task 5"), 5);
}

static void what_was_logged_while_locked_is_folded_in_order_and_marked(void **state)
{
	struct contract *contract = *state;
	ts_store *store = contract->store;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 10, 0);
	ts_lock(store);
	assert_int_equal(ts_inbox_log(store, "ada", 0, NULL, contract_at(contract, 13, 0)), TS_OK);
	assert_int_equal(ts_inbox_log(store, "ada", 1, NULL, contract_at(contract, 12, 0)), TS_OK);
	assert_int_equal(ts_inbox_log(store, "ada", 0, "a new thing", contract_at(contract, 14, 0)), TS_OK);
	assert_int_equal(ts_inbox_log(store, "ada", 7, NULL, contract_at(contract, 14, 10)), TS_OK);
	assert_int_equal(ts_inbox_log(store, "nobody", 1, NULL, contract->now), TS_NOT_FOUND);
	assert_int_equal(contract_login(store, "ada", PASSWORD, contract->now), TS_OK);
	size_t folded = 0, junk = 0;
	assert_int_equal(ts_inbox_fold(store, contract->now, &folded, &junk), TS_OK);
	assert_int_equal(folded, 4);
	assert_int_equal(junk, 0);
	assert_day(contract, "09:00 parser, 10:00 email, 12:00 parser, 13:00 off, 14:00 a new thing, "
	                     "14:10 empty slot 7");
	struct ts_day_view view;
	assert_int_equal(ts_day_read(store, contract->day, contract->now, &view), TS_OK);
	assert_false(view.spans[1].locked);
	assert_true(view.spans[2].locked);
	assert_true(view.spans[4].locked);
	ts_day_release(&view);
	struct ts_done done;
	assert_int_equal(ts_undo(store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_FOLD);
	assert_day(contract, "09:00 parser, 10:00 email, 12:00 parser, 13:00 off, 14:00 a new thing");
	assert_int_equal(ts_inbox_fold(store, contract->now, &folded, &junk), TS_OK);
	assert_int_equal(folded, 0);
	assert_int_equal(junk, 0);
}

static void an_empty_slot_pressed_while_locked_keeps_its_time_and_takes_no_slot(void **state)
{
	struct contract *contract = *state;
	ts_store *store = contract->store;
	struct ts_activities activities;
	size_t folded = 0, junk = 0;
	(void)contract_log(contract, "parser", 9, 0);
	assert_int_equal(ts_inbox_log(store, "ada", 5, NULL, contract_at(contract, 10, 0)), TS_OK);
	assert_int_equal(ts_inbox_log(store, "ada", 2, NULL, contract_at(contract, 11, 0)), TS_OK);
	assert_int_equal(ts_inbox_fold(store, contract->now, &folded, &junk), TS_OK);
	assert_int_equal(folded, 2);
	assert_day(contract, "09:00 parser, 10:00 empty slot 5, 11:00 empty slot 2");
	assert_int_equal(ts_activities_read(store, contract->now, &activities), TS_OK);
	for (size_t i = 0; i < activities.count; i++)
		assert_int_equal(activities.at[i].slot, ts_text_same(activities.at[i].text, "parser") ? 1 : 0);
	ts_activities_release(&activities);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, contract_setup, contract_teardown)
static void a_look_before_undo_finds_nothing_done_elsewhere(void **state)
{
	const struct contract *contract = *state;
	struct ts_news elsewhere;
	struct ts_done done;

	assert_int_equal(ts_undo_peek(contract->store, contract->now, &done, &elsewhere), TS_NOT_FOUND);
	(void)contract_log(contract, "parser", 9, 0);
	assert_int_equal(ts_undo_peek(contract->store, contract->now, &done, &elsewhere), TS_UNCHANGED);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(ts_undo_peek(contract->store, contract->now, &done, &elsewhere), TS_NOT_FOUND);
	ts_lock(contract->store);
	assert_int_equal(ts_undo_peek(contract->store, contract->now, &done, &elsewhere), TS_LOGGED_OUT);
}

const struct CMUnitTest logging_cases[] = {
	CASE(a_new_text_makes_the_activity_and_takes_the_lowest_free_slot),
	CASE(the_first_nine_activities_fill_the_slots_and_the_tenth_has_none),
	CASE(an_activity_is_known_by_its_text_without_regard_to_case_space_or_composition),
	CASE(logging_what_goes_on_changes_nothing_and_says_since_when),
	CASE(a_log_in_between_cuts_the_span_it_falls_in),
	CASE(a_log_tells_what_will_end_it),
	CASE(texts_are_checked),
	CASE(nothing_is_logged_ahead_of_time),
	CASE(an_empty_slot_logs_nothing),
	CASE(zero_logs_off),
	CASE(the_activity_before_is_one_key_away_and_off_is_passed_over),
	CASE(an_insert_gives_the_time_back_and_is_one_step_of_undo),
	CASE(a_new_activity_may_be_rest_from_its_first_log_on),
	CASE(an_insert_without_an_end_lasts_until_the_next_log),
	CASE(a_stretch_takes_the_place_of_what_was_logged_there),
	CASE(a_stretch_of_what_goes_on_before_it_needs_no_log),
	CASE(a_stretch_over_many_logs_is_one_step_of_undo),
	CASE(a_stretch_that_cannot_be_is_refused),
	CASE(the_end_of_a_log_is_the_begin_of_the_next),
	CASE(an_end_for_what_goes_on_is_off),
	CASE(a_log_is_changed_in_text_time_and_comment),
	CASE(a_shift_goes_to_whole_minutes_and_stops_beside_the_neighbours),
	CASE(a_shift_never_goes_past_now),
	CASE(a_log_is_found_by_the_first_digits_of_its_id),
	CASE(as_many_digits_name_a_log_as_it_takes),
	CASE(what_an_id_may_mean_is_named_in_order_and_not_beyond_the_most),
	CASE(what_is_no_id_of_a_log_finds_none),
	CASE(a_deleted_log_comes_back_by_undo),
	CASE(undo_reaches_back_to_the_start_and_redo_forward_again),
	CASE(a_new_action_after_an_undo_ends_redo),
	CASE(undoing_the_first_log_of_an_activity_gives_its_slot_back),
	CASE(a_pinned_activity_takes_the_slot_from_its_holder),
	CASE(a_renamed_activity_is_found_by_its_new_text_and_the_old_text_is_free),
	CASE(a_rename_onto_an_existing_text_merges_the_two),
	CASE(activities_come_most_recent_first_with_off_among_them),
	CASE(several_logs_are_changed_and_taken_back_together),
	CASE(of_several_logs_all_change_or_none),
	CASE(logs_are_repeated_on_another_day_as_far_as_it_has_come),
	CASE(shifts_within_seconds_are_taken_back_together),
	CASE(shifts_there_and_back_stay_two_steps),
	CASE(a_colour_is_given_least_used_first_and_moves_with_nothing),
	CASE(what_was_logged_while_locked_is_folded_in_order_and_marked),
	CASE(an_empty_slot_pressed_while_locked_keeps_its_time_and_takes_no_slot),
	cmocka_unit_test_setup_teardown(a_look_before_undo_finds_nothing_done_elsewhere, contract_setup,
	                                contract_teardown),
};
const size_t logging_case_count = sizeof logging_cases / sizeof logging_cases[0];
