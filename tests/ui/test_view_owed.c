/* Targets and bookings: listed, set, booked, changed, removed and taken back. */
#include "support_day.h"

#include <stdio.h>
#include <string.h>

static int open_owed(void **state)
{
	static struct stage stage;

	stage = (struct stage){ 0 };
	stage.store = story_store();
	stage.environment = test_environment(stage.store, story_now());
	stage.environment.width = 80;
	stage.environment.height = 24;
	stage.view = view_owed_create(&stage.environment);
	stage.effects = send_event(stage.view, EVENT_SHOWN);
	*state = &stage;
	return 0;
}

/* The dialog that the list has opened, filled and accepted; its answer goes to the list. */
static void fill(struct stage *stage, const char *key, const char *const *keys)
{
	stage_press(stage, key);
	const struct effect *open = effect_find(&stage->effects, EFFECT_OPEN);
	assert_non_null(open);
	struct view *dialog = open->view;
	for (; *keys; keys++) {
		struct effects effects = strlen(*keys) > 1 && (*keys)[0] == '<'
		                                 ? press(dialog, &stage->environment, *keys + 1)
		                                 : type_text(dialog, &stage->environment, *keys);
		const struct effect *close = effect_find(&effects, EFFECT_CLOSE);
		if (!close)
			continue;
		struct answer answer = close->answer;
		(void)send_event(stage->view, EVENT_SHOWN);
		stage->effects = send_answer(stage->view, &answer);
	}
	draw_at_all_sizes(dialog, &stage->environment);
	stage->environment.width = 80;
	stage->environment.height = 24;
	view_end(dialog);
}
#define FILL(stage, key, ...) fill(stage, key, (const char *const[]){ __VA_ARGS__, NULL })

static void what_a_new_user_has_is_listed(void **state)
{
	struct stage *stage = *state;

	assert_true(stage_shows(stage, "from the first"));
	assert_true(stage_shows(stage, "40:00"));
	stage_golden(stage, "owed", 80, 24);
	draw_at_all_sizes(stage->view, &stage->environment);
}

static void a_target_holds_from_its_day_on(void **state)
{
	struct stage *stage = *state;

	FILL(stage, "a", "2026-09-01", "<Tab", "7:42,7:42,7:42,7:42,6,0,0", "<Enter");
	assert_says(stage, MESSAGE_GOOD, "target 36:48 a week   u takes it back");
	assert_true(stage_shows(stage, "Tue 1 Sep 2026"));
	assert_true(stage_shows(stage, "36:48"));
	stage_press(stage, "u");
	assert_false(stage_shows(stage, "Tue 1 Sep 2026"));
}

static void a_booking_is_made_changed_removed_and_taken_back(void **state)
{
	struct stage *stage = *state;

	FILL(stage, "b", "-8:00", "<Tab", "paid out", "<Enter");
	assert_true(stage_shows(stage, "-8:00  paid out"));
	stage_golden(stage, "owed_booked", 80, 24);
	stage_press(stage, "j");
	FILL(stage, "Enter", "<C-u", "+12:30", "<Enter");
	assert_true(stage_shows(stage, "+12:30  paid out"));
	stage_press(stage, "x");
	assert_false(stage_shows(stage, "+12:30  paid out"));
	stage_press(stage, "u");
	assert_true(stage_shows(stage, "+12:30  paid out"));
}

static void what_is_no_target_and_no_booking_is_refused(void **state)
{
	struct stage *stage = *state;

	stage_press(stage, "a");
	struct view *dialog = effect_find(&stage->effects, EFFECT_OPEN)->view;
	(void)press(dialog, &stage->environment, "Tab");
	(void)type_text(dialog, &stage->environment, "lots");
	struct effects effects = press(dialog, &stage->environment, "Enter");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	struct surface *surface = draw_view(dialog);
	assert_true(surface_shows(surface, "that is not hours"));
	surface_destroy(surface);
	view_end(dialog);
	stage_press(stage, "b");
	dialog = effect_find(&stage->effects, EFFECT_OPEN)->view;
	/* A number alone could be minutes. */
	(void)type_text(dialog, &stage->environment, "8");
	effects = press(dialog, &stage->environment, "Enter");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	surface = draw_view(dialog);
	assert_true(surface_shows(surface, "for example: 12:30, -8:00, -8h"));
	surface_destroy(surface);
	view_end(dialog);
}

static void what_nobody_has_set_is_not_removed(void **state)
{
	struct stage *stage = *state;

	stage_press(stage, "x");
	assert_says(stage, MESSAGE_PLAIN, "nobody has set it: a new target takes its place");
	assert_true(stage_shows(stage, "40:00"));
}

int main(void)
{
#define TEST_OF(name) cmocka_unit_test_setup_teardown(name, open_owed, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(what_a_new_user_has_is_listed),
		TEST_OF(a_target_holds_from_its_day_on),
		TEST_OF(a_booking_is_made_changed_removed_and_taken_back),
		TEST_OF(what_is_no_target_and_no_booking_is_refused),
		TEST_OF(what_nobody_has_set_is_not_removed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
