/* One turn: something happened, the front end is told, its wishes are fulfilled, and the screen is drawn once before
 * the loop sleeps again. Everything but the slow half of a login happens on this thread. */
#include "src/screen/loop.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "src/screen/daily.h"
#include "src/screen/fence.h"
#include "src/screen/join_ask.h"
#include "src/screen/keyboard.h"
#include "src/screen/sharing.h"
#include "src/screen/signals.h"
#include "src/screen/worker.h"
#include "src/system/alarm.h"
#include "src/system/clock.h"
#include "src/system/loop_end.h"
#include "src/system/presence.h"
#include "src/system/process.h"
#include "src/system/watch.h"
#include "ui/base/alloc.h"
#include "ui/draw/theme.h"
#include "ui/terminal/announce.h"

enum {
	AT_ONCE = 2,       /* milliseconds */
	QUIET = 60 * 1000, /* without a key: the backup of the day may begin */
	/* An answer about the terminal's ground that takes longer changes no colours any more: somebody is reading. A
	 * line around the world takes a third of it. */
	GROUND_ANSWER_MOST = 1000
};

struct loop {
	uv_loop_t uv;
	struct signals signals;
	struct keyboard keyboard;
	uv_prepare_t turn;
	struct alarm alarm;
	struct watch watch;
	struct daily daily;
	struct presence *presence;
	struct sharing sharing;
	ts_store *store; /* these four are borrowed, and NULL outside of loop_run */
	struct ui *ui;
	struct term *term;
	struct surface *surface;
	struct moment moment; /* of what is being handled */
	size_t jobs;          /* workers that have not come back */
	const struct config *config;
	int64_t last_key;               /* uptime; of the mouse, too */
	int64_t returned;               /* when memory was given back last, the same */
	int64_t ground_asked;           /* the same */
	const char *ground;             /* "dark" or "light": the terminal's own, as far as is known */
	char theme_name[TS_THEME_SIZE]; /* what the terminal was told last; "" nothing yet */
	struct theme theme;
	int mouse;  /* the same: 0, 1, -1 nothing yet */
	int status; /* the exit status once leaving */
	bool dirty; /* something happened since the last drawing */
	bool leaving;
	bool kept_nothing; /* loop_keep_nothing */
	bool at_work;      /* behind the screen: more is due at once */
#ifdef TIMESHEET_TEST_BUILD
	struct fence fence;
#endif
};

static void loop_effects(struct loop *loop);

/* Before and after telling the front end something. */
static bool turn_begin(struct loop *loop)
{
	if (loop->leaving || !loop->ui)
		return false;
	loop->moment = clock_now();
	return true;
}

static void turn_end(struct loop *loop)
{
	loop->dirty = true;
	loop_effects(loop);
}

static void loop_leave(struct loop *loop, int status)
{
	if (loop->leaving)
		return;
	loop->leaving = true;
	loop->status = status;
	uv_stop(&loop->uv);
}

/* The terminal is gone or a signal ends us: what is being typed becomes a draft first. */
static void loop_leave_suddenly(struct loop *loop, int number)
{
	if (!turn_begin(loop))
		return;
	ui_leaving(loop->ui, loop->moment);
	loop_leave(loop, 128 + number);
}

static void worker_event(void *context, ts_auth *auth)
{
	struct loop *loop = context;

	loop->jobs--;
	if (turn_begin(loop)) {
		ui_auth_done(loop->ui, auth, loop->moment);
		turn_end(loop);
	} else {
		ts_auth_destroy(auth);
	}
}

/* ---- the terminal */

static void loop_resize(struct loop *loop)
{
	int width, height;

	if (!term_size(loop->term, &width, &height) || !turn_begin(loop))
		return;
	surface_resize(loop->surface, width, height);
	ui_resize(loop->ui, width, height, loop->moment);
	turn_end(loop);
}

/* Who else is there. */
static void terminals_count(struct loop *loop)
{
	ui_set_terminals(loop->ui, presence_count(loop->presence));
}

static void terminals_event(void *context)
{
	struct loop *loop = context;

	if (!turn_begin(loop))
		return;
	terminals_count(loop);
	turn_end(loop);
}

/* What follows from who is logged in now. */
static void loop_follow_login(struct loop *loop)
{
	const char *user = ts_logged_in(loop->store) ? ts_user_name(loop->store) : "";

	if (presence_show(loop->presence, user))
		terminals_count(loop);
	if (*user && !loop->kept_nothing && !ts_read_only(loop->store))
		daily_look(&loop->daily, &loop->uv, ts_path(loop->store), loop->moment,
		           loop->moment.uptime - loop->last_key >= QUIET);
}

/* A backup that was not made is worth a line, but no interruption. */
static void daily_event(void *context, const char *notice)
{
	struct loop *loop = context;

	if (!*notice || !turn_begin(loop))
		return;
	ui_notice(loop->ui, loop->moment, notice);
	turn_end(loop);
}

/* Back from being stopped: the screen is somebody else's, perhaps of another size, and hours may have passed. */
static void loop_resume(struct loop *loop)
{
	if (!turn_begin(loop))
		return;
	term_redraw(loop->term);
	terminals_count(loop);
	ui_resumed(loop->ui, loop->moment);
	link_hurry(loop->sharing.link);
	loop_resize(loop);
}

static void loop_suspend(struct loop *loop)
{
	term_suspend(loop->term);
	loop_resume(loop);
}

/* Only where nobody is logged in: nothing else happens until it is done. */
static void loop_join(struct loop *loop, const char *hub)
{
	term_lend(loop->term);
	if (join_ask_here(ts_path(loop->store), hub, term_descriptor(loop->term)))
		ui_changed(loop->ui, loop->moment);
	loop_resume(loop);
}

static void notify(struct loop *loop)
{
	char text[200], sequence[ANNOUNCE_SIZE];
	int way = config_value(loop->config, CONFIG_NOTIFY) - 1;

	if (way < 0 || !ui_notification(loop->ui, text, sizeof text))
		return;
	ui_notice(loop->ui, loop->moment, text);
	if (way == ANNOUNCE_BELL || term_takes_strings(loop->term)) {
		announce_notice((enum announce_way)way, text, sequence);
		term_write_raw(loop->term, sequence, strlen(sequence));
	}
}

static void minute_pass(struct loop *loop)
{
	/* A screen that has crashed tells nobody. */
	terminals_count(loop);
	ui_tick(loop->ui, loop->moment);
	notify(loop);
}

static void ground_answered(struct loop *loop, int32_t rgb)
{
	if (loop->moment.uptime - loop->ground_asked <= GROUND_ANSWER_MOST)
		loop->ground = theme_for_ground(rgb);
}

/* Only where the answer could mean something: a theme that is chosen is what it is. */
static void ground_ask(struct loop *loop)
{
	const char *chosen = config_word(loop->config, CONFIG_THEME);

	if (chosen && strcmp(chosen, "auto") != 0)
		return;
	loop->ground_asked = clock_now().uptime;
	keyboard_ask_ground(&loop->keyboard);
}

static void input_event(void *context, const struct input *input)
{
	struct loop *loop = context;

	if (loop->leaving)
		return;
#ifdef TIMESHEET_TEST_BUILD
	if (input->type == INPUT_KEY && input->as.key.name == KEYNAME_FENCE) {
		loop->fence.owed++;
		minute_pass(loop);
		turn_end(loop);
		return;
	}
#endif
	if (input->type != INPUT_GROUND && input->type != INPUT_FOCUS)
		loop->last_key = loop->moment.uptime;
	if (input->type == INPUT_GROUND)
		ground_answered(loop, input->as.ground);
	else
		ui_input(loop->ui, input, loop->moment);
	turn_end(loop);
}

static bool keyboard_ready(void *context)
{
	return turn_begin(context);
}

static void keyboard_gone(void *context)
{
	loop_leave_suddenly(context, SIGHUP);
}

/* ---- everything else that happens */

static void signal_event(void *context, int number)
{
	struct loop *loop = context;

	switch (number) {
	case SIGWINCH:
		loop_resize(loop);
		break;
	case SIGCONT:
		loop_resume(loop);
		break;
	case SIGTSTP:
		if (turn_begin(loop)) {
			ui_leaving(loop->ui, loop->moment);
			loop_suspend(loop);
		}
		break;
	default:
		loop_leave_suddenly(loop, number);
	}
}

static void alarm_event(void *context)
{
	struct loop *loop = context;

	if (!turn_begin(loop))
		return;
	minute_pass(loop);
	turn_end(loop);
}

static void change_event(void *context)
{
	struct loop *loop = context;

	if (!turn_begin(loop))
		return;
	ui_changed(loop->ui, loop->moment);
	link_changed(loop->sharing.link);
	turn_end(loop);
}

static void touched_event(void *context)
{
	struct loop *loop = context;

	link_touched(loop->sharing.link);
}

static bool sharing_begin(void *context)
{
	return turn_begin(context);
}

static void sharing_end(void *context)
{
	turn_end(context);
}

/* What is not taken by the terminal is said: the event line has told that it was copied. */
static void loop_copy(struct loop *loop)
{
	char *text = ui_take_copied(loop->ui), *sequence = NULL, notice[96];
	size_t size = text ? strlen(text) : 0;

	if (!text)
		return;
	if (term_takes_strings(loop->term))
		sequence = announce_copy(text, size);
	if (sequence) {
		term_write_raw(loop->term, sequence, strlen(sequence));
	} else {
		(void)snprintf(notice, sizeof notice, "not copied: %s",
		               size > ANNOUNCE_COPY_MOST ? "it is more than the 74,994 bytes that terminals take"
		                                         : "this kind of terminal has no clipboard");
		ui_notice(loop->ui, loop->moment, notice);
	}
	/* It may be a recovery code. */
	if (sequence)
		ts_wipe(sequence, strlen(sequence));
	ts_wipe(text, size);
	free(sequence);
	free(text);
}

static void loop_effects(struct loop *loop)
{
	struct effect effect;

	while (!loop->leaving && ui_next_effect(loop->ui, &effect)) {
		switch (effect.type) {
		case EFFECT_AUTH:
			loop->jobs++;
			worker_start(&loop->uv, effect.auth, worker_event, loop);
			break;
		case EFFECT_REDRAW:
			term_redraw(loop->term);
			loop->dirty = true;
			break;
		case EFFECT_COPY:
			loop_copy(loop);
			break;
		case EFFECT_BELL:
			term_bell(loop->term);
			break;
		case EFFECT_SUSPEND:
			loop_suspend(loop);
			break;
		case EFFECT_JOIN:
			loop_join(loop, effect.text);
			break;
		case EFFECT_QUIT:
			loop_leave(loop, 0);
			break;
		default:
			break; /* the others are the front end's own */
		}
	}
}

/* ---- drawing */

static void theme_follow(struct loop *loop)
{
	const char *name = ui_theme(loop->ui);

	if (strcmp(name, "auto") == 0)
		name = loop->ground;
	if (strcmp(loop->theme_name, name) == 0)
		return;
	(void)snprintf(loop->theme_name, sizeof loop->theme_name, "%s", name);
	config_theme(loop->config, theme_find(name), &loop->theme);
	term_set_theme(loop->term, &loop->theme);
	surface_set_tints(loop->surface, term_tints(loop->term));
}

static void title_follow(struct loop *loop)
{
	char title[200];

	if (config_value(loop->config, CONFIG_TITLE) == 0)
		return;
	ui_title(loop->ui, title, sizeof title);
	term_title(loop->term, title);
}

static void loop_draw(struct loop *loop)
{
	int mouse = ui_mouse(loop->ui);

	theme_follow(loop);
	if (loop->mouse != mouse)
		term_set_mouse(loop->term, mouse);
	loop->mouse = mouse;
	ui_draw(loop->ui, loop->surface, loop->moment);
	term_flush(loop->term, loop->surface);
	title_follow(loop);
	loop->dirty = false;
}

/* Work behind the screen goes through pages and rows by the thousand, a slice a turn, and keys through those of some
 * months. Once it is done, and once no key has come for a minute, the memory between what is left is given back. */
static void memory_return(struct loop *loop, int64_t wake)
{
	bool at_work = wake != 0 && wake <= loop->moment.uptime + AT_ONCE;
	bool rests = loop->last_key > loop->returned && loop->moment.uptime - loop->last_key >= QUIET;

	if ((loop->at_work && !at_work) || rests) {
		process_give_back_memory();
		loop->returned = loop->moment.uptime;
	}
	loop->at_work = at_work;
}

/* Runs after all that happened in a turn, just before the loop sleeps. */
static void turn_event(uv_prepare_t *prepare)
{
	struct loop *loop = prepare->data;

	if (!turn_begin(loop))
		return;
	loop_follow_login(loop);
	link_follow(loop->sharing.link);
	if (loop->dirty)
		loop_draw(loop);
#ifdef TIMESHEET_TEST_BUILD
	fence_answer(&loop->fence, loop->jobs > 0 || loop->daily.running, loop->term);
#endif
	int64_t wake = ui_wake(loop->ui);
	memory_return(loop, wake);
	alarm_set(&loop->alarm, loop->moment, wake);
}

/* ---- life */

struct loop *loop_create(const char **reason)
{
	struct loop *loop = allocate(1, sizeof *loop);
	int error = uv_loop_init(&loop->uv);

	if (error != 0) {
		*reason = uv_strerror(error);
		free(loop);
		return NULL;
	}
	error = signals_start(&loop->signals, &loop->uv, signal_event, loop);
	if (error == 0)
		return loop;
	*reason = uv_strerror(error);
	loop_destroy(loop);
	return NULL;
}

void loop_use_config(struct loop *loop, const struct config *config)
{
	loop->config = config;
}

void loop_keep_nothing(struct loop *loop)
{
	loop->kept_nothing = true;
}

/* A screen that hears of others only now and then must not look like one that hears at once. */
static void watch_report(struct loop *loop, int error)
{
	char notice[160];

	if (error == 0)
		return;
	(void)snprintf(notice, sizeof notice,
	               "changes from elsewhere show within a minute: the folder is not watched (%s)",
	               uv_strerror(error));
	ui_notice(loop->ui, clock_now(), notice);
}

static int loop_start(struct loop *loop)
{
	static const struct watch_calls calls = { change_event, touched_event, terminals_event };
	static const struct keyboard_calls keyboard = { keyboard_ready, input_event, keyboard_gone };
	int error = uv_prepare_init(&loop->uv, &loop->turn);

	if (error == 0)
		error = uv_prepare_start(&loop->turn, turn_event);
	if (error == 0)
		error = alarm_start(&loop->alarm, &loop->uv, alarm_event, loop);
	if (error != 0)
		return error;
#ifdef TIMESHEET_TEST_BUILD
	error = fence_start(&loop->fence, &loop->uv);
	if (error != 0)
		return error;
#endif
	loop->turn.data = loop;
	loop->sharing = (struct sharing){
		.begin = sharing_begin, .end = sharing_end, .context = loop, .ui = loop->ui, .moment = &loop->moment
	};
	sharing_start(&loop->sharing, &loop->uv, loop->store);
	watch_report(loop, watch_start(&loop->watch, &loop->uv, loop->store, &calls, loop));
	daily_init(&loop->daily, daily_event, loop);
	error = keyboard_start(&loop->keyboard, &loop->uv, loop->term, &keyboard, loop);
	if (error == 0)
		ground_ask(loop);
	return error;
}

int loop_run(struct loop *loop, ts_store *store, struct ui *ui, struct term *term, int width, int height,
             const char **reason)
{
	int error;

	loop->store = store;
	loop->ui = ui;
	loop->presence = presence_create(ts_path(store));
	loop->term = term;
	loop->mouse = -1;
	loop->last_key = clock_now().uptime;
	loop->ground = process_theme();
	if (!loop->ground)
		loop->ground = "dark";
	loop->dirty = true;
	loop->surface = surface_create(width, height);
	surface_set_ascii(loop->surface, term_ascii(term));
	surface_set_plain(loop->surface, config_value(loop->config, CONFIG_PLAIN) != 0);
	surface_set_shows(loop->surface, term_shows);
	error = loop_start(loop);
	if (error == 0)
		(void)uv_run(&loop->uv, UV_RUN_DEFAULT);
	loop->leaving = true;
	daily_leave(&loop->daily, &loop->uv, ts_path(store));
	if (loop->sharing.link)
		link_end(loop->sharing.link);
	keyboard_stop(&loop->keyboard);
	term_close(term);
	surface_destroy(loop->surface);
	presence_destroy(loop->presence);
	loop->ui = NULL;
	loop->store = NULL;
	if (error == 0)
		return loop->status;
	*reason = uv_strerror(error);
	return -1;
}

void loop_destroy(struct loop *loop)
{
	if (!loop)
		return;
	loop->leaving = true;
	/* Handles close and workers come home; both are needed before the memory goes. */
	loop_end(&loop->uv);
	link_destroy(loop->sharing.link);
	alarm_release(&loop->alarm);
	watch_release(&loop->watch);
	daily_release(&loop->daily);
	free(loop);
}
