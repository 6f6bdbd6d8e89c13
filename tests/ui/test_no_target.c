/* Who has no target is never told how much is to do, was short, or was too much. */
#include "tests/ui/support_desk.h"

#include <string.h>

static void no_screen_tells_hours_that_nobody_has_to_reach(void **state)
{
	static const char *const words[] = { "to do", "to go", "short", "flex", "target", "40:00", "/8:00" };
	static const struct {
		int width, height;
	} sizes[] = { { 60, 16 }, { 80, 24 }, { 100, 30 }, { 140, 40 } };
	static const char *const screens[] = { "", "w", "m", "y" };
	struct ts_settings settings;
	struct desk desk;

	(void)state;
	desk_open_logged_in(&desk);
	assert_int_equal(ts_settings_read(desk.store, &settings), TS_OK);
	settings.weekly_target = 0;
	assert_int_equal(ts_settings_write(desk.store, &settings, desk.moment.now), TS_OK);
	desk_key(&desk, "a");
	desk_type(&desk, "9:00 parser");
	desk_key(&desk, "Enter");
	for (size_t screen = 0; screen < sizeof screens / sizeof screens[0]; screen++) {
		if (screens[screen][0] != '\0')
			desk_key(&desk, screens[screen]);
		for (size_t size = 0; size < sizeof sizes / sizeof sizes[0]; size++) {
			desk_resize(&desk, sizes[size].width, sizes[size].height);
			/* Nothing is on the event line but what the screen itself says there. */
			desk_pass(&desk, 2 * TS_MINUTE);
			for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
				if (desk_shows(&desk, words[i]))
					fail_msg("screen '%s' at %d x %d says '%s'", screens[screen], sizes[size].width,
					         sizes[size].height, words[i]);
			}
		}
		if (screens[screen][0] != '\0')
			desk_key(&desk, "q");
		desk_key(&desk, "Tab");
		desk_key(&desk, "S-Tab");
	}
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_screen_tells_hours_that_nobody_has_to_reach),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
