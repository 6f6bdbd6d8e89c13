/* From login to lock: whose settings hold, and when nobody has touched a key for too long. */
#include "ui/ui_state.h"

#include "ui/base/failure.h"
#include "ui/base/format.h"

#include <stdio.h>
#include <string.h>

static void theme_take(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	(void)snprintf(environment->theme, sizeof environment->theme, "%s", environment->settings.theme);
}

static void say_failure(struct ui *ui, const char *what, enum ts_status status)
{
	ui_say(ui, MESSAGE_ERROR, "%s: %s", what, failure_words(ui->environment.store, status));
}

/* True: there are settings, read or as they were. */
static bool settings_read(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	bool previewed = strcmp(environment->theme, environment->settings.theme) != 0;
	enum ts_status status = ts_settings_read(environment->store, &environment->settings);
	if (status != TS_OK) {
		say_failure(ui, "the settings cannot be read", status);
		return false;
	}
	if (!previewed)
		theme_take(ui);
	return true;
}

void session_settings_changed(struct ui *ui)
{
	if (ts_logged_in(ui->environment.store))
		(void)settings_read(ui);
}

static void inbox_fold(struct ui *ui)
{
	size_t folded = 0;
	size_t junk = 0;
	enum ts_status status = ts_inbox_fold(ui->environment.store, ui->environment.moment.now, &folded, &junk);
	if (status != TS_OK && status != TS_UNCHANGED)
		say_failure(ui, "what was logged while locked could not be taken over", status);
	else if (junk > 0)
		ui_say(ui, MESSAGE_NOTICE, "%zu logged while locked; %zu more could not be opened: timesheet inbox",
		       folded, junk);
	else if (folded > 0)
		ui_say(ui, MESSAGE_NOTICE, "%zu logged while locked", folded);
}

/* ---- the ticket that makes asking needless */

static const struct ts_machine *machine_now(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	environment->machine.uptime = environment->moment.uptime;
	return &environment->machine;
}

void session_ticket_look(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	environment->logged_in_until = 0;
	if (!environment->has_machine || !ts_logged_in(environment->store))
		return;
	/* Keys since the last minute are a use of it, for somebody who lets the screen stay logged in. */
	bool used = environment->settings.stay && environment->moment.uptime - ui->last_input < TS_MINUTE;
	int64_t left = used ? ts_session_renew(environment->store, machine_now(ui))
	                    : ts_session_left(environment->store, machine_now(ui));
	if (left > 0)
		environment->logged_in_until = environment->moment.now + left;
}

static void ticket_keep(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	enum ts_ticket_place place;
	if (!environment->has_machine || !environment->settings.stay || ts_read_only(environment->store))
		return;
	enum ts_status status = ts_session_keep(environment->store, machine_now(ui), &place);
	if (status == TS_NOT_FOUND)
		ui_say(ui, MESSAGE_NOTICE,
		       "this machine has no safe place to stay logged in: the password will be asked for");
	else if (status != TS_OK)
		say_failure(ui, "cannot stay logged in", status);
}

/* Its half in the file goes if that can be written; the machine's half goes in any case, and either alone is worthless.
 */
static void ticket_end(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	if (environment->has_machine)
		(void)!ts_session_end(environment->store, environment->user, machine_now(ui));
	environment->logged_in_until = 0;
}

void session_settings(struct ui *ui)
{
	bool stayed = ui->environment.settings.stay;
	if (!ts_logged_in(ui->environment.store))
		return;
	if (settings_read(ui))
		theme_take(ui);
	if (stayed && !ui->environment.settings.stay)
		ticket_end(ui);
	else if (!stayed)
		ticket_keep(ui);
	session_ticket_look(ui);
}

/* ---- begin and end */

static void session_open(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	stack_clear(ui);
	(void)snprintf(environment->user, sizeof environment->user, "%s", ts_user_name(environment->store));
	environment->settings = ts_settings_default();
	if (settings_read(ui))
		theme_take(ui);
	whole_begin(ui);
	inbox_fold(ui);
	ui->last_input = environment->moment.uptime;
	stack_push(ui,
	           view_day_create(environment, ts_day_of(environment->moment.now, environment->settings.day_start)));
}

void session_begin(struct ui *ui)
{
	if (!ts_logged_in(ui->environment.store))
		return;
	session_open(ui);
	ticket_keep(ui);
	session_ticket_look(ui);
}

bool session_resume(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	struct ts_settings settings;
	if (!environment->has_machine || environment->user[0] == '\0' ||
	    ts_session_resume(environment->store, environment->user, machine_now(ui)) != TS_OK)
		return false;
	if (ts_settings_read(environment->store, &settings) != TS_OK || !settings.stay) {
		ts_lock(environment->store);
		return false;
	}
	session_open(ui);
	session_ticket_look(ui);
	/* Who did not expect a screen that opens without asking has to be told why it did, and what to do. */
	if (environment->message.text[0] == '\0') {
		char until[FORMAT_SIZE];
		ui_say(ui, MESSAGE_NOTICE, "opened without asking: %s stays logged in until %s. %s locks",
		       environment->user, format_clock_local(environment->logged_in_until, until),
		       keymap_key(CONTEXT_DAY, ACTION_LOCK));
	}
	return true;
}

/* What both ends of a session have in common. Theme and mouse stay: they are what eyes and hands are used to, and no
 * secret. */
static void session_end(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	stack_broadcast(ui, EVENT_SAVE);
	if (ts_logged_in(environment->store)) {
		(void)snprintf(environment->user, sizeof environment->user, "%s", ts_user_name(environment->store));
		theme_take(ui);
	}
	stack_clear(ui);
	whole_end(ui);
	ts_lock(environment->store);
	bool mouse = environment->settings.mouse;
	environment->settings = ts_settings_default();
	environment->settings.mouse = mouse;
	(void)snprintf(environment->settings.theme, sizeof environment->settings.theme, "%s", environment->theme);
	ts_wipe(&environment->message, sizeof environment->message);
	ts_wipe(environment->searched, sizeof environment->searched);
	stack_pend(ui, EFFECT_REDRAW);
}

/* To what is left when the keys are gone. */
static void lock_show(struct ui *ui)
{
	if (ui->environment.user[0] != '\0')
		stack_push(ui, view_lock_create(&ui->environment));
	else
		stack_push(ui, view_login_create(&ui->environment));
}

void session_lock(struct ui *ui)
{
	session_end(ui);
	ticket_end(ui);
	lock_show(ui);
}

void session_log_out(struct ui *ui)
{
	session_end(ui);
	ui->environment.user[0] = '\0';
	stack_push(ui, view_login_create(&ui->environment));
}

int64_t session_idle_due(const struct ui *ui)
{
	int minutes = ui->environment.settings.idle_lock;
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
	int minutes = ui->environment.settings.idle_lock;
	session_end(ui);
	/* A screen left open in a corner is no sign that its user has gone, while another one is in use. */
	if (ui->environment.terminals <= 1)
		ticket_end(ui);
	ui->environment.logged_in_until = 0;
	lock_show(ui);
	ui_say(ui, MESSAGE_NOTICE, "locked after %d minute%s without a key", minutes, minutes == 1 ? "" : "s");
	return true;
}
