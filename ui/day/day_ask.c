/* What the day view asks and the next key answers: to which slot an activity is pinned, what the selected log was
 * instead, whether to leave. A question that is gone from the screen is asked no more. */
#include "ui/day/day_inside.h"

#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/view/deed.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>

/* A key that just closed another screen, pressed once too often, is no wish to leave: milliseconds. */
enum { LEFT_JUST_NOW = 1000 };

static int64_t uptime_of(const struct day *day)
{
	return day->view.environment->moment.uptime;
}

enum day_asks day_asks(const struct day *day)
{
	return uptime_of(day) - day->asked_at < MESSAGE_STAYS ? day->asks : DAY_ASKS_NOTHING;
}

static void ask(struct day *day, enum day_asks asks)
{
	day->asks = asks;
	day->asked_at = uptime_of(day);
}

/* ---- questions */

static void ask_slot(struct day *day, struct effects *effects)
{
	struct day_activity activity;

	if (!day_activity_or_say(day, &activity, effects))
		return;
	if (activity.off) {
		effects_message(effects, MESSAGE_NOTICE, "off has its key already: %s", day_key(day, ACTION_LOG_OFF));
		return;
	}
	ask(day, DAY_ASKS_SLOT);
	day->asked_activity = activity;
	effects_message(effects, MESSAGE_NOTICE, "pin \"%s\" to which slot? 1..9, 0 for none, Escape: not at all",
	                activity.text);
}

static void ask_what(struct day *day, struct effects *effects)
{
	const struct ts_span *span = day_selected_or_say(day, effects);
	char text[DEED_SHORT_SIZE];

	if (!span)
		return;
	ask(day, DAY_ASKS_WHAT);
	day->asked_log = span->id;
	size_t marked = day_marked(day, NULL);
	if (marked > 0)
		effects_message(effects, MESSAGE_NOTICE,
		                "what were the %zu marked? a digit, or type it; Escape: as they are", marked);
	else
		effects_message(effects, MESSAGE_NOTICE,
		                "what was it instead of \"%s\"? a digit, or type it; Escape: as it is",
		                deed_short(span->text, text));
}

/* Staying logged in, a screen that is left is back by one command; else it costs the password. */
static void ask_leave(struct day *day, struct effects *effects)
{
	const struct environment *environment = day->view.environment;
	/* Held down it stays the same press. */
	int64_t just =
	        environment->left_at > 0 && day->held_at > environment->left_at ? day->held_at : environment->left_at;
	const char *key = day_key(day, ACTION_QUIT);

	if (environment->below > 0) {
		effects_add(effects, EFFECT_BACK);
	} else if (just > 0 && uptime_of(day) - just < LEFT_JUST_NOW) {
		day->held_at = uptime_of(day);
		effects_message(effects, MESSAGE_NOTICE, "this is the last screen: in a moment %s leaves it", key);
	} else if (environment->logged_in_until > environment->moment.now) {
		effects_add(effects, EFFECT_QUIT);
	} else {
		ask(day, DAY_ASKS_LEAVE);
		effects_message(effects, MESSAGE_NOTICE, "leave? %s again leaves, any other key stays", key);
	}
}

/* What went on all the time that nobody was there; false: something else was logged, or nothing was. */
static bool away_span(const struct day *day, struct ts_span *out)
{
	const struct environment *environment = day->view.environment;
	const struct away *away = &environment->away;
	struct ts_day_view content = { .spans = NULL };
	bool found = false;

	if (away->since == 0 || ts_day_read(environment->store, ts_day_of(away->since, environment->settings.day_start),
	                                    environment->moment.now, &content) != TS_OK)
		return false;
	for (size_t i = 0; i < content.span_count; i++) {
		const struct ts_span *span = &content.spans[i];
		if (span->off || span->begin > away->since || span->end <= away->since)
			continue;
		*out = *span;
		found = true;
	}
	ts_day_release(&content);
	return found;
}

void day_ask_away(struct day *day, struct effects *effects)
{
	struct ts_span span;

	effects_add(effects, EFFECT_RETURNED);
	if (away_span(day, &span))
		effects_open(effects, view_away_create(day->view.environment, &span));
	else
		effects_message(effects, MESSAGE_PLAIN, "nobody was away for long while something went on");
}

void day_welcome(struct day *day, struct effects *effects)
{
	const struct away *away = &day->view.environment->away;
	char since[FORMAT_SIZE], text[DEED_SHORT_SIZE];
	struct ts_span span;

	if (!away->open)
		return;
	if (away->asleep && away_span(day, &span)) {
		day_ask_away(day, effects);
		return;
	}
	effects_add(effects, EFFECT_RETURNED);
	if (away_span(day, &span))
		effects_message(effects, MESSAGE_NOTICE, "%s since %s, with nobody here?   %s says what it was",
		                deed_short(span.text, text),
		                format_clock_local(day->view.environment->clock, away->since, since),
		                day_key(day, ACTION_AWAY));
}

void day_ask(struct day *day, enum action action, struct effects *effects)
{
	if (action == ACTION_PIN)
		ask_slot(day, effects);
	else if (action == ACTION_RECAST)
		ask_what(day, effects);
	else if (action == ACTION_QUIT)
		ask_leave(day, effects);
	else if (action == ACTION_AWAY)
		day_ask_away(day, effects);
}

/* ---- hits */

void day_hit_begin(struct day *day, const struct answer *answer)
{
	day->hit = *answer;
	day->hit_at = uptime_of(day);
}

bool day_hit_shows(const struct day *day)
{
	return day->hit.hits > 1 && day->view.environment->below > 0 && uptime_of(day) - day->hit_at < MESSAGE_STAYS;
}

bool day_hit_step(struct day *day, enum action action, struct effects *effects)
{
	const bool shows = day_hit_shows(day), previous = action == ACTION_HIT_PREVIOUS;

	if (shows && (previous || action == ACTION_NOTE)) {
		day->hit_at = uptime_of(day);
		effects_step(effects, previous ? -1 : 1);
		return true;
	}
	day->hit.hits = 0;
	if (previous)
		effects_message(effects, MESSAGE_PLAIN, "%s goes back among the hits of a search: %s",
		                day_key(day, ACTION_HIT_PREVIOUS), day_key(day, ACTION_SEARCH));
	return previous;
}

/* ---- answers */

/* loser: what was on the slot before; "" nothing. */
static void say_pinned(const struct day *day, const char *text, int slot, const char *loser, struct effects *effects)
{
	const char *undo = day_key(day, ACTION_UNDO);
	if (slot == 0)
		effects_message(effects, MESSAGE_GOOD, "%s is on no slot now   %s takes it back", text, undo);
	else if (loser[0] != '\0')
		effects_message(effects, MESSAGE_GOOD, "%s is on %d now, %s on none   %s takes it back", text, slot,
		                loser, undo);
	else
		effects_message(effects, MESSAGE_GOOD, "%s is on %d now   %s takes it back", text, slot, undo);
}

static void pin(struct day *day, int slot, struct effects *effects)
{
	const char *text = day->asked_activity.text;
	struct ts_done done;
	const struct errand errand = { .kind = ERRAND_ACTIVITY,
		                       .id = day->asked_activity.id,
		                       .activity = { .fields = TS_CHANGE_SLOT, .slot = slot } };
	enum ts_status status = errand_try(day->view.environment, errand, &done, effects);
	char loser[DEED_SHORT_SIZE] = "";

	if (status == TS_BUSY)
		return;
	if (slot >= 1 && slot <= TS_SLOTS)
		deed_short(day->slots[slot].text, loser);
	if (status == TS_UNCHANGED && slot > 0)
		effects_message(effects, MESSAGE_PLAIN, "%s is on %d already", text, slot);
	else if (status == TS_UNCHANGED)
		effects_message(effects, MESSAGE_PLAIN, "%s is on no slot", text);
	else if (status != TS_OK)
		day_say_failed(day, "cannot pin it", status, effects);
	else
		say_pinned(day, text, slot, loser, effects);
	if (status == TS_OK)
		day_read(day, effects);
}

static void recast(struct day *day, int slot, struct effects *effects)
{
	struct ts_done done;
	const char *text = slot > 0 ? day->slots[slot].text : "off";

	if (text[0] == '\0') {
		effects_message(effects, MESSAGE_NOTICE, "slot %d is empty: nothing is changed", slot);
		return;
	}
	if (day_change_marked(day, (struct ts_logs_change){ .what = TS_LOGS_RECAST, .text = text }, effects))
		return;
	const struct errand errand = { .kind = ERRAND_LOG, .id = day->asked_log, .text = text };
	enum ts_status status = errand_try(day->view.environment, errand, &done, effects);
	if (status == TS_BUSY)
		return;
	if (status == TS_UNCHANGED) {
		char name[DEED_SHORT_SIZE];
		effects_message(effects, MESSAGE_PLAIN, "%s is what it was", deed_short(text, name));
		return;
	}
	if (status != TS_OK) {
		day_say_failed(day, "cannot change it", status, effects);
		return;
	}
	day_say_done(day, &done, effects);
	day->follows = false;
	day_read(day, effects);
}

/* The log that was asked about, in the picker; with what is typed already. False: it is gone. */
static bool recast_pick(struct day *day, uint32_t typed, struct effects *effects)
{
	const struct ts_span *span = day_selected(day);

	if (!span || !ts_id_equal(span->id, day->asked_log))
		return false;
	struct ts_id *ids = allocate(day->content.span_count + 1, sizeof *ids);
	size_t count = day_marked(day, ids);
	effects_open(effects, view_picker_create_recast(day->view.environment, span, ids, count, typed));
	free(ids);
	effects_message(effects, MESSAGE_PLAIN, "Enter there changes the log, Escape leaves it as it is");
	return true;
}

bool day_answered(struct day *day, enum action action, const struct key *key, struct effects *effects)
{
	enum day_asks asks = day_asks(day);
	int digit = keymap_digit(day->view.environment->keymap, *key);

	day->asks = DAY_ASKS_NOTHING;
	if (action == ACTION_HELP) {
		day->asks = asks;
		return false;
	}
	bool answers = action == ACTION_LOG_SLOT || action == ACTION_LOG_OFF;
	if (asks == DAY_ASKS_SLOT && answers)
		pin(day, digit, effects);
	else if (asks == DAY_ASKS_SLOT)
		return action == ACTION_PIN;
	else if (asks == DAY_ASKS_WHAT && answers)
		recast(day, digit, effects);
	else if (asks == DAY_ASKS_WHAT && action == ACTION_PICK && key->name == KEYNAME_ENTER)
		return recast_pick(day, 0, effects);
	else if (asks == DAY_ASKS_WHAT && key->name == KEYNAME_NONE && key->modifiers == 0)
		return recast_pick(day, key->character, effects);
	else if (asks == DAY_ASKS_LEAVE && action == ACTION_QUIT)
		effects_add(effects, EFFECT_QUIT);
	else
		return false;
	return true;
}

void day_typed(struct day *day, uint32_t character, struct effects *effects)
{
	enum day_asks asks = day_asks(day);
	day->hit.hits = 0;
	bool text = character >= ' ' && character != 0x7f;

	day->asks = DAY_ASKS_NOTHING;
	if (asks == DAY_ASKS_WHAT && text && recast_pick(day, character, effects))
		return;
	if (asks == DAY_ASKS_SLOT)
		effects_message(effects, MESSAGE_PLAIN, "nothing is pinned");
	else if (asks == DAY_ASKS_WHAT)
		effects_message(effects, MESSAGE_PLAIN, "it stays what it is");
	else if (asks == DAY_ASKS_NOTHING && character == TEXT_ESCAPE && day->marked_count > 0)
		day_marks_forget(day);
	else if (asks == DAY_ASKS_NOTHING && character == TEXT_ESCAPE)
		effects_add(effects, EFFECT_BACK);
}

const char *day_asks_text(const struct day *day, char out[DAY_ASKS_SIZE])
{
	enum day_asks asks = day_asks(day);

	out[0] = '\0';
	if (asks == DAY_ASKS_SLOT)
		(void)snprintf(out, DAY_ASKS_SIZE, "pin to");
	else if (asks == DAY_ASKS_WHAT)
		(void)snprintf(out, DAY_ASKS_SIZE, "it was");
	return out;
}
