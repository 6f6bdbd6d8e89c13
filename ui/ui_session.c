/* From login to lock, and when nobody has touched a key for too long. */
#include "ui/ui_state.h"

#include "ui/base/format.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <string.h>

/* How long a password may be typed by habit, after a start that asks for none. */
enum { HABIT_LASTS = 10000 /* milliseconds */ };

static void inbox_fold(struct ui *ui)
{
	size_t folded = 0;
	size_t junk = 0;
	enum ts_status status = ts_inbox_fold(ui->environment.store, ui->environment.moment.now, &folded, &junk);
	if (status == TS_BUSY)
		waiting_add(ui,
		            errand_copy(&(struct errand){ .kind = ERRAND_FOLD, .now = ui->environment.moment.now }));
	else if (status != TS_OK && status != TS_UNCHANGED)
		ui_say_failure(ui, "what was logged while locked could not be taken over", status);
	else if (junk > 0)
		ui_say(ui, MESSAGE_NOTICE, "%zu logged while locked; %zu more could not be opened: timesheet inbox",
		       folded, junk);
	else if (folded > 0)
		ui_say(ui, MESSAGE_NOTICE, "%zu logged while locked", folded);
}

static void session_open(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	stack_clear(ui);
	(void)snprintf(environment->user, sizeof environment->user, "%s", ts_user_name(environment->store));
	settings_begin(ui);
	check_begin(ui);
	inbox_fold(ui);
	ui->last_input = environment->moment.uptime;
	stack_push(ui,
	           view_day_create(environment, ts_day_of(environment->moment.now, environment->settings.day_start)));
}

/* The login is done: settings, what was logged while locked, and the day view of today over nothing. Leaves a ticket if
 * the settings say so. */
static void session_begin(struct ui *ui)
{
	if (!ts_logged_in(ui->environment.store))
		return;
	session_open(ui);
	stay_begin(ui);
	stay_look(ui);
	waiting_tell_login(ui);
}

bool session_shown(struct ui *ui)
{
	if (!ts_logged_in(ui->environment.store))
		return false;
	session_open(ui);
	return true;
}

bool session_resume(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	struct ts_settings settings;
	if (!environment->has_machine || environment->user[0] == '\0' ||
	    ts_session_resume(environment->store, environment->user, stay_machine(ui)) != TS_OK)
		return false;
	if (ts_settings_read(environment->store, &settings) != TS_OK || !settings.stay) {
		ts_lock(environment->store);
		return false;
	}
	session_open(ui);
	stay_look(ui);
	environment->habit_until = environment->moment.uptime + HABIT_LASTS;
	/* Who did not expect a screen that opens without asking has to be told why it did, and what to do. */
	if (environment->message.text[0] == '\0') {
		char until[FORMAT_SIZE];
		ui_say(ui, MESSAGE_NOTICE, "opened without asking: %s stays logged in until %s. %s locks",
		       environment->user, format_clock_local(environment->clock, environment->logged_in_until, until),
		       keymap_key(environment->keymap, CONTEXT_DAY, ACTION_LOCK));
	}
	return true;
}

void session_key(struct ui *ui, enum context context, struct key key)
{
	if (context == CONTEXT_DAY && key.name == KEYNAME_ENTER)
		ui->environment.habit_until = 0;
}

/* What both ends of a session have in common. Theme, mouse and number row stay: they are what eyes and hands are used
 * to, and no secret. */
static void session_end(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	waiting_last_turn(ui);
	stack_broadcast(ui, EVENT_SAVE);
	waiting_lock(ui);
	waiting_unsaved(ui);
	waiting_turn(ui);
	if (ts_logged_in(environment->store)) {
		(void)snprintf(environment->user, sizeof environment->user, "%s", ts_user_name(environment->store));
		settings_theme(ui);
	}
	stack_clear(ui);
	check_end(ui);
	environment->habit_until = 0;
	announce_lock(ui);
	ts_lock(environment->store);
	const struct ts_settings before = environment->settings;
	environment->settings = ts_settings_default();
	environment->settings.mouse = before.mouse;
	environment->settings.number_row = before.number_row;
	(void)snprintf(environment->settings.theme, sizeof environment->settings.theme, "%s", environment->theme);
	ts_wipe(&environment->message, sizeof environment->message);
	ts_wipe(environment->searched, sizeof environment->searched);
	ts_wipe(environment->filter, sizeof environment->filter);
	piece_release(&ui->cut);
	ts_wipe(&ui->left, sizeof ui->left);
	stack_pend(ui, EFFECT_REDRAW);
}

/* To what is left when the keys are gone. */
static void lock_show(struct ui *ui)
{
	if (ui->environment.user[0] != '\0')
		stack_push(ui, view_lock_create(&ui->environment));
	else
		stack_push(ui, view_login_create(&ui->environment));
	waiting_tell_lock(ui);
}

/* Wipes the keys, drops all views and ends the ticket; shows the lock screen of the same user, or the login of nobody
 * in particular. */
static void session_lock(struct ui *ui)
{
	session_end(ui);
	stay_end(ui);
	lock_show(ui);
}

bool session_key_look(struct ui *ui)
{
	if (!ts_key_gone(ui->environment.store))
		return false;
	session_end(ui);
	/* The ticket went with the key. */
	ui->environment.logged_in_until = 0;
	uint64_t said = ui->said;
	lock_show(ui);
	if (ui->said == said)
		ui_say(ui, MESSAGE_NOTICE, "the key was exchanged from another terminal: log in again");
	return true;
}

static void session_log_out(struct ui *ui)
{
	session_end(ui);
	announce_forget(ui);
	ui->environment.user[0] = '\0';
	ui->environment.asked_until = 0;
	ui->environment.away = (struct away){ .since = 0 };
	stack_push(ui, view_login_create(&ui->environment));
	waiting_tell_lock(ui);
}

static int idle_minutes(const struct ui *ui)
{
	int own = config_value(ui->environment.config, CONFIG_IDLE_LOCK);

	return own == CONFIG_UNSAID ? ui->environment.settings.idle_lock : own;
}

int64_t session_idle_due(const struct ui *ui)
{
	int minutes = idle_minutes(ui);
	if (minutes <= 0 || !ts_logged_in(ui->environment.store))
		return 0;
	for (size_t i = 0; i < ui->layer_count; i++) {
		if (ui->layers[i].view->ops->holds_lock)
			return 0;
	}
	return ui->last_input + (int64_t)minutes * TS_MINUTE;
}

bool session_idle_lock(struct ui *ui)
{
	int64_t due = session_idle_due(ui);
	if (due == 0 || ui->environment.moment.uptime < due)
		return false;
	int minutes = idle_minutes(ui);
	away_note(ui);
	session_end(ui);
	/* A screen left open in a corner is no sign that its user has gone, while another one is in use. */
	if (ui->environment.terminals <= 1)
		stay_end(ui);
	ui->environment.logged_in_until = 0;
	uint64_t said = ui->said;
	lock_show(ui);
	/* What was not saved is more to be told. */
	if (ui->said == said)
		ui_say(ui, MESSAGE_NOTICE, "locked after %d minute%s without a key", minutes, minutes == 1 ? "" : "s");
	return true;
}

void session_look(struct ui *ui)
{
	enum effect_type type;
	while (stack_next_of_session(ui, &type)) {
		if (type == EFFECT_LOGGED_IN)
			session_begin(ui);
		else if (type == EFFECT_LOCK)
			session_lock(ui);
		else
			session_log_out(ui);
	}
}
