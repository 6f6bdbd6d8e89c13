/* What the event line says of what was done, and of what could not be, and what is copied of a day. Every deed tells
 * how it is taken back. */
#include "ui/day/day_inside.h"

#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/view/as_text.h"
#include "ui/view/deed.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

void day_say_done(const struct day *day, const struct ts_done *done, struct effects *effects)
{
	deed_say_done(day->view.environment, CONTEXT_DAY, done, effects);
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
	char sentence[DEED_SENTENCE_SIZE], origin[TS_ORIGIN_SIZE], when[FORMAT_SIZE];
	struct ts_done done = news->done;
	struct ts_civil civil;
	/* What is taken back is not new any more. */
	done.created = done.created && !news->back;
	(void)snprintf(origin, sizeof origin, "%s", news->origin);
	bool command = origin_is_command(origin);
	ts_civil_local(environment->moment.now, &civil);
	(void)snprintf(when, sizeof when, "%02d:%02d:%02d", civil.hour, civil.minute, civil.second);
	bool just_now = done.deed == TS_DEED_LOG && done.at / TS_MINUTE == environment->moment.now / TS_MINUTE;
	const char *text = just_now ? deed_slot_text(&done, sentence, sizeof sentence)
	                            : deed_logged_text(day->view.environment, &done, sentence, sizeof sentence);
	if (news->device) {
		say_arrived(news, when, text, effects);
		return;
	}
	const char *from = command ? "from a command" : "from your other terminal";
	const char *key = day_key(day, news->back ? ACTION_REDO : ACTION_UNDO);
	const char *does = news->back ? "does it again" : "takes it back";
	char line[2 * DEED_SENTENCE_SIZE];
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

void day_say_failed(const struct day *day, const char *what, enum ts_status status, struct effects *effects)
{
	deed_say_failed(day->view.environment, what, status, effects);
}

void day_copied_forget(struct day *day)
{
	if (day->copied)
		ts_wipe(day->copied, strlen(day->copied));
	free(day->copied);
	day->copied = NULL;
}

void day_copy(struct day *day, struct effects *effects)
{
	const struct ts_span *span = day->pane == DAY_LOGS ? day_selected(day) : NULL;
	enum clock clock = day->view.environment->clock;
	char line[AS_TEXT_LINE], date[FORMAT_SIZE];

	day_copied_forget(day);
	if (!day->has_content || day->content.span_count == 0) {
		effects_message(effects, MESSAGE_PLAIN, "there is nothing to copy");
		return;
	}
	if (span) {
		day->copied = copy_text(as_text_log(clock, span, line));
		effects_message(effects, MESSAGE_GOOD, "copied: %.150s", line);
	} else {
		day->copied = as_text_day(clock, day->day, &day->content);
		effects_message(effects, MESSAGE_GOOD, "copied: %s, as text", format_day(day->day, date));
	}
	effects_copy(effects, day->copied);
}

/* ncurses has no cells that are links, and what is written around it would be gone with the next scroll: the address is
 * taken where it is wanted. */
void day_copy_link(struct day *day, struct effects *effects)
{
	const struct config *config = day->view.environment->config;
	const struct ts_span *span = day_selected(day);
	struct config_linked linked;

	if (!config || config->links.count == 0) {
		effects_message(effects, MESSAGE_NOTICE, "the configuration has no links: timesheet manual config");
	} else if (!span || (!config_link_find(&config->links, span->text, &linked) &&
	                     !config_link_find(&config->links, span->comment, &linked))) {
		effects_message(effects, MESSAGE_NOTICE, "no link of the configuration is in the selected log");
	} else {
		day_copied_forget(day);
		day->copied = copy_text(linked.address);
		effects_message(effects, MESSAGE_GOOD, "copied: %.200s", linked.address);
		effects_copy(effects, day->copied);
	}
}
