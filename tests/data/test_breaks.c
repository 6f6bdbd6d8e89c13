/* Breaks of a day by hand: what ends a stretch, what adds up, and where the rule is passed. */
#include "data/pure/settings.h"
#include "data/sums/breaks.h"
#include "support.h"

#include <stdio.h>

/* Work as "h:mm-h:mm" with blanks between; hours over 24 are the next day's, and a piece over midnight is cut there. */
static struct ts_pauses pauses_of(const char *work, ts_day day, int64_t *worked)
{
	struct breaks_sum sum = { .begun = false };
	int from[2], to[2], taken;

	*worked = 0;
	for (; sscanf(work, "%d:%d-%d:%d%n", &from[0], &from[1], &to[0], &to[1], &taken) == 4; work += taken) {
		int begin = 60 * from[0] + from[1], end = 60 * to[0] + to[1];
		for (; begin < end;) {
			int border = (begin / 1440 + 1) * 1440, stop = end < border ? end : border;
			if (begin / 1440 > day)
				break;
			breaks_add(&sum, begin / 1440, begin * TS_MINUTE, stop * TS_MINUTE);
			*worked += begin / 1440 == day ? (stop - begin) * TS_MINUTE : 0;
			begin = stop;
		}
	}
	return breaks_of(&sum, day);
}

static void stretches_and_breaks_are_as_computed_by_hand(void **state)
{
	static const struct {
		const char *name, *work;
		ts_day day;
		int stretch, breaks, work_minutes; /* minutes */
		unsigned passed;                   /* by "on" */
	} table[] = {
		{ "nothing", "", 0, 0, 0, 0, 0 },
		{ "six hours", "8:00-14:00", 0, 360, 0, 360, 0 },
		{ "a minute more", "8:00-14:01", 0, 361, 0, 361, TS_PASSED_STRETCH | TS_PASSED_BREAKS },
		{ "half an hour", "8:00-12:00 12:30-16:30", 0, 240, 30, 480, 0 },
		{ "two quarters", "8:00-11:00 11:15-13:00 13:15-16:30", 0, 195, 30, 480, 0 },
		{ "29 minutes", "8:00-12:00 12:29-16:30", 0, 241, 29, 481, TS_PASSED_BREAKS },
		{ "three times ten", "8:00-10:00 10:10-12:00 12:10-14:00 14:10-15:00", 0, 390, 0, 390,
		  TS_PASSED_STRETCH | TS_PASSED_BREAKS },
		{ "too late", "8:00-14:30 15:00-16:00", 0, 390, 30, 450, TS_PASSED_STRETCH },
		{ "nine hours", "8:00-13:00 13:30-17:30", 0, 300, 30, 540, 0 },
		{ "over nine", "8:00-13:00 13:30-17:31", 0, 300, 30, 541, TS_PASSED_BREAKS },
		{ "over nine with 45", "8:00-13:00 13:45-17:46", 0, 300, 45, 541, 0 },
		{ "over ten", "6:00-11:00 11:45-16:46", 0, 301, 45, 601, TS_PASSED_DAY },
		{ "a long noon", "8:00-12:00 17:00-21:00", 0, 240, 300, 480, 0 },
		/* 22:00 to 6:00: eight hours on the second day, of which six are its work. */
		{ "a night, its first day", "22:00-30:00", 0, 120, 0, 120, 0 },
		{ "a night, its second day", "22:00-30:00", 1, 480, 0, 360, TS_PASSED_STRETCH },
		/* A break over midnight ends the stretch and is of neither day. */
		{ "a night with a break at midnight", "20:00-23:45 24:15-28:00", 1, 225, 0, 225, 0 },
		{ "the next morning", "9:00-17:00 33:00-35:00", 1, 120, 0, 120, 0 },
	};
	struct ts_breaks on;
	(void)state;
	assert_true(ts_breaks_parse("on", &on));
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		int64_t worked;
		const struct ts_pauses pauses = pauses_of(table[i].work, table[i].day, &worked);
		const unsigned passed = ts_breaks_passed(&on, worked, &pauses);
		if (pauses.stretch != table[i].stretch * TS_MINUTE || pauses.breaks != table[i].breaks * TS_MINUTE ||
		    worked != table[i].work_minutes * TS_MINUTE || passed != table[i].passed)
			fail_msg("%s: stretch %d breaks %d work %d passed %u", table[i].name,
			         (int)(pauses.stretch / TS_MINUTE), (int)(pauses.breaks / TS_MINUTE),
			         (int)(worked / TS_MINUTE), passed);
	}
}

static void rules_are_read_and_written(void **state)
{
	static const char *const good[][2] = { { "off", "off" },
		                               { "on", "on" },
		                               { "6:00/0:30,9:00/0:45,10:00", "on" },
		                               { "6/0:30, 10", "6:00/0:30,10:00" },
		                               { "10:00", "10:00" },
		                               { "4:30/0:15,8/1", "4:30/0:15,8:00/1:00" } };
	static const char *const bad[] = { "",
		                           "yes",
		                           "6:00/",
		                           "/0:30",
		                           "6:60/0:30",
		                           "0/0:30",
		                           "6/0",
		                           "9/0:45,6/0:30",
		                           "6/0:45,9/0:30",
		                           "6/0:30,6/0:45",
		                           "6/0:30,7/0:30,8/0:45",
		                           "10,11",
		                           "25",
		                           "6/0:30 10",
		                           "6/0:30,",
		                           "6h/30m" };
	struct ts_breaks rule;
	char words[TS_BREAKS_SIZE];
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		assert_true(ts_breaks_parse(good[i][0], &rule));
		assert_true(breaks_valid(&rule));
		assert_string_equal(ts_breaks_words(&rule, words), good[i][1]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		if (ts_breaks_parse(bad[i], &rule))
			fail_msg("'%s' is taken", bad[i]);
	}
}

static void the_rule_is_kept_and_undone(void **state)
{
	struct support *support = *state;
	struct ts_settings settings, read;
	struct ts_done done;
	assert_int_equal(ts_settings_read(support->store, &settings), TS_OK);
	assert_false(ts_breaks_ruled(&settings.breaks));
	assert_true(ts_breaks_parse("6:00/0:30,10:00", &settings.breaks));
	assert_int_equal(ts_settings_write(support->store, &settings, SUPPORT_NOW), TS_OK);
	assert_int_equal(ts_settings_read(support->store, &read), TS_OK);
	assert_true(breaks_equal(&read.breaks, &settings.breaks));
	assert_int_equal(ts_settings_write(support->store, &settings, SUPPORT_NOW), TS_UNCHANGED);
	assert_int_equal(ts_undo(support->store, SUPPORT_NOW, &done), TS_OK);
	assert_string_equal(done.text, "breaks 6:00/0:30,10:00");
	assert_int_equal(ts_settings_read(support->store, &read), TS_OK);
	assert_false(ts_breaks_ruled(&read.breaks));
	settings.breaks.least[0] = 0;
	assert_int_equal(ts_settings_write(support->store, &settings, SUPPORT_NOW), TS_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stretches_and_breaks_are_as_computed_by_hand),
		cmocka_unit_test(rules_are_read_and_written),
		cmocka_unit_test_setup_teardown(the_rule_is_kept_and_undone, support_setup_login, support_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
