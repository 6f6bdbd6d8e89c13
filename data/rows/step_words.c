/* How a step is worded that wrote settings, marks, targets, bookings or several logs. */
#include "data/rows/step_words.h"

#include <stdio.h>
#include <string.h>

enum { WEEK = 7 };

static void minutes_words(int64_t minutes, bool sign, char *out, size_t size)
{
	const int64_t length = minutes < 0 ? -minutes : minutes;

	(void)snprintf(out, size, "%s%lld:%02d",
	               minutes < 0 ? "-"
	               : sign      ? "+"
	                           : "",
	               (long long)(length / 60), (int)(length % 60));
}

static void week_words(const struct row_ledger *row, char *out, size_t size)
{
	int64_t sum = 0;

	for (int i = 0; i < WEEK; i++)
		sum += row->minutes[i];
	minutes_words(sum, false, out, size);
}

static void row_words(const struct row_ledger *row, char *out, size_t size)
{
	char plain[TS_TEXT_SIZE], hours[32];

	(void)ts_text_clean(row->text, strlen(row->text), false, plain, sizeof plain);
	switch (row->entry) {
	case ROW_MARK:
		(void)snprintf(out, size, "%s%s", ts_mark_word((enum ts_mark_kind)row->mark),
		               row->half ? ", half" : "");
		break;
	case ROW_TARGET:
		week_words(row, hours, sizeof hours);
		(void)snprintf(out, size, "%s a week", hours);
		break;
	case ROW_BUDGET:
		minutes_words(row->booked, false, hours, sizeof hours);
		(void)snprintf(out, size, "%.*s, %s a %s", (int)sizeof plain - 60, plain, hours,
		               ts_per_word(row->monthly ? TS_PER_MONTH : TS_PER_WEEK));
		break;
	case ROW_BOOKING:
		minutes_words(row->booked, true, hours, sizeof hours);
		(void)snprintf(out, size, "%s%s%.*s", hours, plain[0] ? " " : "", (int)sizeof plain - 40, plain);
		break;
	}
}

static enum row_entry entry_of(enum ts_deed deed)
{
	return deed == TS_DEED_MARK     ? ROW_MARK
	       : deed == TS_DEED_TARGET ? ROW_TARGET
	       : deed == TS_DEED_BUDGET ? ROW_BUDGET
	                                : ROW_BOOKING;
}

static void entry_words(const struct step *step, ts_day day, struct ts_done *done)
{
	const enum row_entry wanted = entry_of(step->deed);

	/* A target that was written down beside another one stands before it. */
	for (size_t i = step->count; i > 0; i--) {
		const struct step_change *change = &step->changes[i - 1];
		if (change->kind != STEP_LEDGER || change->ledger.after.entry != wanted)
			continue;
		const struct row_ledger *row =
		        change->ledger.after.holding == ROW_HOLDS ? &change->ledger.after : &change->ledger.before;
		row_words(row, done->text, sizeof done->text);
		done->day = row->day != TS_TARGET_EVER && row->entry != ROW_BUDGET ? row->day : day;
		if (wanted == ROW_TARGET)
			return;
	}
}

/* What they were and are, and the week's hours, which are a target. */
static void settings_words(const struct step *step, char *out, size_t size)
{
	for (size_t i = 0; i < step->count; i++) {
		const struct step_change *change = &step->changes[i];
		if (change->kind == STEP_SETTINGS)
			ts_settings_words(&change->settings.before, &change->settings.after, out, size);
	}
	for (size_t i = step->count; i > 0; i--) {
		const struct step_change *change = &step->changes[i - 1];
		char week[64];
		size_t used = strlen(out);
		if (change->kind != STEP_LEDGER || change->ledger.after.holding != ROW_HOLDS)
			continue;
		week_words(&change->ledger.after, week, sizeof week);
		(void)snprintf(out + used, size - used, "%starget %s", used > 0 ? ", " : "", week);
		return;
	}
}

static const char *logs_verb(const struct row_log *before, const struct row_log *after)
{
	if (before->dead != after->dead)
		return after->dead ? "deleted" : "repeated";
	return before->at != after->at ? "moved" : "changed";
}

/* Repeating covers logs, too: what is made comes first. */
void step_logs_words(const struct step *step, char *out, size_t size)
{
	const char *verb = "changed";

	for (size_t i = step->count; i > 0; i--) {
		const struct step_change *change = &step->changes[i - 1];
		if (change->kind == STEP_LOG)
			verb = logs_verb(&change->log.before, &change->log.after);
	}
	(void)snprintf(out, size, "%d %s %s", (int)step->day, step->day == 1 ? "log" : "logs", verb);
}

bool step_has_words(const struct step *step)
{
	return step->deed >= TS_DEED_SETTINGS && step->count > 0;
}

void step_words(const struct step *step, ts_day day, struct ts_done *done)
{
	*done = (struct ts_done){ .deed = step->deed, .day = day };
	if (step->deed == TS_DEED_SETTINGS)
		settings_words(step, done->text, sizeof done->text);
	else if (step->deed == TS_DEED_LOGS)
		step_logs_words(step, done->text, sizeof done->text);
	else
		entry_words(step, day, done);
}
