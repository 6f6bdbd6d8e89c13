/* Keys of one's own: what a line changes, and what no line may take away. */
#include "tests/ui/support.h"
#include "ui/keys/bind.h"

#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	*state = bind_table_create();
	return 0;
}

static int teardown(void **state)
{
	bind_table_destroy(*state);
	return 0;
}

static void bind(struct bind_table *table, const char *screen, const char *key, const char *action, int line)
{
	char why[160];

	if (!bind_table_add(table, (const char *const[]){ screen, key, action }, line, why, sizeof why))
		fail_msg("%s %s %s: %s", screen, key, action, why);
}

static void assert_refused(struct bind_table *table, const char *screen, const char *key, const char *action,
                           const char *reason)
{
	char why[160] = "";
	size_t before, after;

	(void)bind_table_rows(table, &before);
	assert_false(bind_table_add(table, (const char *const[]){ screen, key, action }, 9, why, sizeof why));
	if (!strstr(why, reason))
		fail_msg("%s %s %s: '%s', not '%s'", screen, key, action, why, reason);
	(void)bind_table_rows(table, &after);
	assert_int_equal(before, after);
}

static enum action look_up(const struct bind_table *table, enum context context, const char *text)
{
	size_t count;
	const struct binding *rows = bind_table_rows(table, &count);
	struct keymap *keymap = keymap_create(rows, count);
	struct key key;

	assert_true(key_parse(text, &key));
	enum action action = keymap_lookup(keymap, context, key);
	keymap_destroy(keymap);
	return action;
}

static void a_key_does_what_its_line_says(void **state)
{
	bind(*state, "day", "Q", "quit", 1);
	bind(*state, "day", "#", "search", 2);
	bind(*state, "day", "u", "redo", 3);
	bind(*state, "notes", "F5", "put-time", 4);
	bind(*state, "picker", "C-x", "kill-word", 5);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "Q"), ACTION_QUIT);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "q"), ACTION_QUIT);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "#"), ACTION_SEARCH);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "u"), ACTION_REDO);
	assert_int_equal(look_up(*state, CONTEXT_NOTES, "F5"), ACTION_PUT_TIME);
	assert_int_equal(look_up(*state, CONTEXT_PICKER, "C-x"), ACTION_KILL_WORD);
	assert_int_equal(look_up(*state, CONTEXT_SEARCH, "C-x"), ACTION_NONE);
}

static void a_key_can_be_without_meaning(void **state)
{
	bind(*state, "day", "x", "none", 1);
	bind(*state, "notes", "C-z", "none", 2);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "x"), ACTION_NONE);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "Delete"), ACTION_DELETE);
	assert_int_equal(look_up(*state, CONTEXT_NOTES, "C-z"), ACTION_NONE);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "C-z"), ACTION_SUSPEND);
}

static void a_new_key_stands_with_the_others_of_its_action(void **state)
{
	size_t count;

	bind(*state, "day", "C-d", "delete", 7);
	const struct binding *rows = bind_table_rows(*state, &count);
	assert_int_equal(count, binding_count + 1);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(rows[i].key, "C-d") == 0 && rows[i].context == CONTEXT_DAY) {
			assert_int_equal(rows[i - 1].action, ACTION_DELETE);
			assert_int_equal(bind_table_line(*state, i), 7);
			return;
		}
	}
	fail();
}

static void what_cannot_be_is_refused_by_what_is_wrong(void **state)
{
	bind(*state, "day", "Q", "quit", 3);
	assert_refused(*state, "dya", "x", "delete", "'dya' is no screen, did you mean 'day'?");
	assert_refused(*state, "day", "x", "delte", "'delte' is no action, did you mean 'delete'?");
	assert_refused(*state, "day", "FF", "quit", "'FF' is no key");
	assert_refused(*state, "day", "Fence", "quit", "'Fence' is no key");
	assert_refused(*state, "day", "1..9", "quit", "'1..9' is no key");
	assert_refused(*state, "day", "C-x", "merge", "'merge' does nothing on day");
	assert_refused(*state, "day", "Q", "undo", "'Q' on day is bound in line 3 already");
	assert_refused(*state, "day", "5", "undo", "'5' is a slot on day");
	assert_refused(*state, "picker", "a", "cancel", "'a' is text on picker");
	assert_refused(*state, "login", "Space", "cancel", "'Space' is text on login");
}

static void no_screen_loses_its_way_out_or_its_help(void **state)
{
	char why[160];

	bind(*state, "day", "q", "none", 2);
	bind(*state, "day", "?", "undo", 3);
	bind(*state, "day", "F1", "none", 4);
	assert_int_equal(bind_table_settle(*state, why, sizeof why), 2);
	assert_string_equal(why, "that leaves no key for 'quit' on day");
	assert_int_equal(bind_table_settle(*state, why, sizeof why), 4);
	assert_string_equal(why, "that leaves no key for 'help' on day");
	assert_int_equal(bind_table_settle(*state, why, sizeof why), 0);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "q"), ACTION_QUIT);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "F1"), ACTION_HELP);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "?"), ACTION_UNDO);
}

static void another_key_for_it_is_enough_in_whatever_order(void **state)
{
	char why[160];

	bind(*state, "day", "q", "none", 1);
	bind(*state, "day", "C-q", "quit", 2);
	assert_int_equal(bind_table_settle(*state, why, sizeof why), 0);
	assert_int_equal(look_up(*state, CONTEXT_DAY, "q"), ACTION_NONE);
}

static void whatever_lines_say_every_screen_can_be_left(void **state)
{
	static const enum action needed[] = { ACTION_QUIT, ACTION_HELP, ACTION_CANCEL, ACTION_LEAVE, ACTION_ACCEPT };
	char why[160];
	int line = 0;

	for (size_t i = 0; i < binding_count; i++) {
		const char *const words[] = { context_name(bindings[i].context), bindings[i].key, "none" };
		(void)bind_table_add(*state, words, ++line, why, sizeof why);
	}
	while (bind_table_settle(*state, why, sizeof why) != 0)
		;
	size_t count;
	const struct binding *rows = bind_table_rows(*state, &count);
	for (size_t i = 0; i < binding_count; i++) {
		for (size_t each = 0; each < sizeof needed / sizeof needed[0]; each++) {
			bool kept = bindings[i].action != needed[each];
			for (size_t j = 0; j < count && !kept; j++)
				kept = rows[j].context == bindings[i].context && rows[j].action == needed[each];
			assert_true(kept);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_key_does_what_its_line_says, setup, teardown),
		cmocka_unit_test_setup_teardown(a_key_can_be_without_meaning, setup, teardown),
		cmocka_unit_test_setup_teardown(a_new_key_stands_with_the_others_of_its_action, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_is_refused_by_what_is_wrong, setup, teardown),
		cmocka_unit_test_setup_teardown(no_screen_loses_its_way_out_or_its_help, setup, teardown),
		cmocka_unit_test_setup_teardown(another_key_for_it_is_enough_in_whatever_order, setup, teardown),
		cmocka_unit_test_setup_teardown(whatever_lines_say_every_screen_can_be_left, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
