/* The recovery code: shown, then asked back while it is hidden, so that it is on paper before the day begins. It can
 * never be shown again: the idle lock waits for this view. */
#include "ui/base/alloc.h"
#include "ui/draw/paragraph.h"
#include "ui/draw/widgets.h"
#include "ui/type/form.h"
#include "ui/view/card.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_CODE };
enum { CARD_WIDTH = 58, CARD_HEIGHT = 15, CODE_SIZE = 2 * TS_RECOVERY_SIZE, GROUP_SIZE = 8, GROUPS_A_LINE = 4 };

enum phase { PHASE_SHOW, PHASE_TYPE, PHASE_SKIP };

struct view_recovery {
	struct view view;
	ts_auth *auth;
	struct form form;
	enum phase phase;
	bool again; /* in place of an older one */
};

static struct view_recovery *recovery_of(struct view *view)
{
	return (struct view_recovery *)view;
}

static const struct view_recovery *recovery_of_const(const struct view *view)
{
	return (const struct view_recovery *)view;
}

/* ---- comparing */

/* The next letter or digit of a code as it is compared, moving *text behind it; '\0' at the end. */
static char letter_next(const char **text)
{
	while (**text != '\0' && !isalnum((unsigned char)**text))
		++*text;
	if (**text == '\0')
		return '\0';
	char letter = (char)toupper((unsigned char)*(*text)++);
	if (letter == 'O')
		return '0';
	if (letter == 'I' || letter == 'L')
		return '1';
	return letter;
}

/* The first group, from 1, in which typed differs from code; 0: none. *ends: typed ends there. */
static int group_differing(const char *code, const char *typed, bool *ends)
{
	int group = 1;
	*ends = false;
	for (; *code != '\0'; code++) {
		if (!isalnum((unsigned char)*code)) {
			group++;
			continue;
		}
		const char *letter = code;
		char wanted = letter_next(&letter);
		char got = letter_next(&typed);
		*ends = got == '\0';
		if (wanted != got)
			return group;
	}
	return letter_next(&typed) != '\0' ? group : 0;
}

static void code_check(struct view_recovery *recovery, struct effects *effects)
{
	struct form *form = &recovery->form;
	const char *typed = form_text(form, ROW_CODE);
	bool ends = false;
	int group = group_differing(ts_auth_recovery_code(recovery->auth), typed, &ends);
	if (ts_auth_recovery_matches(recovery->auth, typed)) {
		effects_message(effects, MESSAGE_GOOD, "the recovery code is confirmed: keep it where you find it%s",
		                recovery->again ? ". Older copies still open by the old one: timesheet rekey" : "");
		effects_add(effects, EFFECT_LOGGED_IN);
	} else if (typed[0] == '\0') {
		form_error(form, ROW_CODE, "the code you wrote down, please");
	} else if (ends) {
		form_error(form, ROW_CODE, "it fits so far, but group %d is not complete", group);
	} else if (group > 0) {
		form_error(form, ROW_CODE, "group %d does not fit", group);
	} else {
		form_error(form, ROW_CODE, "that is not the code");
	}
}

/* ---- the view */

static int card_height(const struct environment *environment)
{
	return environment->height - 1 < CARD_HEIGHT ? environment->height - 1 : CARD_HEIGHT;
}

static struct rect form_rect(struct rect inside)
{
	return (struct rect){ inside.x + 2, inside.y + 5, inside.width - 4, 2 };
}

static void accept(struct view_recovery *recovery, struct effects *effects)
{
	switch (recovery->phase) {
	case PHASE_SHOW:
		recovery->phase = PHASE_TYPE;
		break;
	case PHASE_TYPE:
		code_check(recovery, effects);
		break;
	case PHASE_SKIP:
		effects_add(effects, EFFECT_LOGGED_IN);
		break;
	}
}

static void recovery_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_recovery *recovery = recovery_of(view);
	enum action action = event->type == EVENT_ACTION ? event->as.action.action : ACTION_NONE;
	if (action == ACTION_ACCEPT) {
		accept(recovery, effects);
	} else if (action == ACTION_CANCEL) {
		recovery->phase = recovery->phase == PHASE_SHOW ? PHASE_SKIP : PHASE_SHOW;
		form_clear_errors(&recovery->form);
	} else if (action == ACTION_HELP) {
		effects_open(effects, view_help_create(view->environment, CONTEXT_FORM));
	} else if (recovery->phase == PHASE_TYPE) {
		struct rect inside = card_inside(view->environment, CARD_WIDTH, card_height(view->environment));
		(void)form_update(&recovery->form, event, form_rect(inside), effects);
	}
}

/* A group with its letters apart: "7 K 3 M". Returns the bytes of code it took, the hyphen included. */
static size_t group_spread(const char *code, char out[2 * GROUP_SIZE])
{
	size_t size = 0;
	while (size < GROUP_SIZE - 1 && isalnum((unsigned char)code[size])) {
		out[2 * size] = code[size];
		out[2 * size + 1] = ' ';
		size++;
	}
	out[size > 0 ? 2 * size - 1 : 0] = '\0';
	while (code[size] != '\0' && !isalnum((unsigned char)code[size]))
		size++;
	return size;
}

static void code_draw(const struct view_recovery *recovery, struct surface *surface, struct rect inside, int y)
{
	enum { GAP = 4, SPREAD = 7, LINE = GROUPS_A_LINE * SPREAD + (GROUPS_A_LINE - 1) * GAP };
	const char *code = ts_auth_recovery_code(recovery->auth);
	int left = inside.x + (inside.width - LINE) / 2;
	for (int group = 0; *code != '\0'; group++) {
		char spread[2 * GROUP_SIZE];
		code += group_spread(code, spread);
		int x = left + group % GROUPS_A_LINE * (SPREAD + GAP);
		surface_text(surface, x, inside.y + y + group / GROUPS_A_LINE * 2, -1, spread, look_of(STYLE_EMPHASIS));
		ts_wipe(spread, sizeof spread);
	}
}

static void words_draw(struct surface *surface, struct rect inside, int y, int height, const char *words,
                       enum style style)
{
	struct rect rect = { inside.x + 2, inside.y + y, inside.width - 4, height };
	(void)paragraph_draw(surface, rect, words, look_of(style), PARAGRAPH_LEFT);
}

static void hints_draw(const struct view_recovery *recovery, struct surface *surface, struct rect line)
{
	static const struct card_hint show[] = { { ACTION_ACCEPT, "I have written it down" },
		                                 { ACTION_CANCEL, "skip" } };
	static const struct card_hint type[] = { { ACTION_ACCEPT, "check" }, { ACTION_CANCEL, "show it again" } };
	static const struct card_hint skip[] = { { ACTION_ACCEPT, "go on without it" },
		                                 { ACTION_CANCEL, "back to the code" } };
	const struct card_hint *const hints[] = { show, type, skip };
	card_hints(surface, line, recovery->view.environment->keymap, CONTEXT_FORM, hints[recovery->phase], 2);
}

static void recovery_draw(const struct view *view, struct surface *surface)
{
	const struct view_recovery *recovery = recovery_of_const(view);
	struct rect inside = draw_dialog(surface, CARD_WIDTH, card_height(view->environment), "recovery code");
	switch (recovery->phase) {
	case PHASE_SHOW:
		words_draw(surface, inside, 1, 3,
		           "Write this code down and keep it away from this machine. It is shown only now, and sets a "
		           "new password should you forget yours.",
		           STYLE_DIALOG);
		code_draw(recovery, surface, inside, 5);
		words_draw(surface, inside, 9, 2, "Whoever has it can read your log: treat it like the password.",
		           STYLE_DIM);
		break;
	case PHASE_TYPE:
		words_draw(surface, inside, 1, 3,
		           "Type it back from your paper. Upper or lower case, hyphens and spaces do not matter.",
		           STYLE_DIALOG);
		form_draw(&recovery->form, surface, form_rect(inside));
		break;
	case PHASE_SKIP:
		words_draw(surface, inside, 2, 4,
		           "Without the code a forgotten password loses everything you logged: nobody can open it, and "
		           "the code is not shown again.",
		           STYLE_NOTICE);
		break;
	}
	hints_draw(recovery, surface, (struct rect){ inside.x, inside.y + inside.height - 1, inside.width, 1 });
	card_message(view->environment, surface);
}

static void recovery_destroy(struct view *view)
{
	struct view_recovery *recovery = recovery_of(view);
	form_release(&recovery->form);
	ts_auth_destroy(recovery->auth);
	free(recovery);
}

static const struct view_ops recovery_ops = {
	.title = "Recovery code",
	.context = CONTEXT_FORM,
	.holds_lock = true,
	.update = recovery_update,
	.draw = recovery_draw,
	.destroy = recovery_destroy,
};

struct view *view_recovery_create(const struct environment *environment, bool again, ts_auth *auth)
{
	struct view_recovery *recovery = allocate(1, sizeof *recovery);
	recovery->view = (struct view){ &recovery_ops, environment };
	recovery->auth = auth;
	recovery->again = again;
	form_init(&recovery->form);
	(void)form_add_text(&recovery->form, "recovery code", CODE_SIZE, NULL);
	return &recovery->view;
}
