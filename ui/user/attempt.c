/* An attempt at a password, from the key that begins it to what is said of its end. */
#include "ui/user/attempt.h"

#include "ui/base/failure.h"
#include "ui/draw/paragraph.h"
#include "ui/draw/widgets.h"

#include <stdio.h>
#include <string.h>

enum { SPINNER_STEP = 100 /* milliseconds */ };

void attempt_begin(struct attempt *attempt, struct form *form, struct effects *effects, ts_auth *auth)
{
	attempt->running = true;
	attempt->wait_until = 0;
	attempt->error[0] = '\0';
	form->inert = true;
	effects_auth(effects, auth);
}

void attempt_end(struct attempt *attempt, struct form *form)
{
	attempt->running = false;
	form->inert = false;
}

void attempt_look(struct attempt *attempt, const struct environment *environment, const char *name)
{
	int64_t wait = ts_auth_wait(environment->store, name, environment->moment.now);
	attempt->wait_until = wait > 0 ? environment->moment.uptime + wait : 0;
}

void attempt_logins_end(const struct environment *environment)
{
	if (environment->has_machine)
		(void)!ts_session_end(environment->store, ts_user_name(environment->store), &environment->machine);
}

void attempt_fail(struct attempt *attempt, const struct environment *environment, enum ts_status status)
{
	const char *words = failure_words(environment->store, status);
	if (status == TS_NO_MEMORY)
		words = "key derivation needs 256 MiB of free memory";
	(void)snprintf(attempt->error, sizeof attempt->error, "%s", words);
}

static int64_t wait_left(const struct attempt *attempt, const struct environment *environment)
{
	int64_t left = attempt->wait_until - environment->moment.uptime;
	return attempt->wait_until > 0 && left > 0 ? left : 0;
}

void attempt_draw(const struct attempt *attempt, const struct environment *environment, struct surface *surface,
                  struct rect rect, const char *doing)
{
	int64_t left = wait_left(attempt, environment);
	if (attempt->running) {
		draw_spinner(surface, rect.x, rect.y, environment->moment.uptime);
		surface_text_cut(surface, rect.x + 2, rect.y, rect.width - 2, doing, look_of(STYLE_DIALOG));
	} else if (left > 0) {
		char text[48];
		(void)snprintf(text, sizeof text, "wait %lld s", (long long)((left + TS_SECOND - 1) / TS_SECOND));
		surface_text_cut(surface, rect.x, rect.y, rect.width, text, look_of(STYLE_NOTICE));
	} else {
		(void)paragraph_draw(surface, rect, attempt->error, look_of(STYLE_ERROR), PARAGRAPH_LEFT);
	}
}

int64_t attempt_wake(const struct attempt *attempt, const struct environment *environment)
{
	if (attempt->running)
		return (environment->moment.uptime / SPINNER_STEP + 1) * SPINNER_STEP;
	int64_t left = wait_left(attempt, environment);
	return left > 0 ? attempt->wait_until - (left - 1) / TS_SECOND * TS_SECOND : 0;
}

bool card_advance(struct form *form, size_t new_password)
{
	size_t next = form->focus + 1;

	if (next >= form->count || form->rows[next].hidden || form_text(form, next)[0] != '\0' ||
	    form_text(form, form->focus)[0] == '\0')
		return false;
	if (form->focus == new_password && strlen(form_text(form, new_password)) < TS_PASSWORD_LEAST)
		return false;
	form_focus(form, next);
	return true;
}

const char *password_advice(const char *password)
{
	for (const char *byte = password; *byte != '\0'; byte++) {
		if ((unsigned char)*byte >= 0x80)
			return "some keyboards cannot type this";
	}
	size_t size = strlen(password);
	if (size < TS_PASSWORD_LEAST)
		return "10 characters or more, random words";
	return size < 2 * (size_t)TS_PASSWORD_LEAST ? "long enough; longer is stronger" : "a good length";
}

bool password_check(struct form *form, size_t password, size_t again)
{
	const char *text = form_text(form, password);
	if (strlen(text) < TS_PASSWORD_LEAST) {
		form_error(form, password, "too short: %d characters at least", (int)TS_PASSWORD_LEAST);
		return false;
	}
	if (strcmp(text, form_text(form, again)) != 0) {
		form_error(form, again, form_text(form, again)[0] == '\0' ? "type it once more" : "the two differ");
		return false;
	}
	return true;
}
