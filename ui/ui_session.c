/* From login to lock: whose settings hold, and when nobody has touched a key for too long. */
#include "ui_state.h"

#include <stdio.h>
#include <string.h>

static void theme_take(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	(void)snprintf(environment->theme, sizeof environment->theme, "%s", environment->settings.theme);
}

static void say_failure(struct ui *ui, const char *what, enum ts_status status)
{
	const char *detail = ts_detail(ui->environment.store);
	ui_say(ui, MESSAGE_ERROR, "%s: %s", what, detail[0] != '\0' ? detail : ts_status_text(status));
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

void session_settings(struct ui *ui)
{
	if (!ts_logged_in(ui->environment.store))
		return;
	if (settings_read(ui))
		theme_take(ui);
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
		ui_say(ui, MESSAGE_NOTICE, "%zu logged while locked; %zu more could not be opened", folded, junk);
	else if (folded > 0)
		ui_say(ui, MESSAGE_NOTICE, "%zu logged while locked", folded);
}

void session_begin(struct ui *ui)
{
	struct environment *environment = &ui->environment;
	if (!ts_logged_in(environment->store))
		return;
	stack_clear(ui);
	(void)snprintf(environment->user, sizeof environment->user, "%s", ts_user_name(environment->store));
	environment->settings = ts_settings_default();
	session_settings(ui);
	inbox_fold(ui);
	ui->last_input = environment->moment.uptime;
	stack_push(ui,
	           view_day_create(environment, ts_day_of(environment->moment.now, environment->settings.day_start)));
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
	ts_lock(environment->store);
	bool mouse = environment->settings.mouse;
	environment->settings = ts_settings_default();
	environment->settings.mouse = mouse;
	(void)snprintf(environment->settings.theme, sizeof environment->settings.theme, "%s", environment->theme);
	ts_wipe(&environment->message, sizeof environment->message);
	stack_pend(ui, EFFECT_REDRAW);
}

void session_lock(struct ui *ui)
{
	session_end(ui);
	if (ui->environment.user[0] != '\0')
		stack_push(ui, view_lock_create(&ui->environment));
	else
		stack_push(ui, view_login_create(&ui->environment));
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
	session_lock(ui);
	ui_say(ui, MESSAGE_NOTICE, "locked after %d minute%s without a key", minutes, minutes == 1 ? "" : "s");
	return true;
}
