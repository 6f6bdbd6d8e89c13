/* Keys, time and jobs for the whole front end. */
#include "tests/ui/support_desk.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

void desk_open(struct desk *desk, ts_store *store)
{
	desk_open_on(desk, store, NULL);
}

void desk_open_on(struct desk *desk, ts_store *store, const struct ts_machine *machine)
{
	*desk = (struct desk){
		.store = store, .moment = { .now = CARD_NOW, .uptime = 5000000 }, .width = 100, .height = 30
	};
	struct ui_options options = { .host = "laptop", .theme = "dark", .half_blocks = true, .machine = machine };
	desk->ui = ui_create(store, &options, desk->moment, desk->width, desk->height);
	desk_pump(desk);
}

void desk_open_logged_in(struct desk *desk)
{
	desk_open(desk, store_with_ada());
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_true(ts_logged_in(desk->store));
}

void desk_close(struct desk *desk)
{
	ui_destroy(desk->ui);
	ts_auth_destroy(desk->held);
	ts_close(desk->store);
}

void desk_release(struct desk *desk)
{
	ts_auth *auth = desk->held;
	assert_non_null(auth);
	desk->held = NULL;
	ts_auth_run(auth);
	ui_auth_done(desk->ui, auth, desk->moment);
	desk_pump(desk);
}

void desk_pump(struct desk *desk)
{
	struct effect effect;
	while (ui_next_effect(desk->ui, &effect)) {
		desk->quits += effect.type == EFFECT_QUIT;
		desk->suspends += effect.type == EFFECT_SUSPEND;
		desk->redraws += effect.type == EFFECT_REDRAW;
		desk->bells += effect.type == EFFECT_BELL;
		if (effect.type != EFFECT_AUTH)
			continue;
		assert_null(desk->held);
		desk->held = effect.auth;
		if (!desk->hold)
			desk_release(desk);
	}
}

static void input(struct desk *desk, const struct input *event)
{
	ui_input(desk->ui, event, desk->moment);
	desk_pump(desk);
}

void desk_key(struct desk *desk, const char *text)
{
	struct key key;
	if (!key_parse(text, &key))
		fail_msg("no key is called '%s'", text);
	input(desk, &(struct input){ .type = INPUT_KEY, .as.key = key });
}

void desk_type(struct desk *desk, const char *text)
{
	while (*text != '\0') {
		utf8proc_int32_t character = 0;
		utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &character);
		assert_true(size > 0);
		struct key key = { .character = (uint32_t)character };
		if (character == ' ')
			key = (struct key){ .name = KEYNAME_SPACE };
		input(desk, &(struct input){ .type = INPUT_KEY, .as.key = key });
		text += size;
	}
}

void desk_paste(struct desk *desk, const char *text)
{
	input(desk, &(struct input){ .type = INPUT_PASTE, .as.paste = { text, strlen(text) } });
}

void desk_click(struct desk *desk, int x, int y)
{
	struct mouse mouse = { .action = MOUSE_PRESS, .x = x, .y = y, .button = 1 };
	input(desk, &(struct input){ .type = INPUT_MOUSE, .as.mouse = mouse });
}

void desk_resize(struct desk *desk, int width, int height)
{
	desk->width = width;
	desk->height = height;
	ui_resize(desk->ui, width, height, desk->moment);
	desk_pump(desk);
}

void desk_sleep(struct desk *desk, int64_t milliseconds)
{
	desk->moment.now += milliseconds;
	desk->moment.uptime += milliseconds;
}

/* Milliseconds until somebody wants a tick: a full minute, or what ui_wake says. */
static int64_t next_tick(const struct desk *desk)
{
	int64_t next = TS_MINUTE - desk->moment.now % TS_MINUTE;
	int64_t wake = ui_wake(desk->ui);
	if (wake != 0 && wake - desk->moment.uptime < next)
		next = wake - desk->moment.uptime;
	return next > 0 ? next : 1;
}

void desk_pass(struct desk *desk, int64_t milliseconds)
{
	while (milliseconds > 0) {
		int64_t step = next_tick(desk);
		if (step > milliseconds) {
			desk_sleep(desk, milliseconds);
			return;
		}
		desk_sleep(desk, step);
		milliseconds -= step;
		ui_tick(desk->ui, desk->moment);
		desk_pump(desk);
		int64_t wake = ui_wake(desk->ui);
		if (wake != 0 && wake <= desk->moment.uptime)
			fail_msg("a tick was wanted, came, and is wanted at once again");
	}
}

bool desk_shows(struct desk *desk, const char *text)
{
	struct surface *surface = surface_create(desk->width, desk->height);
	ui_draw(desk->ui, surface, desk->moment);
	bool shows = surface_shows(surface, text);
	surface_destroy(surface);
	return shows;
}

void desk_golden(struct desk *desk, const char *name)
{
	struct surface *surface = surface_create(desk->width, desk->height);
	surface_set_tints(surface, true);
	ui_draw(desk->ui, surface, desk->moment);
	golden_check(surface, name);
	surface_destroy(surface);
}
