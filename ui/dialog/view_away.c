/* Asks what it really was while nobody was there: what went on, a slot, or off; one key each. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/draw/paragraph.h"
#include "ui/draw/widgets.h"
#include "ui/view/card.h"
#include "ui/view/deed.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CARD_WIDTH = 58, CARD_HEIGHT = 11, WORDS_SIZE = TS_TEXT_SIZE + 128, KEY_WIDTH = 8, WORDS_LINES = 2 };

struct view_away {
	struct view view;
	struct ts_span span;  /* what went on */
	ts_time since, until; /* of whole minutes */
	struct ts_activities activities;
	char error[128];
};

static struct view_away *away_of(struct view *view)
{
	return (struct view_away *)view;
}

static const char *slot_text(const struct view_away *away, int slot)
{
	for (size_t i = 0; i < away->activities.count; i++) {
		if (away->activities.at[i].slot == slot && slot > 0)
			return away->activities.at[i].text;
	}
	return slot == 0 ? "off" : NULL;
}

/* What goes on after it: nothing, where it was off and still is. */
static ts_time end_of(const struct view_away *away, int slot)
{
	return slot == 0 && away->span.running ? 0 : away->until;
}

static void take(struct view_away *away, int slot, struct effects *effects)
{
	struct answer answer = { .type = ANSWER_DONE };
	const char *text = slot_text(away, slot);

	if (!text) {
		(void)snprintf(away->error, sizeof away->error, "slot %d is empty", slot);
		return;
	}
	const struct errand errand = {
		.kind = ERRAND_INSERT, .text = text, .at = away->since, .until = end_of(away, slot)
	};
	answer.status = errand_try(away->view.environment, errand, &answer.done, effects);
	if (answer.status == TS_BUSY) {
		effects_close(effects, NULL);
	} else if (answer.status != TS_OK && answer.status != TS_UNCHANGED) {
		(void)snprintf(away->error, sizeof away->error, "not changed: %s", ts_status_text(answer.status));
		effects_add(effects, EFFECT_BELL);
	} else {
		effects_close(effects, &answer);
	}
}

static void keep(const struct view_away *away, struct effects *effects)
{
	char text[DEED_SHORT_SIZE], since[FORMAT_SIZE];

	effects_message(effects, MESSAGE_PLAIN, "%s it was since %s", deed_short(away->span.text, text),
	                format_clock_local(away->view.environment->clock, away->since, since));
	effects_close(effects, NULL);
}

static void away_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_away *away = away_of(view);

	if (event->type != EVENT_ACTION)
		return;
	away->error[0] = '\0';
	switch (event->as.action.action) {
	case ACTION_LOG_SLOT:
	case ACTION_LOG_OFF:
		take(away, keymap_digit(view->environment->keymap, event->as.action.key), effects);
		break;
	case ACTION_ACCEPT:
	case ACTION_CANCEL:
		keep(away, effects);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(view->environment, CONTEXT_AWAY));
		break;
	default:
		break;
	}
}

static void choice_draw(struct surface *surface, struct rect inside, int y, const char *key, const char *words)
{
	surface_text(surface, inside.x + 2, inside.y + y, KEY_WIDTH, key, look_of(STYLE_KEY));
	surface_text_cut(surface, inside.x + 2 + KEY_WIDTH, inside.y + y, inside.width - 4 - KEY_WIDTH, words,
	                 look_of(STYLE_DIALOG));
}

static void away_draw(const struct view *view, struct surface *surface)
{
	const struct view_away *away = (const struct view_away *)view;
	struct rect inside = card_inside(view->environment, CARD_WIDTH, CARD_HEIGHT);
	struct rect words = { 0, 0, inside.width - 4, inside.height };
	char text[WORDS_SIZE], since[FORMAT_SIZE], until[FORMAT_SIZE], length[FORMAT_SIZE], name[DEED_SHORT_SIZE];

	format_clock_local(view->environment->clock, away->since, since);
	format_clock_local(view->environment->clock, away->until, until);
	deed_short(away->span.text, name);
	(void)snprintf(text, sizeof text, "Nobody was here from %s to %s (%s), while %s went on. What was it?", since,
	               until, format_duration(away->until - away->since, length), name);
	words.height = paragraph_draw(NULL, words, text, look_of(STYLE_DIALOG), PARAGRAPH_LEFT);
	/* A narrow screen has more lines of words. */
	const int more = words.height > WORDS_LINES ? words.height - WORDS_LINES : 0;
	int y = 2 + WORDS_LINES + more;
	inside = draw_dialog(surface, CARD_WIDTH, CARD_HEIGHT + more, "away");
	words.x = inside.x + 2;
	words.y = inside.y + 1;
	(void)paragraph_draw(surface, words, text, look_of(STYLE_DIALOG), PARAGRAPH_LEFT);
	surface_cursor(surface, words.x, words.y);
	(void)snprintf(text, sizeof text, "%s: nothing is changed", name);
	const bool fits = text_width(text) <= inside.width - 4 - KEY_WIDTH;
	choice_draw(surface, inside, y++, "Enter", fits ? text : "nothing is changed");
	(void)snprintf(text, sizeof text, "that slot, until %s", until);
	choice_draw(surface, inside, y++, "1..9", text);
	(void)snprintf(text, sizeof text, end_of(away, 0) == 0 ? "off since %s" : "off, until %s",
	               end_of(away, 0) == 0 ? since : until);
	choice_draw(surface, inside, y, "0", text);
	surface_text_cut(surface, inside.x + 2, inside.y + inside.height - 1, inside.width - 4, away->error,
	                 look_of(STYLE_ERROR));
}

static void away_destroy(struct view *view)
{
	struct view_away *away = away_of(view);
	ts_activities_release(&away->activities);
	ts_wipe(away, sizeof *away);
	free(away);
}

static const struct view_ops away_ops = {
	.title = "Away",
	.context = CONTEXT_AWAY,
	.overlay = true,
	.update = away_update,
	.draw = away_draw,
	.destroy = away_destroy,
};

struct view *view_away_create(const struct environment *environment, const struct ts_span *span)
{
	struct view_away *away = allocate(1, sizeof *away);
	away->view = (struct view){ &away_ops, environment };
	away->span = *span;
	away->since = environment->away.since / TS_MINUTE * TS_MINUTE;
	away->until = environment->away.until / TS_MINUTE * TS_MINUTE;
	/* Where they cannot be read no slot has a text, and a digit says so. */
	(void)!ts_activities_read(environment->store, environment->moment.now, &away->activities);
	return &away->view;
}
