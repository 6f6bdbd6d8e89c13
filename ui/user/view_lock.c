/* The lock screen, and logging on it. It opens with digits logging, as they do on the day, only sealed; a letter or
 * Enter goes to the password, where a digit is a digit. Nothing is read here: there is no key to read with. */
#include "ui/base/alloc.h"
#include "ui/base/failure.h"
#include "ui/base/format.h"
#include "ui/draw/paragraph.h"
#include "ui/draw/widgets.h"
#include "ui/user/attempt.h"
#include "ui/view/card.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_PASSWORD };
enum { CARD_WIDTH = 58, CARD_HEIGHT = 13, CARD_TOP = 3 };

struct view_lock {
	struct view view;
	struct form form;
	struct attempt attempt;
	bool typing; /* the password; else digits log */
};

static struct view_lock *lock_of(struct view *view)
{
	return (struct view_lock *)view;
}

static const struct view_lock *lock_of_const(const struct view *view)
{
	return (const struct view_lock *)view;
}

/* ---- digits */

static void digit_log(struct view_lock *lock, int slot, struct effects *effects)
{
	const struct environment *environment = lock->view.environment;
	ts_time now = environment->moment.now;
	char clock[FORMAT_SIZE];
	format_clock_local(environment->clock, now, clock);
	const struct errand errand = { .kind = ERRAND_INBOX, .user = environment->user, .slot = slot, .at = now };
	struct ts_done done;
	enum ts_status status = errand_try(environment, errand, &done, effects);
	if (status == TS_BUSY)
		return;
	if (status != TS_OK) {
		effects_message(effects, MESSAGE_ERROR, "not logged: %s", failure_words(environment->store, status));
	} else if (slot == 0) {
		effects_message(effects, MESSAGE_GOOD, "%s off is logged, sealed until you unlock", clock);
	} else {
		effects_message(effects, MESSAGE_GOOD, "%s slot %d is logged, sealed until you unlock", clock, slot);
	}
}

/* ---- the password */

static void password_clear(struct view_lock *lock)
{
	form_set_text(&lock->form, ROW_PASSWORD, "");
	form_clear_errors(&lock->form);
	lock->attempt.error[0] = '\0';
}

static void attempt_failed(struct view_lock *lock, enum ts_status status)
{
	const struct environment *environment = lock->view.environment;
	if (status == TS_DENIED) {
		form_set_text(&lock->form, ROW_PASSWORD, "");
		form_error(&lock->form, ROW_PASSWORD, "wrong password");
	}
	if (status == TS_DENIED || status == TS_WAIT)
		attempt_look(&lock->attempt, environment, environment->user);
	else
		attempt_fail(&lock->attempt, environment, status);
}

static void submit(struct view_lock *lock, struct effects *effects)
{
	const struct environment *environment = lock->view.environment;
	const char *password = form_text(&lock->form, ROW_PASSWORD);
	if (password[0] == '\0')
		return;
	form_clear_errors(&lock->form);
	lock->attempt.error[0] = '\0';
	ts_auth *auth = NULL;
	enum ts_status status =
	        ts_login_begin(environment->store, environment->user, password, environment->moment.now, &auth);
	if (status == TS_OK)
		attempt_begin(&lock->attempt, &lock->form, effects, auth);
	else
		attempt_failed(lock, status);
}

static void finish(struct view_lock *lock, ts_auth *auth, struct effects *effects)
{
	const struct environment *environment = lock->view.environment;
	attempt_end(&lock->attempt, &lock->form);
	enum ts_status status = ts_auth_finish(environment->store, auth);
	ts_auth_destroy(auth);
	if (status == TS_OK)
		effects_add(effects, EFFECT_LOGGED_IN);
	else
		attempt_failed(lock, status);
}

/* ---- the view */

static struct rect form_rect(struct rect inside)
{
	return (struct rect){ inside.x + 2, inside.y + CARD_TOP, inside.width - 4, 2 };
}

static void password_input(struct view_lock *lock, const struct event *event, struct effects *effects)
{
	const struct environment *environment = lock->view.environment;
	struct rect rect = form_rect(card_inside(environment, CARD_WIDTH, CARD_HEIGHT));
	if (form_update(&lock->form, event, rect, effects) == FORM_CHANGED)
		lock->attempt.error[0] = '\0';
}

static void digit_update(struct view_lock *lock, const struct event *event, struct effects *effects)
{
	struct key key = event->as.action.key;
	int digit = keymap_digit(lock->view.environment->keymap, key);
	if (!lock->typing && digit >= 0) {
		digit_log(lock, digit, effects);
	} else if (digit >= 0) {
		struct event typed = { .type = EVENT_TEXT, .as.character = key.character };
		password_input(lock, &typed, effects);
	}
}

static void action_update(struct view_lock *lock, const struct event *event, struct effects *effects)
{
	const struct environment *environment = lock->view.environment;
	switch (event->as.action.action) {
	case ACTION_LOG_SLOT:
	case ACTION_LOG_OFF:
		digit_update(lock, event, effects);
		break;
	case ACTION_ACCEPT:
		if (lock->typing)
			submit(lock, effects);
		lock->typing = true;
		break;
	case ACTION_CANCEL:
		lock->typing = false;
		password_clear(lock);
		break;
	case ACTION_OTHER_USER:
		effects_add(effects, EFFECT_LOG_OUT);
		break;
	case ACTION_RECOVER:
		effects_open(effects, view_recover_create(environment, environment->user));
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(environment, CONTEXT_LOCK));
		break;
	default:
		if (lock->typing)
			password_input(lock, event, effects);
		break;
	}
}

static void lock_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_lock *lock = lock_of(view);
	if (event->type == EVENT_AUTH) {
		finish(lock, event->as.auth, effects);
		return;
	}
	if (event->type == EVENT_ACTION && event->as.action.action == ACTION_QUIT) {
		effects_add(effects, EFFECT_QUIT);
		return;
	}
	if (lock->attempt.running)
		return;
	if (event->type == EVENT_ACTION) {
		action_update(lock, event, effects);
	} else if (event->type == EVENT_TEXT || event->type == EVENT_PASTE) {
		lock->typing = true; /* a paste is a password, never digits to log */
		password_input(lock, event, effects);
	} else if (event->type == EVENT_MOUSE) {
		struct rect rect = form_rect(card_inside(view->environment, CARD_WIDTH, CARD_HEIGHT));
		if (form_update(&lock->form, event, rect, effects) != FORM_IGNORED)
			lock->typing = true;
	}
}

/* What was answered stands where one looks: in the box. */
static void words_draw(const struct view_lock *lock, struct surface *surface, struct rect rect)
{
	const struct message *message = &lock->view.environment->message;
	if (message->text[0] != '\0') {
		(void)paragraph_draw(surface, rect, message->text, look_of(message_style(message->kind)),
		                     PARAGRAPH_LEFT);
		return;
	}
	const char *words = lock->typing ? "Escape goes back to where digits log."
	                                 : "A digit logs that slot, 0 logs off, sealed until you unlock. For the "
	                                   "password press Enter, or just begin if it begins with a letter.";
	(void)paragraph_draw(surface, rect, words, look_of(STYLE_DIM), PARAGRAPH_LEFT);
}

static void clock_draw(const struct environment *environment, struct surface *surface, struct rect inside)
{
	ts_time now = environment->moment.now;
	char day[FORMAT_SIZE];
	char clock[FORMAT_SIZE];
	char both[2 * FORMAT_SIZE];
	(void)snprintf(both, sizeof both, "%s  %s", format_day(ts_day_of(now, 0), day),
	               format_clock_local(environment->clock, now, clock));
	card_centred(surface, inside, 1, both, STYLE_TIME);
}

static void lock_draw(const struct view *view, struct surface *surface)
{
	static const struct card_hint digits[] = { { ACTION_ACCEPT, "password" },
		                                   { ACTION_OTHER_USER, NULL },
		                                   { ACTION_RECOVER, NULL },
		                                   { ACTION_QUIT, NULL } };
	static const struct card_hint password[] = { { ACTION_ACCEPT, "unlock" },
		                                     { ACTION_CANCEL, "digits log" },
		                                     { ACTION_RECOVER, NULL },
		                                     { ACTION_QUIT, NULL } };
	const struct view_lock *lock = lock_of_const(view);
	const struct environment *environment = view->environment;
	struct rect inside = draw_dialog(surface, CARD_WIDTH, CARD_HEIGHT, "locked");
	char title[TS_NAME_SIZE + 16];
	(void)snprintf(title, sizeof title, "locked - %s", environment->user);
	card_centred(surface, inside, 0, title, STYLE_EMPHASIS);
	clock_draw(environment, surface, inside);
	struct rect rect = form_rect(inside);
	if (lock->typing) {
		form_draw(&lock->form, surface, rect);
	} else {
		static const char slots[] = "1 2 3 4 5 6 7 8 9  0 off";
		card_centred(surface, inside, CARD_TOP, slots, STYLE_SLOT);
		surface_cursor(surface, inside.x + (inside.width - text_width(slots)) / 2, inside.y + CARD_TOP);
	}
	rect.y += 2;
	attempt_draw(&lock->attempt, environment, surface, rect, "opening...");
	bool quiet = !lock->attempt.running && lock->attempt.error[0] == '\0';
	rect.y += quiet ? 1 : 2;
	words_draw(lock, surface, (struct rect){ rect.x, rect.y, rect.width, inside.y + inside.height - 1 - rect.y });
	struct rect line = { inside.x, inside.y + inside.height - 1, inside.width, 1 };
	if (lock->typing)
		card_hints(surface, line, environment->keymap, CONTEXT_LOCK, password,
		           sizeof password / sizeof password[0]);
	else
		card_hints(surface, line, environment->keymap, CONTEXT_LOCK, digits, sizeof digits / sizeof digits[0]);
}

static int64_t lock_wake(const struct view *view)
{
	return attempt_wake(&lock_of_const(view)->attempt, view->environment);
}

static void lock_destroy(struct view *view)
{
	struct view_lock *lock = lock_of(view);
	form_release(&lock->form);
	free(lock);
}

static const struct view_ops lock_ops = {
	.title = "Locked",
	.context = CONTEXT_LOCK,
	.secret = true,
	.update = lock_update,
	.draw = lock_draw,
	.wake = lock_wake,
	.destroy = lock_destroy,
};

struct view *view_lock_create(const struct environment *environment)
{
	struct view_lock *lock = allocate(1, sizeof *lock);
	lock->view = (struct view){ &lock_ops, environment };
	form_init(&lock->form);
	(void)form_add_secret(&lock->form, "password", TS_PASSWORD_MOST + 1);
	return &lock->view;
}
