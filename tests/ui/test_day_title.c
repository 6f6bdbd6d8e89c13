/* What the title says of the user's other devices, in each state and at each width. */
#include "tests/ui/support_day.h"

#include "ui/day/day_inside.h"

#include <stdio.h>
#include <string.h>

static const ts_time now = 1790858220000;

static void each_state_has_its_words(void **state)
{
	static const struct {
		struct sync_view sync;
		const char *text;
		bool notice;
	} rows[] = {
		{ { .show = SYNC_NONE, .unsent = 5 }, "", false },
		{ { .show = SYNC_LIVE }, "synced", false },
		{ { .show = SYNC_LIVE, .unsent = 3, .unsent_since = now - 5 * TS_HOUR }, "3 unsent", false },
		{ { .show = SYNC_ELSEWHERE }, "", false },
		{ { .show = SYNC_ELSEWHERE, .unsent = 1, .unsent_since = now - TS_HOUR }, "1 unsent", false },
		{ { .show = SYNC_PULLING }, "syncing", false },
		{ { .show = SYNC_PULLING, .merged = 26900, .unsent = 3 }, "syncing 26900", false },
		{ { .show = SYNC_PULLING, .merged = 26900, .percent = 45 }, "syncing 45%", false },
		{ { .show = SYNC_PAUSED, .unsent = 3 }, "sync paused", false },
		{ { .show = SYNC_REFUSED, .unsent = 3 }, "sync refused", true },
		/* A gap of less than a minute is nothing to look at. */
		{ { .show = SYNC_OFFLINE, .offline_since = now - TS_MINUTE + 1 }, "", false },
		{ { .show = SYNC_OFFLINE, .offline_since = now - TS_MINUTE }, "offline 1m", false },
		{ { .show = SYNC_OFFLINE, .offline_since = now - 59 * TS_MINUTE }, "offline 59m", false },
		{ { .show = SYNC_OFFLINE, .offline_since = now - 2 * TS_HOUR }, "offline 2h", false },
		{ { .show = SYNC_OFFLINE, .offline_since = now - 47 * TS_HOUR }, "offline 47h", false },
		{ { .show = SYNC_OFFLINE, .offline_since = now - 72 * TS_HOUR }, "offline 3d", false },
		{ { .show = SYNC_OFFLINE, .unsent = 3, .unsent_since = now - TS_SECOND }, "3 unsent", false },
		{ { .show = SYNC_OFFLINE, .unsent = 3, .unsent_since = now - 59 * TS_MINUTE }, "3 unsent 59m", false },
		{ { .show = SYNC_OFFLINE, .unsent = 3, .unsent_since = now - TS_HOUR }, "3 unsent 1h", true },
		/* The clock was set back. */
		{ { .show = SYNC_OFFLINE, .unsent = 3, .unsent_since = now + TS_HOUR }, "3 unsent", false },
		{ { .show = SYNC_OFFLINE, .offline_since = now + TS_HOUR }, "", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char text[32];
		assert_int_equal(day_sync_text(&rows[i].sync, now, text, sizeof text), rows[i].notice);
		assert_string_equal(text, rows[i].text);
	}
}

static void title_assert(struct stage *stage, int width, const char *expected)
{
	char row[512];

	stage_size(stage, width, 30);
	struct surface *surface = draw_view(stage->view);
	assert_string_equal(surface_row_text(surface, 0, row, sizeof row), expected);
	surface_destroy(surface);
}

/* Of all that may be missing the terminals stay the longest, then the devices. */
static void it_stands_beside_the_terminals_while_there_is_room(void **state)
{
	struct stage *stage = *state;

	stage->environment.terminals = 2;
	stage->environment.sync =
	        (struct sync_view){ .show = SYNC_OFFLINE, .unsent = 3, .unsent_since = story_now() - 2 * TS_HOUR };
	title_assert(stage, 120,
	             " timesheet  ada@laptop   < Thu 1 Oct 2026  W40 >                               3 unsent 2h  2 "
	             "terminals  CEST+02  14:37");
	title_assert(
	        stage, 100,
	        " timesheet  ada@laptop   < Thu 1 Oct 2026  W40 >           3 unsent 2h  2 terminals  CEST+02  14:37");
	/* What waits is worth more than who else is there. */
	title_assert(stage, 80, " timesheet  ada@laptop   < Thu 1 Oct 2026  W40 >    3 unsent 2h  CEST+02  14:37");
	stage->environment.terminals = 1;
	title_assert(stage, 80, " timesheet  ada@laptop   < Thu 1 Oct 2026  W40 >    3 unsent 2h  CEST+02  14:37");
	title_assert(stage, 60, " < Thu 1 Oct 2026  W40 >        3 unsent 2h  CEST+02  14:37");
	title_assert(stage, 45, " < Thu 1 Oct 2026  W40 >  3 unsent 2h  14:37");
	title_assert(stage, 40, " < Thu 1 Oct 2026  W40 >          14:37");
	stage->environment.sync = (struct sync_view){ .show = SYNC_LIVE };
	title_assert(stage, 60, " ada@laptop   < Thu 1 Oct 2026  W40 >        CEST+02  14:37");
}

static void what_is_worth_a_notice_looks_like_one(void **state)
{
	struct stage *stage = *state;
	int x, y;

	stage->environment.sync = (struct sync_view){ .show = SYNC_REFUSED };
	struct surface *surface = draw_view(stage->view);
	assert_true(surface_find(surface, "sync refused", &x, &y));
	assert_int_equal(surface_style(surface, x, y), STYLE_NOTICE);
	surface_destroy(surface);
	stage->environment.sync = (struct sync_view){ .show = SYNC_LIVE };
	surface = draw_view(stage->view);
	assert_true(surface_find(surface, "synced", &x, &y));
	assert_int_equal(surface_style(surface, x, y), STYLE_TITLE_BAR);
	surface_destroy(surface);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_state_has_its_words),
		cmocka_unit_test_setup_teardown(it_stands_beside_the_terminals_while_there_is_room, stage_story,
		                                stage_end),
		cmocka_unit_test_setup_teardown(what_is_worth_a_notice_looks_like_one, stage_story, stage_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
