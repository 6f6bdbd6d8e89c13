/* The binding table, and names of keys. */
#include "tests/ui/support.h"
#include "ui/keys/keymap.h"

#include <stdio.h>
#include <string.h>

static void expect_key(const char *text, enum key_name name, uint32_t character, unsigned modifiers)
{
	struct key key;
	char printed[32];

	assert_true(key_parse(text, &key));
	assert_int_equal(key.name, name);
	assert_int_equal(key.character, character);
	assert_int_equal(key.modifiers, modifiers);
	key_print(key, printed, sizeof printed);
	assert_string_equal(printed, text);
}

static void key_names_are_read_and_written_back(void **state)
{
	(void)state;
	expect_key("j", KEYNAME_NONE, 'j', 0);
	expect_key("G", KEYNAME_NONE, 'G', 0);
	expect_key("-", KEYNAME_NONE, '-', 0);
	expect_key("C-w", KEYNAME_NONE, 'w', MODIFIER_CONTROL);
	expect_key("C--", KEYNAME_NONE, '-', MODIFIER_CONTROL);
	expect_key("C-_", KEYNAME_NONE, '_', MODIFIER_CONTROL);
	expect_key("M-<", KEYNAME_NONE, '<', MODIFIER_ALT);
	expect_key("M-C", KEYNAME_NONE, 'C', MODIFIER_ALT);
	expect_key("C-M-h", KEYNAME_NONE, 'h', MODIFIER_CONTROL | MODIFIER_ALT);
	expect_key("é", KEYNAME_NONE, 0xe9, 0);
	expect_key("日", KEYNAME_NONE, 0x65e5, 0);
	expect_key("Space", KEYNAME_SPACE, 0, 0);
	expect_key("C-Space", KEYNAME_SPACE, 0, MODIFIER_CONTROL);
	expect_key("S-Tab", KEYNAME_TAB, 0, MODIFIER_SHIFT);
	expect_key("C-S-PgDn", KEYNAME_PAGE_DOWN, 0, MODIFIER_CONTROL | MODIFIER_SHIFT);
	expect_key("M-Backspace", KEYNAME_BACKSPACE, 0, MODIFIER_ALT);
	expect_key("F12", KEYNAME_F12, 0, 0);
}

static void every_named_key_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (int name = KEYNAME_NONE + 1; name < KEYNAME_COUNT; name++) {
		struct key key = { .name = (enum key_name)name, .modifiers = MODIFIER_CONTROL }, back;
		char printed[32];

		key_print(key, printed, sizeof printed);
		assert_true(key_parse(printed, &back));
		assert_true(key_equal(key, back));
	}
}

static void what_is_no_key_is_refused(void **state)
{
	static const char *const texts[] = { "",   " ",   "enter", "jj",   "C-",   "C-C-w", "S-a",
		                             "M-", "F13", "\x7f",  "\xff", "\x01", "1..9" };
	struct key key = { .name = KEYNAME_F1 };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		/* "C-" and "M-" are two characters, and no prefix of anything. */
		assert_false(key_parse(texts[i], &key));
		assert_int_equal(key.name, KEYNAME_F1);
	}
}

static void printing_never_leaves_its_buffer(void **state)
{
	struct key key = { .name = KEYNAME_BACKSPACE, .modifiers = MODIFIER_CONTROL | MODIFIER_ALT | MODIFIER_SHIFT };
	char small[4] = "xyz";

	(void)state;
	key_print(key, small, sizeof small);
	assert_string_equal(small, "C-M");
	key_print(key, small, 1);
	assert_string_equal(small, "");
	key = (struct key){ .character = 0x110000 };
	key_print(key, small, sizeof small);
	assert_string_equal(small, "");
}

static bool stands_for_digits(const struct binding *binding)
{
	return strcmp(binding->key, "1..9") == 0;
}

static void every_bound_key_is_a_key(void **state)
{
	(void)state;
	assert_true(binding_count > 0);
	for (size_t i = 0; i < binding_count; i++) {
		struct key key;
		char printed[32];

		if (stands_for_digits(&bindings[i]))
			continue;
		if (!key_parse(bindings[i].key, &key))
			fail_msg("'%s' is no key", bindings[i].key);
		key_print(key, printed, sizeof printed);
		assert_string_equal(printed, bindings[i].key);
		/* Found under its own context, so nothing before it in the table takes it away. */
		assert_int_equal(keymap_lookup(test_keymap(), bindings[i].context, key), bindings[i].action);
	}
}

static void no_key_is_bound_twice_in_a_context(void **state)
{
	(void)state;
	for (size_t i = 0; i < binding_count; i++) {
		for (size_t j = 0; j < i; j++) {
			bool same = bindings[i].context == bindings[j].context &&
			            strcmp(bindings[i].key, bindings[j].key) == 0;

			if (same)
				fail_msg("'%s' is bound twice in %s", bindings[i].key,
				         context_title(bindings[i].context));
		}
	}
}

static void every_action_is_bound_and_explained(void **state)
{
	(void)state;
	for (int action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		bool bound = false;

		assert_true(strlen(action_name((enum action)action)) > 0);
		assert_true(strlen(action_help((enum action)action)) > 0);
		assert_non_null(action_hint((enum action)action));
		for (size_t i = 0; i < binding_count && !bound; i++)
			bound = bindings[i].action == (enum action)action;
		if (!bound)
			fail_msg("no key does %s", action_name((enum action)action));
		for (int other = ACTION_NONE + 1; other < action; other++)
			assert_string_not_equal(action_name((enum action)action), action_name((enum action)other));
	}
}

static void no_action_has_no_words(void **state)
{
	(void)state;
	assert_string_equal(action_name(ACTION_NONE), "");
	assert_string_equal(action_hint(ACTION_COUNT), "");
	assert_string_equal(action_help((enum action) - 5), "");
}

static enum action look_up(enum context context, const char *text)
{
	struct key key;

	assert_true(key_parse(text, &key));
	return keymap_lookup(test_keymap(), context, key);
}

static void another_keymap_binds_other_keys(void **state)
{
	static const struct binding others[] = { { CONTEXT_DAY, "M-z", ACTION_UNDO },
		                                 { CONTEXT_DAY, "no key", ACTION_PICK },
		                                 { CONTEXT_GLOBAL, "1..9", ACTION_LOG_SLOT } };
	struct keymap *keymap = keymap_create(others, sizeof others / sizeof others[0]);
	struct key key;

	(void)state;
	assert_true(key_parse("M-z", &key));
	assert_int_equal(keymap_lookup(keymap, CONTEXT_DAY, key), ACTION_UNDO);
	assert_int_equal(keymap_lookup(keymap, CONTEXT_NOTES, key), ACTION_NONE);
	assert_string_equal(keymap_key(keymap, CONTEXT_DAY, ACTION_UNDO), "M-z");
	assert_true(key_parse("u", &key));
	assert_int_equal(keymap_lookup(keymap, CONTEXT_DAY, key), ACTION_NONE);
	for (char digit[] = "0"; digit[0] <= '9'; digit[0]++) {
		assert_true(key_parse(digit, &key));
		assert_int_equal(keymap_lookup(keymap, CONTEXT_DAY, key),
		                 digit[0] == '0' ? ACTION_NONE : ACTION_LOG_SLOT);
	}
	for (int name = KEYNAME_NONE; name < KEYNAME_COUNT; name++) {
		key = (struct key){ .name = (enum key_name)name };
		assert_int_not_equal(keymap_lookup(keymap, CONTEXT_DAY, key), ACTION_PICK);
	}
	keymap_destroy(keymap);
}

static void digits_log_in_the_day_view_and_are_text_elsewhere(void **state)
{
	(void)state;
	for (char digit[] = "1"; digit[0] <= '9'; digit[0]++) {
		assert_int_equal(look_up(CONTEXT_DAY, digit), ACTION_LOG_SLOT);
		assert_int_equal(look_up(CONTEXT_PICKER, digit), ACTION_NONE);
		assert_int_equal(look_up(CONTEXT_NOTES, digit), ACTION_NONE);
	}
	assert_int_equal(look_up(CONTEXT_DAY, "0"), ACTION_LOG_OFF);
	/* What tmux and slow lines send for Escape and a digit. */
	for (int context = 0; context < CONTEXT_COUNT; context++)
		assert_int_equal(look_up((enum context)context, "M-1"), ACTION_NONE);
}

static void an_azerty_row_means_digits_where_they_are_keys_and_nothing_else_there(void **state)
{
	static const uint32_t row[] = { 0xe0, '&', 0xe9, '"', '\'', '(', '-', 0xe8, '_', 0xe7 };
	struct keymap *keymap = keymap_create(bindings, binding_count);

	(void)state;
	for (int azerty = 0; azerty < 2; azerty++) {
		keymap_set_azerty(keymap, azerty == 1);
		for (int digit = 0; digit < 10; digit++) {
			const struct key key = { .character = row[digit] },
			                 plain = { .character = (uint32_t)('0' + digit) };
			enum action expected = digit == 0 ? ACTION_LOG_OFF : ACTION_LOG_SLOT;
			assert_int_equal(keymap_digit(keymap, key), azerty ? digit : -1);
			assert_int_equal(keymap_digit(keymap, plain), digit);
			assert_int_equal(keymap_lookup(keymap, CONTEXT_DAY, plain), expected);
			if (azerty) {
				assert_int_equal(keymap_lookup(keymap, CONTEXT_DAY, key), expected);
				assert_int_equal(keymap_lookup(keymap, CONTEXT_LOCK, key), expected);
			}
			/* Texts are not touched. */
			assert_int_equal(keymap_lookup(keymap, CONTEXT_NOTES, key), ACTION_NONE);
			assert_int_equal(keymap_lookup(keymap, CONTEXT_FORM, key), ACTION_NONE);
		}
		assert_string_equal(keymap_key(keymap, CONTEXT_DAY, ACTION_PIN), azerty ? "" : "'");
		assert_string_equal(keymap_key(keymap, CONTEXT_DAY, ACTION_EARLIER), azerty ? "" : "-");
		assert_string_equal(keymap_key(keymap, CONTEXT_DAY, ACTION_EARLIER_MORE), "<");
		assert_string_equal(keymap_key(keymap, CONTEXT_ACTIVITIES, ACTION_PIN), "'");
		assert_string_equal(keymap_key(keymap, CONTEXT_DAY, ACTION_LOG_SLOT), "1..9");
	}
	keymap_destroy(keymap);
}

static void what_a_context_does_not_bind_its_parents_do(void **state)
{
	static const enum context typed[] = { CONTEXT_LOGIN,  CONTEXT_LOCK,  CONTEXT_FORM,
		                              CONTEXT_PICKER, CONTEXT_NOTES, CONTEXT_SEARCH };

	(void)state;
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		assert_int_equal(context_parent(typed[i]), CONTEXT_FIELD);
		assert_int_equal(look_up(typed[i], "M-d"), ACTION_KILL_WORD_AFTER);
		assert_int_equal(look_up(typed[i], "Backspace"), ACTION_ERASE_BACK);
		assert_int_equal(look_up(typed[i], "x"), ACTION_NONE);
		assert_int_equal(look_up(typed[i], "Space"), ACTION_NONE);
	}
	for (int context = 0; context < CONTEXT_COUNT; context++) {
		assert_int_equal(look_up((enum context)context, "C-l"), ACTION_REDRAW);
		assert_int_equal(look_up((enum context)context, "C-z"), ACTION_SUSPEND);
		assert_true(strlen(context_title((enum context)context)) > 0);
	}
	assert_int_equal(context_parent(CONTEXT_DAY), CONTEXT_GLOBAL);
	assert_int_equal(context_parent(CONTEXT_GLOBAL), CONTEXT_GLOBAL);
	assert_int_equal(look_up(CONTEXT_DAY, "C-w"), ACTION_NONE);
}

static void the_first_key_of_an_action_is_the_one_shown(void **state)
{
	(void)state;
	assert_string_equal(keymap_key(test_keymap(), CONTEXT_DAY, ACTION_PICK), "Enter");
	assert_string_equal(keymap_key(test_keymap(), CONTEXT_DAY, ACTION_LOG_SLOT), "1..9");
	assert_string_equal(keymap_key(test_keymap(), CONTEXT_NOTES, ACTION_KILL_WORD), "C-w");
	assert_string_equal(keymap_key(test_keymap(), CONTEXT_DAY, ACTION_REDRAW), "C-l");
	assert_string_equal(keymap_key(test_keymap(), CONTEXT_DAY, ACTION_KILL_WORD), "");
}

/* What shells, editors and lists have taught everybody's fingers. */
static void keys_that_fingers_know_do_what_fingers_expect(void **state)
{
	static const struct {
		enum context context;
		const char *key;
		enum action action;
	} known[] = {
		{ CONTEXT_DAY, "j", ACTION_DOWN },           { CONTEXT_DAY, "Space", ACTION_LOG_PREVIOUS },
		{ CONTEXT_DAY, "?", ACTION_HELP },           { CONTEXT_DAY, "q", ACTION_QUIT },
		{ CONTEXT_PICKER, "Escape", ACTION_CANCEL }, { CONTEXT_FORM, "S-Tab", ACTION_FIELD_PREVIOUS },
		{ CONTEXT_NOTES, "C-a", ACTION_LINE_START }, { CONTEXT_NOTES, "C-Right", ACTION_WORD_RIGHT },
		{ CONTEXT_NOTES, "C-h", ACTION_ERASE_BACK }, { CONTEXT_LOGIN, "C-c", ACTION_QUIT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		assert_int_equal(look_up(known[i].context, known[i].key), known[i].action);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(key_names_are_read_and_written_back),
		cmocka_unit_test(every_named_key_has_a_name_of_its_own),
		cmocka_unit_test(what_is_no_key_is_refused),
		cmocka_unit_test(printing_never_leaves_its_buffer),
		cmocka_unit_test(every_bound_key_is_a_key),
		cmocka_unit_test(no_key_is_bound_twice_in_a_context),
		cmocka_unit_test(every_action_is_bound_and_explained),
		cmocka_unit_test(no_action_has_no_words),
		cmocka_unit_test(another_keymap_binds_other_keys),
		cmocka_unit_test(digits_log_in_the_day_view_and_are_text_elsewhere),
		cmocka_unit_test(an_azerty_row_means_digits_where_they_are_keys_and_nothing_else_there),
		cmocka_unit_test(what_a_context_does_not_bind_its_parents_do),
		cmocka_unit_test(the_first_key_of_an_action_is_the_one_shown),
		cmocka_unit_test(keys_that_fingers_know_do_what_fingers_expect),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
