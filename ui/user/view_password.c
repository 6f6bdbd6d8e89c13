/* Changing the password: the old one, and the new one twice. */
#include "ui/base/alloc.h"
#include "ui/draw/widgets.h"
#include "ui/user/attempt.h"
#include "ui/view/card.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_OLD, ROW_NEW, ROW_AGAIN };
enum { CARD_WIDTH = 58, CARD_HEIGHT = 13 };

struct view_password {
	struct view view;
	struct form form;
	struct attempt attempt;
};

static struct view_password *password_of(struct view *view)
{
	return (struct view_password *)view;
}

static const struct view_password *password_of_const(const struct view *view)
{
	return (const struct view_password *)view;
}

static void attempt_failed(struct view_password *password, enum ts_status status)
{
	const struct environment *environment = password->view.environment;
	if (status == TS_DENIED) {
		form_set_text(&password->form, ROW_OLD, "");
		form_error(&password->form, ROW_OLD, "wrong password");
	}
	if (status == TS_DENIED || status == TS_WAIT)
		attempt_look(&password->attempt, environment, ts_user_name(environment->store));
	else if (status == TS_INVALID || status == TS_TOO_LONG)
		form_error(&password->form, ROW_NEW, "that cannot be a password");
	else
		attempt_fail(&password->attempt, environment, status);
}

static void submit(struct view_password *password, struct effects *effects)
{
	const struct environment *environment = password->view.environment;
	struct form *form = &password->form;
	if (card_advance(form, ROW_NEW))
		return;
	form_clear_errors(form);
	password->attempt.error[0] = '\0';
	const char *old = form_text(form, ROW_OLD);
	if (old[0] == '\0') {
		form_error(form, ROW_OLD, "the present password, please");
		return;
	}
	if (!password_check(form, ROW_NEW, ROW_AGAIN))
		return;
	ts_auth *auth = NULL;
	enum ts_status status =
	        ts_passwd_begin(environment->store, old, form_text(form, ROW_NEW), environment->moment.now, &auth);
	if (status == TS_OK)
		attempt_begin(&password->attempt, form, effects, auth);
	else
		attempt_failed(password, status);
}

static void finish(struct view_password *password, ts_auth *auth, struct effects *effects)
{
	const struct environment *environment = password->view.environment;
	attempt_end(&password->attempt, &password->form);
	enum ts_status status = ts_auth_finish(environment->store, auth);
	ts_auth_destroy(auth);
	if (status != TS_OK) {
		attempt_failed(password, status);
		return;
	}
	attempt_logins_end(environment);
	effects_message(effects, MESSAGE_GOOD,
	                "the password is changed, the recovery code is not. Older copies still open by "
	                "the old one: timesheet rekey");
	effects_close(effects, NULL);
}

static struct rect form_rect(struct rect inside)
{
	return (struct rect){ inside.x + 2, inside.y + 1, inside.width - 4, 6 };
}

static void password_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_password *password = password_of(view);
	if (event->type == EVENT_AUTH)
		finish(password, event->as.auth, effects);
	if (event->type == EVENT_AUTH || password->attempt.running)
		return;
	struct rect inside = card_inside(view->environment, CARD_WIDTH, CARD_HEIGHT);
	enum form_result result = form_update(&password->form, event, form_rect(inside), effects);
	if (result == FORM_CHANGED) {
		password->attempt.error[0] = '\0';
		password->form.rows[ROW_NEW].hint = password_advice(form_text(&password->form, ROW_NEW));
	}
	if (result != FORM_IGNORED || event->type != EVENT_ACTION)
		return;
	if (event->as.action.action == ACTION_ACCEPT)
		submit(password, effects);
	else if (event->as.action.action == ACTION_CANCEL)
		effects_close(effects, NULL);
	else if (event->as.action.action == ACTION_HELP)
		effects_open(effects, view_help_create(view->environment, CONTEXT_FORM));
}

static void password_draw(const struct view *view, struct surface *surface)
{
	static const struct card_hint hints[] = { { ACTION_ACCEPT, "change it" },
		                                  { ACTION_FIELD_NEXT, NULL },
		                                  { ACTION_CANCEL, NULL } };
	const struct view_password *password = password_of_const(view);
	struct rect inside = draw_dialog(surface, CARD_WIDTH, CARD_HEIGHT, "change the password");
	struct rect rect = form_rect(inside);
	form_draw(&password->form, surface, rect);
	struct rect below = { rect.x, rect.y + rect.height, rect.width, 2 };
	attempt_draw(&password->attempt, view->environment, surface, below, "changing it...");
	struct rect line = { inside.x, inside.y + inside.height - 1, inside.width, 1 };
	card_hints(surface, line, view->environment->keymap, CONTEXT_FORM, hints, sizeof hints / sizeof hints[0]);
}

static int64_t password_wake(const struct view *view)
{
	return attempt_wake(&password_of_const(view)->attempt, view->environment);
}

static void password_destroy(struct view *view)
{
	struct view_password *password = password_of(view);
	form_release(&password->form);
	free(password);
}

static const struct view_ops password_ops = {
	.title = "Change the password",
	.context = CONTEXT_FORM,
	.secret = true,
	.overlay = true,
	.update = password_update,
	.draw = password_draw,
	.wake = password_wake,
	.destroy = password_destroy,
};

struct view *view_password_create(const struct environment *environment)
{
	struct view_password *password = allocate(1, sizeof *password);
	password->view = (struct view){ &password_ops, environment };
	form_init(&password->form);
	(void)form_add_secret(&password->form, "present", TS_PASSWORD_MOST + 1);
	(void)form_add_secret(&password->form, "new", TS_PASSWORD_MOST + 1);
	(void)form_add_secret(&password->form, "again", TS_PASSWORD_MOST + 1);
	password->form.rows[ROW_NEW].hint = password_advice("");
	return &password->view;
}
