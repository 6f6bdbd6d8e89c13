/* What the event line says of what was done, and of what could not be. Every deed tells how it is taken back. */
#include "ui/day/day_inside.h"

#include "ui/base/failure.h"
#include "ui/base/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SENTENCE_SIZE = 192, DETAIL_SIZE = 160 };

const char *day_relative(ts_day day, ts_day today, char out[RELATIVE_SIZE])
{
	int days = abs(day - today);
	if (days == 0)
		(void)snprintf(out, RELATIVE_SIZE, "%s", "");
	else if (days == 1)
		(void)snprintf(out, RELATIVE_SIZE, "%s", day < today ? "yesterday" : "tomorrow");
	else if (day < today)
		(void)snprintf(out, RELATIVE_SIZE, "%d days ago", days);
	else
		(void)snprintf(out, RELATIVE_SIZE, "in %d days", days);
	return out;
}

const char *day_key(const struct day *day, enum action action)
{
	return keymap_key(day->view.environment->keymap, CONTEXT_DAY, action);
}

static const char *undo_hint(const struct day *day, enum ts_deed deed, char *out, size_t size)
{
	const char *word = deed == TS_DEED_DELETE ? "brings it back" : "takes it back";
	(void)snprintf(out, size, "%s %s", day_key(day, ACTION_UNDO), word);
	return out;
}

const char *day_short(const char *text, char out[SHORT_SIZE])
{
	static const char ellipsis[] = "\u2026";
	size_t size = strlen(text);
	size_t used = ts_text_clean(text, size, false, out, SHORT_SIZE - sizeof ellipsis);
	if (used < size)
		memcpy(out + used, ellipsis, sizeof ellipsis);
	return out;
}

const char *day_done_text(const struct ts_done *done, char *out, size_t size)
{
	struct ts_done brief = *done;
	day_short(done->text, brief.text);
	return format_done(&brief, out, size);
}

/* "3 review: auth patch": a text with the digit it has. */
static const char *slot_text(const struct ts_done *done, char *out, size_t size)
{
	char text[SHORT_SIZE], slot[FORMAT_SIZE] = "";

	if (done->slot > 0 || done->off)
		(void)snprintf(slot, sizeof slot, "%d ", done->slot);
	(void)snprintf(out, size, "%s%s%s", slot, day_short(done->text, text), done->created ? " (new)" : "");
	return out;
}

/* The same behind its time, if it was logged; else the deed. */
static const char *logged_text(const struct ts_done *done, char *out, size_t size)
{
	char clock[FORMAT_SIZE], text[SENTENCE_SIZE - FORMAT_SIZE];

	if (done->deed != TS_DEED_LOG)
		return day_done_text(done, out, size);
	(void)snprintf(out, size, "%s %s", format_clock(done->at, done->offset, clock),
	               slot_text(done, text, sizeof text));
	return out;
}

void day_say_done(const struct day *day, const struct ts_done *done, struct effects *effects)
{
	char undo[FORMAT_SIZE], sentence[SENTENCE_SIZE], gone[SHORT_SIZE];
	bool instead = done->gone[0] != '\0';
	effects_message(effects, MESSAGE_GOOD, "%s%s%s   %s", logged_text(done, sentence, sizeof sentence),
	                instead ? " in place of " : "", instead ? day_short(done->gone, gone) : "",
	                undo_hint(day, done->deed, undo, sizeof undo));
}

/* A command signs as "desk command", a screen as "desk pts/4". Cuts that word off. */
static bool origin_is_command(char *origin)
{
	static const char word[] = " command";
	size_t size = strlen(origin);
	if (size < sizeof word || strcmp(origin + size - (sizeof word - 1), word) != 0)
		return false;
	origin[size - (sizeof word - 1)] = '\0';
	return true;
}

/* "14:12:08 desk> 3 review: auth patch   from your other terminal.  u takes it back here too". The first time is when
 * it was heard of; the log's own is said only when it is another. */
/* Of another device: undo here does not take it back. */
static void say_arrived(const struct ts_news *news, const char *when, const char *text, struct effects *effects)
{
	if (news->changes > 1 || news->vague)
		effects_message(effects, MESSAGE_NOTICE, "%s %s> %" PRId64 " %s", when, news->origin, news->changes,
		                news->changes == 1 ? "change" : "changes");
	else
		effects_message(effects, MESSAGE_NOTICE, "%s %s> %s%s", when, news->origin,
		                news->back ? "took back: " : "", text);
}

void day_say_news(const struct day *day, const struct ts_news *news, struct effects *effects)
{
	const struct environment *environment = day->view.environment;
	char sentence[SENTENCE_SIZE], origin[TS_ORIGIN_SIZE], when[FORMAT_SIZE];
	struct ts_done done = news->done;
	struct ts_civil civil;
	/* What is taken back is not new any more. */
	done.created = done.created && !news->back;
	(void)snprintf(origin, sizeof origin, "%s", news->origin);
	bool command = origin_is_command(origin);
	ts_civil_local(environment->moment.now, &civil);
	(void)snprintf(when, sizeof when, "%02d:%02d:%02d", civil.hour, civil.minute, civil.second);
	bool just_now = done.deed == TS_DEED_LOG && done.at / TS_MINUTE == environment->moment.now / TS_MINUTE;
	const char *text =
	        just_now ? slot_text(&done, sentence, sizeof sentence) : logged_text(&done, sentence, sizeof sentence);
	if (news->device) {
		say_arrived(news, when, text, effects);
		return;
	}
	const char *from = command ? "from a command" : "from your other terminal";
	const char *key = day_key(day, news->back ? ACTION_REDO : ACTION_UNDO);
	const char *does = news->back ? "does it again" : "takes it back";
	char line[2 * SENTENCE_SIZE];
	(void)snprintf(line, sizeof line, "%s %s> %s%s   ", when, origin[0] != '\0' ? origin : "elsewhere",
	               news->back ? "took back: " : "", text);
	size_t size = strlen(line);
	/* With less room: what was done, and how it is taken back. */
	for (int less = 0; less == 0 || (less < 3 && text_width(line) > environment->width - 2); less++) {
		(void)snprintf(line + size, sizeof line - size, "%s%s%s %s%s", less < 2 ? from : "",
		               less < 2 ? ".  " : "", key, does, less < 1 ? " here too" : "");
	}
	effects_message(effects, MESSAGE_NOTICE, "%s", line);
}

void day_say_goes_on(const struct ts_done *done, struct effects *effects)
{
	char clock[FORMAT_SIZE], text[SHORT_SIZE];
	effects_message(effects, MESSAGE_PLAIN, "%s goes on since %s", day_short(done->text, text),
	                format_clock(done->at, done->offset, clock));
}

void day_say_failed(const struct day *day, const char *what, enum ts_status status, struct effects *effects)
{
	const char *full = failure_words(day->view.environment->store, status);
	char detail[DETAIL_SIZE];
	(void)ts_text_clean(full, strlen(full), false, detail, sizeof detail);
	effects_message(effects, MESSAGE_ERROR, "%s: %s", what, detail);
}
