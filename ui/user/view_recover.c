/* A forgotten password: the name, the recovery code, and a new password twice. Ends with a new recovery code. */
#include "ui/base/alloc.h"
#include "ui/draw/widgets.h"
#include "ui/user/attempt.h"
#include "ui/view/card.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_NAME, ROW_CODE, ROW_NEW, ROW_AGAIN };
enum { CARD_WIDTH = 58, CARD_HEIGHT = 15, CODE_SIZE = 2 * TS_RECOVERY_SIZE /* with the spaces people type */ };

struct view_recover {
	struct view view;
	struct form form;
	struct attempt attempt;
};

static struct view_recover *recover_of(struct view *view)
{
	return (struct view_recover *)view;
}

static const struct view_recover *recover_of_const(const struct view *view)
{
	return (const struct view_recover *)view;
}

static void attempt_failed(struct view_recover *recover, enum ts_status status)
{
	const struct environment *environment = recover->view.environment;
	struct form *form = &recover->form;
	switch (status) {
	case TS_NOT_FOUND:
		form_error(form, ROW_NAME, "nobody has that name here");
		break;
	case TS_INVALID:
		form_error(form, ROW_CODE, "mistyped: its check letters do not fit");
		break;
	case TS_TOO_LONG:
		form_error(form, ROW_NEW, "too long");
		break;
	case TS_DENIED:
		form_error(form, ROW_CODE, "not the latest code of that user");
		attempt_look(&recover->attempt, environment, form_text(form, ROW_NAME));
		break;
	case TS_WAIT:
		attempt_look(&recover->attempt, environment, form_text(form, ROW_NAME));
		break;
	default:
		attempt_fail(&recover->attempt, environment, status);
		break;
	}
}

static void submit(struct view_recover *recover, struct effects *effects)
{
	const struct environment *environment = recover->view.environment;
	struct form *form = &recover->form;
	if (card_advance(form, ROW_NEW))
		return;
	form_clear_errors(form);
	recover->attempt.error[0] = '\0';
	for (size_t row = ROW_NAME; row <= ROW_CODE; row++) {
		if (form_text(form, row)[0] == '\0') {
			form_error(form, row, row == ROW_NAME ? "a name, please" : "the recovery code, please");
			return;
		}
	}
	if (!password_check(form, ROW_NEW, ROW_AGAIN))
		return;
	ts_auth *auth = NULL;
	enum ts_status status =
	        ts_recover_begin(environment->store, form_text(form, ROW_NAME), form_text(form, ROW_CODE),
	                         form_text(form, ROW_NEW), environment->moment.now, &auth);
	if (status == TS_OK)
		attempt_begin(&recover->attempt, form, effects, auth);
	else
		attempt_failed(recover, status);
}

static void finish(struct view_recover *recover, ts_auth *auth, struct effects *effects)
{
	const struct environment *environment = recover->view.environment;
	attempt_end(&recover->attempt, &recover->form);
	enum ts_status status = ts_auth_finish(environment->store, auth);
	if (status == TS_OK) {
		attempt_logins_end(environment);
		effects_replace(effects, view_recovery_create(environment, true, auth));
		return;
	}
	ts_auth_destroy(auth);
	attempt_failed(recover, status);
}

static struct rect form_rect(struct rect inside)
{
	int height = inside.height - 4; /* attempt, hints, and a line before */
	return (struct rect){ inside.x + 2, inside.y + 1, inside.width - 4, height > 0 ? height : 0 };
}

static int card_height(const struct environment *environment)
{
	return environment->height - 1 < CARD_HEIGHT ? environment->height - 1 : CARD_HEIGHT;
}

static void recover_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_recover *recover = recover_of(view);
	if (event->type == EVENT_AUTH)
		finish(recover, event->as.auth, effects);
	if (event->type == EVENT_AUTH || recover->attempt.running)
		return;
	struct rect inside = card_inside(view->environment, CARD_WIDTH, card_height(view->environment));
	enum form_result result = form_update(&recover->form, event, form_rect(inside), effects);
	if (result == FORM_CHANGED) {
		recover->attempt.error[0] = '\0';
		recover->form.rows[ROW_NEW].hint = password_advice(form_text(&recover->form, ROW_NEW));
	}
	if (result != FORM_IGNORED || event->type != EVENT_ACTION)
		return;
	if (event->as.action.action == ACTION_ACCEPT)
		submit(recover, effects);
	else if (event->as.action.action == ACTION_CANCEL)
		effects_close(effects, NULL);
	else if (event->as.action.action == ACTION_HELP)
		effects_open(effects, view_help_create(view->environment, CONTEXT_FORM));
}

static void recover_draw(const struct view *view, struct surface *surface)
{
	static const struct card_hint hints[] = { { ACTION_ACCEPT, "set the new password" },
		                                  { ACTION_FIELD_NEXT, NULL },
		                                  { ACTION_CANCEL, NULL } };
	const struct view_recover *recover = recover_of_const(view);
	const struct environment *environment = view->environment;
	struct rect inside = draw_dialog(surface, CARD_WIDTH, card_height(environment), "forgotten password");
	struct rect rect = form_rect(inside);
	form_draw(&recover->form, surface, rect);
	struct rect below = { rect.x, rect.y + rect.height, rect.width, 2 };
	attempt_draw(&recover->attempt, environment, surface, below, "opening...");
	struct rect line = { inside.x, inside.y + inside.height - 1, inside.width, 1 };
	card_hints(surface, line, environment->keymap, CONTEXT_FORM, hints, sizeof hints / sizeof hints[0]);
	card_message(environment, surface);
}

static int64_t recover_wake(const struct view *view)
{
	return attempt_wake(&recover_of_const(view)->attempt, view->environment);
}

static void recover_destroy(struct view *view)
{
	struct view_recover *recover = recover_of(view);
	form_release(&recover->form);
	free(recover);
}

static const struct view_ops recover_ops = {
	.title = "Forgotten password",
	.context = CONTEXT_FORM,
	.secret = true,
	.update = recover_update,
	.draw = recover_draw,
	.wake = recover_wake,
	.destroy = recover_destroy,
};

struct view *view_recover_create(const struct environment *environment, const char *name)
{
	struct view_recover *recover = allocate(1, sizeof *recover);
	recover->view = (struct view){ &recover_ops, environment };
	form_init(&recover->form);
	(void)form_add_text(&recover->form, "name", TS_NAME_SIZE, name);
	(void)form_add_text(&recover->form, "recovery code", CODE_SIZE, NULL);
	(void)form_add_secret(&recover->form, "new password", TS_PASSWORD_MOST + 1);
	(void)form_add_secret(&recover->form, "again", TS_PASSWORD_MOST + 1);
	recover->form.rows[ROW_NEW].hint = password_advice("");
	if (name[0] != '\0')
		form_focus(&recover->form, ROW_CODE);
	return &recover->view;
}
