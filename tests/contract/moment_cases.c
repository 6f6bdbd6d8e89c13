/* What lasts no time gives way, and a digit that was given up comes back while it is free. */
#include "contract.h"

#include <string.h>

static void a_log_at_the_moment_of_another_takes_its_place_and_undo_brings_it_back(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "mail", 12, 0);
	done = contract_log(contract, "lunch", 12, 0);
	assert_string_equal(done.gone, "mail");
	assert_day(contract, "09:00 parser, 12:00 lunch");
	done = contract_log(contract, "docs", 12, 1);
	assert_string_equal(done.gone, "");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_string_equal(done.text, "lunch");
	assert_day(contract, "09:00 parser, 12:00 mail");
	assert_int_equal(ts_redo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 12:00 lunch");
}

static void an_insertion_does_so_too(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "mail", 12, 0);
	assert_int_equal(
	        ts_log_insert(contract->store, "lunch", NULL, contract_at(contract, 12, 0), 0, contract->now, &done),
	        TS_OK);
	assert_string_equal(done.gone, "mail");
	assert_day(contract, "09:00 parser, 12:00 lunch");
}

static void a_log_that_is_moved_to_another_does_so_too(void **state)
{
	struct contract *contract = *state;
	struct ts_log_change change = { .move = true, .at = contract_at(contract, 12, 0) };
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "mail", 12, 0);
	done = contract_log(contract, "lunch", 13, 0);
	assert_int_equal(ts_log_change(contract->store, done.log, &change, contract->now, &done), TS_OK);
	assert_string_equal(done.gone, "mail");
	assert_day(contract, "09:00 parser, 12:00 lunch");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 12:00 mail, 13:00 lunch");
}

/* parser until where lunch begins: nothing is left of mail. */
static void an_end_where_a_third_log_begins_leaves_nothing_of_the_second(void **state)
{
	struct contract *contract = *state;
	struct ts_log_change change = { .end = true, .until = contract_at(contract, 13, 0) };
	struct ts_done done;
	const struct ts_done first = contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "mail", 12, 0);
	(void)contract_log(contract, "lunch", 13, 0);
	assert_int_equal(ts_log_change(contract->store, first.log, &change, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 13:00 lunch");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_day(contract, "09:00 parser, 12:00 mail, 13:00 lunch");
}

/* Keys of several terminals may come at one moment, and none is lost. */
static void what_is_logged_now_takes_nobodys_place(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	ts_time now = contract->now;
	assert_int_equal(ts_log_text(contract->store, "mail", NULL, now, now, &done), TS_OK);
	assert_int_equal(ts_log_text(contract->store, "lunch", NULL, now, now, &done), TS_OK);
	assert_string_equal(done.gone, "");
	assert_day(contract, "14:37 mail, 14:37 lunch");
}

static struct ts_activity activity_of(const struct contract *contract, const char *text)
{
	struct ts_activities list;
	struct ts_activity found = { .slot = -1 };
	assert_int_equal(ts_activities_read(contract->store, contract->now, &list), TS_OK);
	for (size_t i = 0; i < list.count; i++) {
		if (strcmp(list.at[i].text, text) == 0)
			found = list.at[i];
	}
	ts_activities_release(&list);
	return found;
}

static void change(const struct contract *contract, const char *text, struct ts_activity_change wish)
{
	struct ts_done done;
	assert_int_equal(
	        ts_activity_change(contract->store, activity_of(contract, text).id, &wish, contract->now, &done),
	        TS_OK);
}

static const struct ts_activity_change archive = { .fields = TS_CHANGE_ARCHIVED, .archived = true },
                                       offer = { .fields = TS_CHANGE_ARCHIVED };

static void what_is_offered_again_has_its_digit_while_that_is_free(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "mail", 10, 0);
	change(contract, "parser", archive);
	assert_int_equal(activity_of(contract, "parser").slot, 0);
	assert_int_equal(ts_log_slot(contract->store, 1, contract->now, contract->now, &done), TS_NOT_FOUND);
	change(contract, "parser", offer);
	assert_int_equal(activity_of(contract, "parser").slot, 1);
	/* Taken meanwhile. */
	change(contract, "parser", archive);
	done = contract_log(contract, "lunch", 11, 0);
	assert_int_equal(done.slot, 1);
	change(contract, "parser", offer);
	assert_int_equal(activity_of(contract, "parser").slot, 0);
	assert_int_equal(activity_of(contract, "lunch").slot, 1);
	change(contract, "lunch", (struct ts_activity_change){ .fields = TS_CHANGE_SLOT });
	assert_int_equal(activity_of(contract, "parser").slot, 0);
}

static void what_is_archived_takes_no_digit_and_gives_none_away(void **state)
{
	struct contract *contract = *state;
	struct ts_activity_change pin = { .fields = TS_CHANGE_SLOT, .slot = 2 };
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "mail", 10, 0);
	change(contract, "parser", archive);
	assert_int_equal(
	        ts_activity_change(contract->store, activity_of(contract, "parser").id, &pin, contract->now, &done),
	        TS_UNCHANGED);
	assert_int_equal(activity_of(contract, "mail").slot, 2);
	/* Merged into another: its digit is free, not inherited. */
	change(contract, "mail", (struct ts_activity_change){ .fields = TS_CHANGE_SLOT });
	change(contract, "parser", (struct ts_activity_change){ .fields = TS_CHANGE_TEXT, .text = "mail" });
	assert_int_equal(activity_of(contract, "mail").slot, 0);
	done = contract_log(contract, "lunch", 11, 0);
	assert_int_equal(done.slot, 1);
}

static void a_file_that_was_not_replaced_says_so(void **state)
{
	struct contract *contract = *state;
	struct ts_replaced replaced = { .by = TS_REPLACED_OTHER };
	ts_replaced_read(contract->store, &replaced);
	assert_int_equal(replaced.by, TS_REPLACED_NOT);
	assert_int_equal(replaced.count, 0);
	assert_string_equal(replaced.reason, "");
	assert_int_equal(ts_replaced_accept(contract->store), TS_UNCHANGED);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, contract_setup, contract_teardown)
const struct CMUnitTest moment_cases[] = {
	CASE(a_log_at_the_moment_of_another_takes_its_place_and_undo_brings_it_back),
	CASE(an_insertion_does_so_too),
	CASE(a_log_that_is_moved_to_another_does_so_too),
	CASE(an_end_where_a_third_log_begins_leaves_nothing_of_the_second),
	CASE(what_is_logged_now_takes_nobodys_place),
	CASE(what_is_offered_again_has_its_digit_while_that_is_free),
	CASE(what_is_archived_takes_no_digit_and_gives_none_away),
	CASE(a_file_that_was_not_replaced_says_so),
};
const size_t moment_case_count = sizeof moment_cases / sizeof moment_cases[0];
