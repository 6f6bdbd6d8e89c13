/* The recovery code: shown, then two groups of it are asked back while it is hidden, so that it is on paper before the
 * day begins. It can never be shown again: the idle lock waits for this view. */
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
enum { CARD_WIDTH = 58, CARD_HEIGHT = 15, CODE_SIZE = 2 * TS_RECOVERY_SIZE, GROUPS_ASKED = 2, LABEL_SIZE = 24 };

enum phase { PHASE_SHOW, PHASE_TYPE, PHASE_SKIP };

struct view_recovery {
	struct view view;
	ts_auth *auth;
	struct form form;
	enum phase phase;
	bool again;              /* in place of an older one */
	int asked[GROUPS_ASKED]; /* the groups that are asked back, from 1 */
	char label[LABEL_SIZE];
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

/* Where a group begins. */
static const char *group_begin(const char *code, int group)
{
	while (group > 1 && *code != '\0') {
		if (!isalnum((unsigned char)*code++))
			group--;
	}
	return code;
}

/* Two of the groups: which, the code itself decides, so nobody can know before. */
static void groups_choose(const char *code, int asked[GROUPS_ASKED])
{
	unsigned sum = 0, groups = 1;
	for (const char *at = code; *at != '\0'; at++) {
		sum += (unsigned char)*at;
		groups += !isalnum((unsigned char)*at);
	}
	asked[0] = (int)(sum % groups) + 1;
	asked[1] = groups > 1 ? (int)((sum % groups + 1 + sum / groups % (groups - 1)) % groups) + 1 : asked[0];
	if (asked[0] > asked[1]) {
		int first = asked[1];
		asked[1] = asked[0];
		asked[0] = first;
	}
}

/* The first of the groups that were asked for which differs; 0: none. *ends: typed ends there. */
static int asked_differing(const struct view_recovery *recovery, const char *typed, bool *ends)
{
	for (int i = 0; i < GROUPS_ASKED; i++) {
		const char *code = group_begin(ts_auth_recovery_code(recovery->auth), recovery->asked[i]);
		while (isalnum((unsigned char)*code)) {
			char wanted = letter_next(&code), got = letter_next(&typed);
			*ends = got == '\0';
			if (wanted != got)
				return recovery->asked[i];
		}
	}
	return 0;
}

static size_t letters_count(const char *text)
{
	size_t count = 0;
	while (letter_next(&text) != '\0')
		count++;
	return count;
}

static void code_check(struct view_recovery *recovery, struct effects *effects)
{
	struct form *form = &recovery->form;
	const char *typed = form_text(form, ROW_CODE);
	bool ends = false;
	const char *code = ts_auth_recovery_code(recovery->auth);
	size_t asked = strcspn(code, "-") * GROUPS_ASKED;
	/* Who types all of it is right as well. */
	bool all = letters_count(typed) > asked;
	int group = all ? group_differing(code, typed, &ends) : asked_differing(recovery, typed, &ends);
	if (all ? ts_auth_recovery_matches(recovery->auth, typed) : group == 0) {
		effects_message(effects, MESSAGE_GOOD, "the recovery code is confirmed: keep it where you find it%s",
		                recovery->again ? ". Older copies still open by the old one: timesheet rekey" : "");
		effects_add(effects, EFFECT_LOGGED_IN);
	} else if (typed[0] == '\0') {
		form_error(form, ROW_CODE, "%s of the code you wrote down, please", recovery->label);
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

/* Only where it is seen: what is asked back is to be on paper, or in a safe of passwords. */
static void code_copy(const struct view_recovery *recovery, struct effects *effects)
{
	if (recovery->phase != PHASE_SHOW)
		return;
	effects_copy(effects, ts_auth_recovery_code(recovery->auth));
	effects_message(effects, MESSAGE_GOOD, "copied: put it into your safe of passwords, then copy something else");
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
		effects_open(effects, view_help_create(view->environment, CONTEXT_RECOVERY));
	} else if (action == ACTION_COPY) {
		code_copy(recovery, effects);
	} else if (recovery->phase == PHASE_TYPE) {
		struct rect inside = card_inside(view->environment, CARD_WIDTH, card_height(view->environment));
		(void)form_update(&recovery->form, event, form_rect(inside), effects);
	}
}

/* In one line without blanks: so a terminal copies it whole. */
static void code_draw(const struct view_recovery *recovery, struct surface *surface, struct rect inside, int y)
{
	const char *code = ts_auth_recovery_code(recovery->auth);
	card_centred(surface, inside, y, code, STYLE_EMPHASIS);
	/* Where it is, what reads the screen aloud begins. */
	surface_cursor(surface, inside.x + (inside.width - text_width(code)) / 2, inside.y + y);
}

/* Returns the line below them. */
static int words_draw(struct surface *surface, struct rect inside, int y, int height, const char *words,
                      enum style style)
{
	struct rect rect = { inside.x + 2, inside.y + y, inside.width - 4, height };
	return y + paragraph_draw(surface, rect, words, look_of(style), PARAGRAPH_LEFT);
}

static void hints_draw(const struct view_recovery *recovery, struct surface *surface, struct rect line)
{
	static const struct card_hint show[] = { { ACTION_ACCEPT, "I have written it down" },
		                                 { ACTION_COPY, "copy" },
		                                 { ACTION_CANCEL, "skip" } };
	static const struct card_hint type[] = { { ACTION_ACCEPT, "check" }, { ACTION_CANCEL, "show it again" } };
	static const struct card_hint skip[] = { { ACTION_ACCEPT, "go on without it" },
		                                 { ACTION_CANCEL, "back to the code" } };
	const struct card_hint *const hints[] = { show, type, skip };
	card_hints(surface, line, recovery->view.environment->keymap, CONTEXT_RECOVERY, hints[recovery->phase],
	           recovery->phase == PHASE_SHOW ? 3 : 2);
}

static void recovery_draw(const struct view *view, struct surface *surface)
{
	const struct view_recovery *recovery = recovery_of_const(view);
	struct rect inside = draw_dialog(surface, CARD_WIDTH, card_height(view->environment), "recovery code");
	int below;
	switch (recovery->phase) {
	case PHASE_SHOW:
		below = words_draw(surface, inside, 1, 5,
		                   "Write this code down and keep it away from this machine. It is shown only now, and "
		                   "sets a new password should you forget yours.",
		                   STYLE_DIALOG);
		code_draw(recovery, surface, inside, below + 1);
		(void)words_draw(surface, inside, below + 3, inside.height - below - 4,
		                 "Whoever has it can read your log: treat it like the password.", STYLE_DIM);
		break;
	case PHASE_TYPE:
		(void)words_draw(
		        surface, inside, 1, 3,
		        "Type these two groups back from your paper, or all of it. Upper or lower case, hyphens and "
		        "spaces do not matter.",
		        STYLE_DIALOG);
		form_draw(&recovery->form, surface, form_rect(inside));
		break;
	case PHASE_SKIP:
		(void)words_draw(
		        surface, inside, 2, 4,
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
	.context = CONTEXT_RECOVERY,
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
	groups_choose(ts_auth_recovery_code(auth), recovery->asked);
	(void)snprintf(recovery->label, sizeof recovery->label, "groups %d and %d", recovery->asked[0],
	               recovery->asked[1]);
	(void)form_add_text(&recovery->form, recovery->label, CODE_SIZE, NULL);
	return &recovery->view;
}
