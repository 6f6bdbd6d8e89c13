/* What is logged and taken back by one key, and the words for it. */
#include "ui/view/deed.h"

#include "ui/base/failure.h"
#include "ui/base/format.h"
#include "ui/view/errand.h"
#include "ui/view/undo_ask.h"

#include <stdio.h>
#include <string.h>

enum { DETAIL_SIZE = 160 };

/* ---- words */

const char *deed_short(const char *text, char out[DEED_SHORT_SIZE])
{
	static const char ellipsis[] = "\u2026";
	size_t size = strlen(text);
	size_t used = ts_text_clean(text, size, false, out, DEED_SHORT_SIZE - sizeof ellipsis);
	if (used < size)
		memcpy(out + used, ellipsis, sizeof ellipsis);
	return out;
}

const char *deed_text(const struct environment *environment, const struct ts_done *done, char *out, size_t size)
{
	struct ts_done brief = *done;
	deed_short(done->text, brief.text);
	return format_done(environment->clock, &brief, out, size);
}

const char *deed_slot_text(const struct ts_done *done, char *out, size_t size)
{
	char text[DEED_SHORT_SIZE], slot[FORMAT_SIZE] = "";

	if (done->slot > 0 || done->off)
		(void)snprintf(slot, sizeof slot, "%d ", done->slot);
	(void)snprintf(out, size, "%s%s%s", slot, deed_short(done->text, text), done->created ? " (new)" : "");
	return out;
}

const char *deed_logged_text(const struct environment *environment, const struct ts_done *done, char *out, size_t size)
{
	char clock[FORMAT_SIZE], text[DEED_SENTENCE_SIZE - FORMAT_SIZE];

	if (done->deed != TS_DEED_LOG)
		return deed_text(environment, done, out, size);
	(void)snprintf(out, size, "%s %s", format_clock(environment->clock, done->at, done->offset, clock),
	               deed_slot_text(done, text, sizeof text));
	return out;
}

/* A new activity that sounds like no work: one key says so. */
static bool sounds_like_rest(const struct ts_done *done)
{
	static const char *const words[] = { "lunch", "break",  "pause",        "coffee", "breakfast",    "dinner",
		                             "rest",  "mittag", "mittagspause", "siesta", "d\u00e9jeuner" };

	for (size_t i = 0; done->created && !done->rest && i < sizeof words / sizeof words[0]; i++) {
		if (ts_text_same(done->text, words[i]))
			return true;
	}
	return false;
}

void deed_say_done(const struct environment *environment, enum context context, const struct ts_done *done,
                   struct effects *effects)
{
	char sentence[DEED_SENTENCE_SIZE], gone[DEED_SHORT_SIZE];
	const char *rest = sounds_like_rest(done) ? keymap_key(environment->keymap, context, ACTION_REST) : "";
	bool instead = done->gone[0] != '\0';
	effects_message(effects, MESSAGE_GOOD, "%s%s%s   %s%s%s %s",
	                deed_logged_text(environment, done, sentence, sizeof sentence), instead ? " in place of " : "",
	                instead ? deed_short(done->gone, gone) : "", rest, rest[0] != '\0' ? " if it is rest   " : "",
	                keymap_key(environment->keymap, context, ACTION_UNDO),
	                done->deed == TS_DEED_DELETE ? "brings it back" : "takes it back");
}

void deed_say_goes_on(const struct environment *environment, const struct ts_done *done, struct effects *effects)
{
	char clock[FORMAT_SIZE], text[DEED_SHORT_SIZE];
	effects_message(effects, MESSAGE_PLAIN, "%s goes on since %s", deed_short(done->text, text),
	                format_clock(environment->clock, done->at, done->offset, clock));
}

void deed_say_answer(const struct environment *environment, enum context context, const struct answer *answer,
                     struct effects *effects)
{
	const enum ts_deed deed = answer->done.deed;

	if (answer->status == TS_UNCHANGED && (deed == TS_DEED_LOG || deed == TS_DEED_INSERT))
		deed_say_goes_on(environment, &answer->done, effects);
	else if (answer->status == TS_OK)
		deed_say_done(environment, context, &answer->done, effects);
}

void deed_say_failed(const struct environment *environment, const char *what, enum ts_status status,
                     struct effects *effects)
{
	const char *full = failure_words(environment->store, status);
	char detail[DETAIL_SIZE];
	(void)ts_text_clean(full, strlen(full), false, detail, sizeof detail);
	effects_message(effects, MESSAGE_ERROR, "%s: %s", what, detail);
}

/* ---- deeds */

static void say_logged(const struct environment *environment, enum context context, enum ts_status status,
                       const struct ts_done *done, struct effects *effects)
{
	if (status == TS_OK)
		deed_say_done(environment, context, done, effects);
	else if (status == TS_UNCHANGED)
		deed_say_goes_on(environment, done, effects);
	else if (status != TS_BUSY)
		deed_say_failed(environment, "cannot log", status, effects);
}

enum ts_status deed_log_slot(const struct environment *environment, enum context context, int slot,
                             struct ts_done *done, struct effects *effects)
{
	const struct errand errand = { .kind = ERRAND_LOG_SLOT, .slot = slot, .at = environment->moment.now };
	enum ts_status status = errand_try(environment, errand, done, effects);
	if (status == TS_NOT_FOUND)
		effects_message(effects, MESSAGE_NOTICE, "slot %d is empty: %s picks an activity for it", slot,
		                keymap_key(environment->keymap, context, ACTION_PICK));
	else
		say_logged(environment, context, status, done, effects);
	return status;
}

enum ts_status deed_log_previous(const struct environment *environment, enum context context, struct ts_done *done,
                                 struct effects *effects)
{
	const struct errand errand = { .kind = ERRAND_LOG_PREVIOUS };
	enum ts_status status = errand_try(environment, errand, done, effects);
	if (status == TS_NOT_FOUND)
		effects_message(effects, MESSAGE_NOTICE, "there is no activity before this one to go back to");
	else
		say_logged(environment, context, status, done, effects);
	return status;
}

enum ts_status deed_take_back(const struct environment *environment, enum context context, bool again, bool *asked,
                              struct ts_done *done, struct effects *effects)
{
	const struct errand errand = { .kind = again ? ERRAND_REDO : ERRAND_UNDO };
	char text[DEED_SHORT_SIZE + FORMAT_SIZE];

	if (!again && undo_ask(environment, context, asked, effects))
		return TS_UNCHANGED;
	enum ts_status status = errand_try(environment, errand, done, effects);
	if (status == TS_NOT_FOUND)
		effects_message(effects, MESSAGE_PLAIN, again ? "nothing was taken back" : "nothing to take back");
	else if (status != TS_OK && status != TS_BUSY)
		deed_say_failed(environment, again ? "cannot do it again" : "cannot take it back", status, effects);
	if (status != TS_OK)
		return status;
	done->created = false;
	effects_message(effects, MESSAGE_GOOD, "%s: %s   %s %s", again ? "did again" : "took back",
	                deed_text(environment, done, text, sizeof text),
	                keymap_key(environment->keymap, context, again ? ACTION_UNDO : ACTION_REDO),
	                again ? "takes it back" : "does it again");
	if (done->deed == TS_DEED_SETTINGS || done->deed == TS_DEED_TARGET)
		effects_add(effects, EFFECT_SETTINGS);
	return TS_OK;
}

bool deed_act(const struct environment *environment, enum context context, const struct event *event, bool *undo_asked,
              bool *changed, struct effects *effects)
{
	const enum action action = event->as.action.action;
	struct ts_done done;
	enum ts_status status;

	*undo_asked = *undo_asked && action == ACTION_UNDO;
	if (action == ACTION_LOG_PREVIOUS)
		status = deed_log_previous(environment, context, &done, effects);
	else if (action == ACTION_UNDO || action == ACTION_REDO)
		status = deed_take_back(environment, context, action == ACTION_REDO, undo_asked, &done, effects);
	else if (action == ACTION_LOG_SLOT || action == ACTION_LOG_OFF)
		status = deed_log_slot(
		        environment, context,
		        action == ACTION_LOG_OFF ? 0 : keymap_digit(environment->keymap, event->as.action.key), &done,
		        effects);
	else
		return false;
	*changed = status == TS_OK;
	return true;
}

bool deed_open_screen(const struct environment *environment, enum context context, enum action action, ts_day day,
                      struct effects *effects)
{
	switch (action) {
	case ACTION_NOTE:
		effects_open(effects, view_notes_create(environment, day));
		return true;
	case ACTION_MARK_DAY:
		effects_open(effects, view_mark_create(environment, day));
		return true;
	case ACTION_ACTIVITIES:
		effects_open(effects, view_activities_create(environment));
		return true;
	case ACTION_SETTINGS:
		effects_open(effects, view_settings_create(environment));
		return true;
	case ACTION_HELP:
		effects_open(effects, view_help_create(environment, context));
		return true;
	default:
		return false;
	}
}
