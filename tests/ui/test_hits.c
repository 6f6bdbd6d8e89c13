/* From hit to hit of a search: the day that one is on, and the next by one key; then its keys mean what they did. */
#include "tests/ui/support_day.h"
#include "tests/ui/support_desk.h"

#include <string.h>

static int setup(void **state)
{
	static struct desk desk;
	ts_store *store = story_store();
	ts_lock(store);
	desk_open(&desk, store);
	desk.moment.now = story_now();
	desk_type(&desk, CARD_PASSWORD);
	desk_key(&desk, "Enter");
	desk_pump(&desk);
	assert_true(ts_logged_in(store));
	*state = &desk;
	return 0;
}

static int teardown(void **state)
{
	desk_close(*state);
	return 0;
}

/* Searches, and goes to the newest hit. */
static void find(struct desk *desk, const char *words)
{
	desk_key(desk, "/");
	desk_type(desk, words);
	desk_pass(desk, 1000);
	desk_key(desk, "Enter");
}

static void n_goes_to_the_next_hit_and_N_back_without_the_list(void **state)
{
	struct desk *desk = *state;
	find(desk, "parser until:yesterday");
	assert_true(desk_shows(desk, "hit 1 of 4  n next  N back  Escape list"));
	assert_true(desk_shows(desk, "< Wed 30 Sep 2026"));
	desk_key(desk, "n");
	assert_true(desk_shows(desk, "hit 2 of 4"));
	assert_true(desk_shows(desk, "< Tue 29 Sep 2026"));
	desk_key(desk, "n");
	assert_true(desk_shows(desk, "< Mon 28 Sep 2026"));
	desk_key(desk, "N");
	desk_key(desk, "N");
	assert_true(desk_shows(desk, "hit 1 of 4"));
	desk_key(desk, "N");
	assert_true(desk_shows(desk, "this is the first hit"));
	assert_true(desk_shows(desk, "< Wed 30 Sep 2026"));
	for (int i = 0; i < 3; i++)
		desk_key(desk, "n");
	assert_true(desk_shows(desk, "hit 4 of 4"));
	assert_true(desk_shows(desk, "< Tue 1 Sep 2026"));
	desk_key(desk, "n");
	assert_true(desk_shows(desk, "this is the last hit"));
	assert_true(desk_shows(desk, "< Tue 1 Sep 2026"));
}

static void the_list_stands_where_one_went(void **state)
{
	struct desk *desk = *state;
	find(desk, "parser until:yesterday");
	desk_key(desk, "n");
	desk_key(desk, "n");
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "FOUND 4"));
	desk_key(desk, "Enter");
	assert_true(desk_shows(desk, "hit 3 of 4"));
	assert_true(desk_shows(desk, "< Mon 28 Sep 2026"));
}

static void after_another_key_n_is_the_note(void **state)
{
	struct desk *desk = *state;
	find(desk, "sync");
	desk_key(desk, "k");
	desk_key(desk, "n");
	assert_true(desk_shows(desk, "arena allocator halves"));
	assert_true(desk_shows(desk, "save and leave"));
	desk_key(desk, "Escape");
	desk_key(desk, "N");
	assert_true(desk_shows(desk, "N goes back among the hits of a search: /"));
}

/* What is not on the screen any more is not meant. */
static void when_its_line_has_gone_n_is_the_note(void **state)
{
	struct desk *desk = *state;
	find(desk, "sync");
	desk_pass(desk, 121000);
	assert_false(desk_shows(desk, "hit 1 of 2"));
	desk_key(desk, "n");
	assert_true(desk_shows(desk, "save and leave"));
}

static void without_a_search_n_is_the_note(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "n");
	assert_true(desk_shows(desk, "save and leave"));
}

static void from_a_note_that_was_a_hit_one_goes_on(void **state)
{
	struct desk *desk = *state;
	find(desk, "parser since:today");
	assert_true(desk_shows(desk, "save and leave"));
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "hit 1 of 3  n next"));
	desk_key(desk, "n");
	assert_true(desk_shows(desk, "hit 2 of 3"));
	desk_key(desk, "N");
	assert_true(desk_shows(desk, "save and leave"));
}

static void the_logs_behind_a_number_are_gone_through_alike(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "w");
	desk_key(desk, "Tab");
	desk_key(desk, "Tab");
	desk_key(desk, "Enter");
	desk_key(desk, "Enter");
	assert_true(desk_shows(desk, "hit 1 of "));
	desk_key(desk, "n");
	assert_true(desk_shows(desk, "hit 2 of "));
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "FOUND "));
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "[ACTIVITIES]"));
}

int main(void)
{
#define TEST_OF(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST_OF(n_goes_to_the_next_hit_and_N_back_without_the_list),
		TEST_OF(the_list_stands_where_one_went),
		TEST_OF(after_another_key_n_is_the_note),
		TEST_OF(when_its_line_has_gone_n_is_the_note),
		TEST_OF(without_a_search_n_is_the_note),
		TEST_OF(from_a_note_that_was_a_hit_one_goes_on),
		TEST_OF(the_logs_behind_a_number_are_gone_through_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
