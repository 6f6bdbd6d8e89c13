/* The first screen: a name and a password, or the registration of a new user. It judges no password itself: that takes
 * a job, which runs elsewhere. */
#include "ui/base/alloc.h"
#include "ui/base/failure.h"
#include "ui/base/hours.h"
#include "ui/draw/paragraph.h"
#include "ui/draw/widgets.h"
#include "ui/user/attempt.h"
#include "ui/user/user_names.h"
#include "ui/view/card.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_NAME, ROW_PASSWORD, ROW_AGAIN, ROW_TARGET };
enum { TARGET_MOST = 7 * 24 * 60 /* minutes a week */ };
enum { CARD_WIDTH = 58, KNOWN_SIZE = 256, KNOWN_COLUMNS = 40, TARGET_COLUMNS = 6, PROMISE_LEAST = 2 };

struct view_login {
	struct view view;
	struct form form;
	struct attempt attempt;
	struct ts_users users;
	bool registers;
	char known[KNOWN_SIZE]; /* names that begin with what is typed, or what is to be known of a new one */
};

static const char promise[] = "Your password seals all you log. If you forget it,\n"
                              "only the recovery code that follows opens it.";

static struct view_login *login_of(struct view *view)
{
	return (struct view_login *)view;
}

static const struct view_login *login_of_const(const struct view *view)
{
	return (const struct view_login *)view;
}

/* ---- users to choose from */

static void known_list(struct view_login *login)
{
	const struct environment *environment = login->view.environment;
	char all[32];
	login->known[0] = '\0';
	(void)snprintf(all, sizeof all, "%s shows all %zu",
	               keymap_key(environment->keymap, CONTEXT_LOGIN, ACTION_USERS), login->users.count);
	if (login->users.count > 1 && !login->registers)
		user_names_list(&login->users, form_text(&login->form, ROW_NAME), KNOWN_COLUMNS, all, login->known,
		                sizeof login->known);
	if (login->registers && ts_name_mixed(form_text(&login->form, ROW_NAME)))
		(void)snprintf(login->known, sizeof login->known, "alphabets are mixed: another may look the same");
	login->form.rows[ROW_NAME].hint = login->known[0] != '\0' ? login->known : NULL;
}

static void name_complete(struct view_login *login)
{
	const char *name = user_names_complete(&login->users, form_text(&login->form, ROW_NAME));
	if (!name)
		return;
	form_set_text(&login->form, ROW_NAME, name);
	known_list(login);
}

/* ---- state */

/* Between login and registration. A name that is taken is no name to register, and one to log in with is offered again.
 */
static void mode_set(struct view_login *login, bool registers)
{
	struct form *form = &login->form;
	login->registers = registers;
	form_clear_errors(form);
	login->attempt.error[0] = '\0';
	login->attempt.wait_until = 0;
	if (registers && user_names_hold(&login->users, form_text(form, ROW_NAME)))
		form_set_text(form, ROW_NAME, "");
	else if (!registers && form_text(form, ROW_NAME)[0] == '\0')
		form_set_text(form, ROW_NAME, login->view.environment->user);
	form_set_text(form, ROW_PASSWORD, "");
	form_set_text(form, ROW_AGAIN, "");
	form_hide(form, ROW_AGAIN, !registers);
	form_hide(form, ROW_TARGET, !registers);
	form->rows[ROW_PASSWORD].hint = registers ? password_advice("") : NULL;
	form_focus(form, form_text(form, ROW_NAME)[0] != '\0' ? ROW_PASSWORD : ROW_NAME);
	known_list(login);
}

/* Chosen from the list: who that is logs in. */
static void user_take(struct view_login *login, const char *name)
{
	if (login->registers)
		mode_set(login, false);
	form_set_text(&login->form, ROW_NAME, name);
	form_set_text(&login->form, ROW_PASSWORD, "");
	form_clear_errors(&login->form);
	login->attempt.wait_until = 0;
	form_focus(&login->form, ROW_PASSWORD);
	known_list(login);
}

static void users_read(struct view_login *login)
{
	const struct environment *environment = login->view.environment;
	struct ts_users users = { 0 };
	enum ts_status status = ts_users_read(environment->store, &users);
	if (status != TS_OK) {
		attempt_fail(&login->attempt, environment, status);
		return;
	}
	ts_users_release(&login->users);
	login->users = users;
	known_list(login);
}

/* Who was the first to register, or has joined, elsewhere logs in here. */
static void users_follow(struct view_login *login)
{
	const bool nobody = login->users.count == 0;

	users_read(login);
	if (nobody && login->users.count > 0 && login->registers && form_text(&login->form, ROW_NAME)[0] == '\0')
		user_take(login, login->users.names[0]);
}

/* ---- trying */

static void login_failed(struct view_login *login, enum ts_status status)
{
	const struct environment *environment = login->view.environment;
	const char *name = form_text(&login->form, ROW_NAME);
	switch (status) {
	case TS_DENIED:
		form_set_text(&login->form, ROW_PASSWORD, "");
		form_error(&login->form, ROW_PASSWORD, "wrong password");
		attempt_look(&login->attempt, environment, name);
		break;
	case TS_WAIT:
		attempt_look(&login->attempt, environment, name);
		break;
	case TS_NOT_FOUND:
		form_error(&login->form, ROW_NAME, "nobody has that name here; %s registers",
		           keymap_key(environment->keymap, CONTEXT_LOGIN, ACTION_REGISTER));
		break;
	case TS_EXISTS:
		form_error(&login->form, ROW_NAME, "the name is taken");
		break;
	case TS_TOO_LONG:
		form_error(&login->form, ROW_NAME, "too long");
		break;
	case TS_INVALID:
		form_error(&login->form, login->registers ? ROW_NAME : ROW_PASSWORD,
		           login->registers ? "that cannot be a name" : "that cannot be a password");
		break;
	default:
		attempt_fail(&login->attempt, environment, status);
		break;
	}
}

/* The hours that are typed, in minutes a week; -1: they are none. */
static int target_of(const struct form *form)
{
	int64_t minutes;

	if (!hours_parse(form_text(form, ROW_TARGET), &minutes) || minutes < 0 || minutes > TARGET_MOST)
		return -1;
	return (int)minutes;
}

static bool target_check(struct form *form)
{
	if (target_of(form) < 0)
		form_error(form, ROW_TARGET, "hours, as 40 or 38:30, or 0");
	return target_of(form) >= 0;
}

static bool form_complete(struct view_login *login)
{
	struct form *form = &login->form;
	size_t name = strspn(form_text(form, ROW_NAME), " ");
	if (form_text(form, ROW_NAME)[name] == '\0') {
		form_error(form, ROW_NAME, "a name, please");
		return false;
	}
	if (login->registers)
		return password_check(form, ROW_PASSWORD, ROW_AGAIN) && target_check(form);
	if (form_text(form, ROW_PASSWORD)[0] == '\0')
		form_error(form, ROW_PASSWORD, "the password, please");
	return form_text(form, ROW_PASSWORD)[0] != '\0';
}

static void submit(struct view_login *login, struct effects *effects)
{
	const struct environment *environment = login->view.environment;
	struct form *form = &login->form;
	if (card_advance(form, login->registers ? (size_t)ROW_PASSWORD : form->count))
		return;
	form_clear_errors(form);
	login->attempt.error[0] = '\0';
	if (!form_complete(login))
		return;
	const char *name = form_text(form, ROW_NAME);
	const char *password = form_text(form, ROW_PASSWORD);
	ts_auth *auth = NULL;
	ts_time now = environment->moment.now;
	enum ts_status status = login->registers ? ts_register_begin(environment->store, name, password, &auth)
	                                         : ts_login_begin(environment->store, name, password, now, &auth);
	if (status == TS_OK)
		attempt_begin(&login->attempt, form, effects, auth);
	else
		login_failed(login, status);
}

/* Who has no hours to reach is never told how many are to go. */
static void target_write(const struct view_login *login, struct effects *effects)
{
	const struct environment *environment = login->view.environment;
	struct errand errand = { .kind = ERRAND_SETTINGS };
	struct ts_done done;
	enum ts_status status = ts_settings_read(environment->store, &errand.settings);

	if (status == TS_OK && errand.settings.weekly_target != target_of(&login->form)) {
		errand.settings.weekly_target = target_of(&login->form);
		status = errand_try(environment, errand, &done, effects);
	}
	if (status != TS_OK && status != TS_BUSY)
		effects_message(effects, MESSAGE_ERROR, "the target stays 40 hours: %s",
		                failure_words(environment->store, status));
}

static void finish(struct view_login *login, ts_auth *auth, struct effects *effects)
{
	const struct environment *environment = login->view.environment;
	attempt_end(&login->attempt, &login->form);
	enum ts_status status = ts_auth_finish(environment->store, auth);
	if (status == TS_OK && login->registers) {
		target_write(login, effects);
		effects_replace(effects, view_recovery_create(environment, false, auth));
		return;
	}
	ts_auth_destroy(auth);
	if (status == TS_OK)
		effects_add(effects, EFFECT_LOGGED_IN);
	else
		login_failed(login, status);
}

/* ---- the view */

/* Lines of the card, inside its frame. A calm one has blank lines above and below. */
struct layout {
	int height;               /* of the card, with its frame */
	int title, form, attempt; /* the first line of each */
	int form_height;
	bool tagline;
};

static int promise_lines(const struct view_login *login, int screen)
{
	const struct rect inside = card_inside(login->view.environment, CARD_WIDTH, screen);
	const struct rect lines = { 0, 0, inside.width - 4, screen };
	return paragraph_draw(NULL, lines, promise, look_of(STYLE_DIM), PARAGRAPH_LEFT);
}

static struct layout layout_of(const struct view_login *login)
{
	int screen = login->view.environment->height - 1; /* the last line is the message's */
	int promised = login->registers ? promise_lines(login, screen) : 0;
	int rows = form_height(&login->form);
	int least = 2 + 1 + rows + 2 + promised + 1; /* frame, name, form, attempt, promise, hints */
	struct layout layout = { .form_height = rows };
	/* All of it, where that leaves the fields their room. */
	if (least > screen && promised > PROMISE_LEAST) {
		least -= promised - PROMISE_LEAST;
		least += least < screen ? screen - least : 0;
	}
	bool calm = screen - least >= 4;
	layout.title = calm ? 1 : 0;
	layout.tagline = screen - least >= 2;
	layout.form = layout.title + 1 + (layout.tagline ? 2 : 0);
	layout.height = least + (layout.tagline ? 2 : 0) + (calm ? 2 : 0);
	if (layout.height > screen) {
		layout.form_height -= layout.height - screen;
		layout.height = screen;
	}
	layout.attempt = layout.form + layout.form_height;
	return layout;
}

static struct rect form_rect(const struct layout *layout, struct rect inside)
{
	int height = layout->form_height > 0 ? layout->form_height : 0;
	return (struct rect){ inside.x + 2, inside.y + layout->form, inside.width - 4, height };
}

/* For the name that stands here, or for the one that was offered. */
static void recover(const struct view_login *login, struct effects *effects)
{
	const struct environment *environment = login->view.environment;
	const char *name = form_text(&login->form, ROW_NAME);
	if (name[0] != '\0')
		effects_text(effects, EFFECT_USER, name);
	else
		name = environment->user;
	effects_open(effects, view_recover_create(environment, name));
}

static void action_update(struct view_login *login, enum action action, struct effects *effects)
{
	const struct environment *environment = login->view.environment;
	switch (action) {
	case ACTION_ACCEPT:
		submit(login, effects);
		break;
	case ACTION_REGISTER:
		if (!login->registers || login->users.count > 0)
			mode_set(login, !login->registers);
		break;
	case ACTION_CANCEL:
		if (login->registers && login->users.count > 0)
			mode_set(login, false);
		break;
	case ACTION_RECOVER:
		recover(login, effects);
		break;
	case ACTION_JOIN:
		effects_open(effects, view_join_create(environment));
		break;
	case ACTION_USERS:
		if (login->users.count > 0)
			effects_open(effects, view_users_create(environment));
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(environment, CONTEXT_LOGIN));
		break;
	default:
		break;
	}
}

static void input_update(struct view_login *login, const struct event *event, struct effects *effects)
{
	struct form *form = &login->form;
	enum action action = event->type == EVENT_ACTION ? event->as.action.action : ACTION_NONE;
	if (action == ACTION_QUIT) {
		effects_add(effects, EFFECT_QUIT);
		return;
	}
	if (login->attempt.running)
		return;
	bool tab = action == ACTION_FIELD_NEXT && event->as.action.key.name == KEYNAME_TAB;
	/* And on to the password: somebody who types that next must not find it in the name, to be read. */
	if (tab && form->focus == ROW_NAME && !login->registers)
		name_complete(login);
	struct layout layout = layout_of(login);
	struct rect inside = card_inside(login->view.environment, CARD_WIDTH, layout.height);
	enum form_result result = form_update(form, event, form_rect(&layout, inside), effects);
	if (result == FORM_CHANGED && form->focus == ROW_NAME) {
		login->attempt.wait_until = 0;
		known_list(login);
	}
	if (result == FORM_CHANGED)
		login->attempt.error[0] = '\0';
	if (login->registers)
		form->rows[ROW_PASSWORD].hint = password_advice(form_text(form, ROW_PASSWORD));
	if (result == FORM_IGNORED)
		action_update(login, action, effects);
}

static void login_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_login *login = login_of(view);
	switch (event->type) {
	case EVENT_SHOWN:
	case EVENT_CHANGED:
		users_follow(login);
		break;
	case EVENT_AUTH:
		finish(login, event->as.auth, effects);
		break;
	case EVENT_ANSWER:
		if (event->as.answer.type == ANSWER_USER)
			user_take(login, event->as.answer.user);
		break;
	case EVENT_ACTION:
	case EVENT_TEXT:
	case EVENT_PASTE:
	case EVENT_MOUSE:
		input_update(login, event, effects);
		break;
	default:
		break;
	}
}

static void hints_draw(const struct view_login *login, struct surface *surface, struct rect line)
{
	static const struct card_hint of_login[] = {
		{ ACTION_ACCEPT, "log in" }, { ACTION_REGISTER, NULL }, { ACTION_RECOVER, NULL }, { ACTION_QUIT, NULL }
	};
	static const struct card_hint of_registration[] = { { ACTION_ACCEPT, "register" },
		                                            { ACTION_CANCEL, "log in instead" },
		                                            { ACTION_QUIT, NULL } };
	static const struct card_hint of_first[] = { { ACTION_JOIN, NULL },
		                                     { ACTION_ACCEPT, "register" },
		                                     { ACTION_QUIT, NULL } };
	const struct keymap *keymap = login->view.environment->keymap;
	if (!login->registers)
		card_hints(surface, line, keymap, CONTEXT_LOGIN, of_login, sizeof of_login / sizeof of_login[0]);
	else if (login->users.count > 0)
		card_hints(surface, line, keymap, CONTEXT_LOGIN, of_registration,
		           sizeof of_registration / sizeof of_registration[0]);
	else
		card_hints(surface, line, keymap, CONTEXT_LOGIN, of_first, sizeof of_first / sizeof of_first[0]);
}

/* Where there is nobody yet, somebody may be elsewhere. */
static void elsewhere_draw(const struct view_login *login, struct surface *surface, struct rect rect)
{
	char words[96];

	(void)snprintf(words, sizeof words, "On another machine already? %s joins it.",
	               keymap_key(login->view.environment->keymap, CONTEXT_LOGIN, ACTION_JOIN));
	(void)paragraph_draw(surface, rect, words, look_of(STYLE_DIM), PARAGRAPH_LEFT);
}

static void login_draw(const struct view *view, struct surface *surface)
{
	const struct view_login *login = login_of_const(view);
	const struct environment *environment = view->environment;
	struct layout layout = layout_of(login);
	struct rect inside = draw_dialog(surface, CARD_WIDTH, layout.height, login->registers ? "register" : "log in");
	struct rect rows = form_rect(&layout, inside);
	card_centred(surface, inside, layout.title, "timesheet", STYLE_EMPHASIS);
	if (layout.tagline)
		card_centred(surface, inside, layout.title + 1, "one key logs what you do", STYLE_DIM);
	form_draw(&login->form, surface, rows);
	struct rect below = { rows.x, inside.y + layout.attempt, rows.width, 2 };
	attempt_draw(&login->attempt, environment, surface, below, "opening...");
	if (login->registers && login->users.count == 0 && !login->attempt.running && login->attempt.error[0] == '\0')
		elsewhere_draw(login, surface, below);
	below.y += 2;
	below.height = inside.y + inside.height - 1 - below.y;
	if (login->registers)
		(void)paragraph_draw(surface, below, promise, look_of(STYLE_DIM), PARAGRAPH_LEFT);
	hints_draw(login, surface, (struct rect){ inside.x, inside.y + inside.height - 1, inside.width, 1 });
	card_message(environment, surface);
}

static int64_t login_wake(const struct view *view)
{
	return attempt_wake(&login_of_const(view)->attempt, view->environment);
}

static void login_destroy(struct view *view)
{
	struct view_login *login = login_of(view);
	form_release(&login->form);
	ts_users_release(&login->users);
	free(login);
}

static const struct view_ops login_ops = {
	.title = "Login",
	.context = CONTEXT_LOGIN,
	.secret = true,
	.update = login_update,
	.draw = login_draw,
	.wake = login_wake,
	.destroy = login_destroy,
};

struct view *view_login_create(const struct environment *environment)
{
	struct view_login *login = allocate(1, sizeof *login);
	login->view = (struct view){ &login_ops, environment };
	form_init(&login->form);
	(void)form_add_text(&login->form, "name", TS_NAME_SIZE, environment->user);
	(void)form_add_secret(&login->form, "password", TS_PASSWORD_MOST + 1);
	(void)form_add_secret(&login->form, "again", TS_PASSWORD_MOST + 1);
	(void)form_add_text(&login->form, "hours a week", HOURS_SIZE, "40");
	login->form.rows[ROW_TARGET].width = TARGET_COLUMNS;
	login->form.rows[ROW_TARGET].replaces = true;
	login->form.rows[ROW_TARGET].hint = "0: no target";
	users_read(login);
	bool readable = login->attempt.error[0] == '\0';
	mode_set(login, readable && login->users.count == 0);
	return &login->view;
}
