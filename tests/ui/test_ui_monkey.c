/* A monkey at the desk: seeded random keys, text, pastes, clicks, resizes, time, other terminals and failing disks.
 * What must hold: nothing crashes, nothing leaks, and while locked nothing of the log is on the screen. */
#include "tests/ui/support_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 8, STEPS = 1500, DRAW_EVERY = 3 };

/* A text that stands in every log of the monkey's user and nowhere else. */
#define SECRET "okapi"

static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static uint32_t below(uint64_t *seed, uint32_t bound)
{
	return next_random(seed) % bound;
}

static void random_key(struct desk *desk, uint64_t *seed)
{
	const char *name = bindings[below(seed, (uint32_t)binding_count)].key;
	const char *digits = strstr(name, "1..9");
	char digit[8];

	/* Of nine keys one. */
	if (digits) {
		(void)snprintf(digit, sizeof digit, "%.*s%u", (int)(digits - name), name, 1 + below(seed, 9));
		name = digit;
	}
	desk_key(desk, name);
}

static void random_text(struct desk *desk, uint64_t *seed)
{
	static const char *const texts[] = { "z",
		                             "9:30 zebra",
		                             "-10 zebra crossing",
		                             "e\xcc\x81\xe6\xbc\xa2",
		                             "0",
		                             "zzz",
		                             "  ",
		                             ":",
		                             "yesterday",
		                             "25:99",
		                             "+",
		                             "'5" };
	desk_type(desk, texts[below(seed, sizeof texts / sizeof texts[0])]);
}

static void random_paste(struct desk *desk, uint64_t *seed)
{
	static const char *const texts[] = { "", "123\n456", "zebra\n", "\xf0\x9f\x98\x80\xf0\x9f\x98\x80",
		                             "one\ttwo\n\n" };
	desk_paste(desk, texts[below(seed, sizeof texts / sizeof texts[0])]);
}

static void random_failure(struct desk *desk, uint64_t *seed)
{
	static const enum ts_status failures[] = { TS_BUSY, TS_FULL, TS_READ_ONLY, TS_DAMAGED, TS_IO, TS_NO_MEMORY };
	enum ts_status status = failures[below(seed, sizeof failures / sizeof failures[0])];
	if (below(seed, 2) == 0)
		fake_fail_next(desk->store, status);
	else
		fake_fail_next_write(desk->store, status);
}

/* Something else has been at the file; what is asked about comes with the next login, or day. */
static void random_doubt(struct desk *desk, uint64_t *seed)
{
	fake_set_behind(desk->store, below(seed, 3));
	fake_set_audit(desk->store, below(seed, 3), below(seed, 3), below(seed, 2) == 0);
	fake_set_slow(desk->store, below(seed, 2) == 0);
}

static void random_job(struct desk *desk, uint64_t *seed)
{
	desk->hold = below(seed, 3) == 0;
	if (desk->held != NULL)
		desk_release(desk);
}

static void random_time(struct desk *desk, uint64_t *seed)
{
	switch (below(seed, 8)) {
	case 0:
		desk_sleep(desk, (int64_t)below(seed, 3 * 3600) * TS_SECOND);
		ui_resumed(desk->ui, desk->moment);
		break;
	case 1:
		desk->moment.now -= (int64_t)below(seed, 3600) * TS_SECOND; /* somebody set the clock back */
		break;
	default:
		desk_pass(desk, below(seed, 90) * TS_SECOND);
		break;
	}
	desk_pump(desk);
}

/* Small screens now and then; most of the time there is something to see. */
static void random_resize(struct desk *desk, uint64_t *seed)
{
	if (below(seed, 4) == 0)
		desk_resize(desk, (int)below(seed, 140), (int)below(seed, 50));
	else
		desk_resize(desk, 60 + (int)below(seed, 80), 16 + (int)below(seed, 34));
}

/* Finds its way back in, as a person would: otherwise most steps would be spent in front of the lock. */
static void come_back(struct desk *desk)
{
	if (desk->held != NULL)
		desk_release(desk);
	desk->hold = false;
	desk_resize(desk, 100, 30);
	desk_sleep(desk, TS_HOUR);
	desk_key(desk, "Escape");
	desk_key(desk, "C-u");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	if (ts_logged_in(desk->store))
		return;
	ui_destroy(desk->ui);
	struct ui_options options = { .user = "ada", .host = "laptop", .half_blocks = true };
	desk->ui = ui_create(desk->store, &options, desk->moment, desk->width, desk->height);
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
}

static void step(struct desk *desk, uint64_t *seed)
{
	uint32_t dice = below(seed, 100);
	if (dice < 60)
		random_key(desk, seed);
	else if (dice < 72)
		random_text(desk, seed);
	else if (dice < 75)
		random_paste(desk, seed);
	else if (dice < 80)
		desk_click(desk, (int)below(seed, 130), (int)below(seed, 45));
	else if (dice < 84)
		random_resize(desk, seed);
	else if (dice < 89)
		random_time(desk, seed);
	else if (dice < 92)
		random_failure(desk, seed);
	else if (dice < 95)
		random_job(desk, seed);
	else if (dice < 96)
		fake_set_changed(desk->store);
	else if (dice < 97 && below(seed, 2) == 0)
		random_doubt(desk, seed);
	else if (dice < 97)
		ui_leaving(desk->ui, desk->moment);
	else if (!ts_logged_in(desk->store))
		come_back(desk);
}

static void look(struct desk *desk, unsigned seed, int at)
{
	struct surface *surface = surface_create(desk->width, desk->height);
	ui_draw(desk->ui, surface, desk->moment);
	if (!ts_logged_in(desk->store) && surface_shows(surface, SECRET))
		fail_msg("seed %u, step %d: the log shows while locked", seed, at);
	int x = 0;
	int y = 0;
	surface_cursor_at(surface, &x, &y);
	if (x >= desk->width || y >= desk->height)
		fail_msg("seed %u, step %d: the cursor is outside", seed, at);
	surface_destroy(surface);
}

static void anything_may_happen(void **state)
{
	(void)state;
	for (unsigned first = 1; first <= SEEDS; first++) {
		uint64_t seed = first;
		struct desk desk;
		desk_open_logged_in(&desk);
		struct ts_done done;
		for (int i = 1; i < 9; i++) {
			char text[TS_TEXT_SIZE];
			(void)snprintf(text, sizeof text, SECRET " %d", i);
			ts_time at = desk.moment.now - i * TS_HOUR;
			assert_int_equal(ts_log_text(desk.store, text, NULL, at, desk.moment.now, &done), TS_OK);
		}
		ui_changed(desk.ui, desk.moment);
		assert_true(desk_shows(&desk, SECRET)); /* or looking for it while locked would prove nothing */
		for (int i = 0; i < STEPS; i++) {
			step(&desk, &seed);
			if (i % DRAW_EVERY == 0)
				look(&desk, first, i);
		}
		desk_close(&desk);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(anything_may_happen) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
