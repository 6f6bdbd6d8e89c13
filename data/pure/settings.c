/* Settings as values: what a new user has, which are possible, which differ, and how that is said. */
#include "data/pure/settings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct ts_settings ts_settings_default(void)
{
	return (struct ts_settings){
		.weekly_target = 40 * 60, .idle_lock = 10, .forgotten_after = 12, .mouse = true, .theme = "auto"
	};
}

enum { LEAVE_MOST = 2 * 366 };

static bool within(int value, int least, int most)
{
	return value >= least && value <= most;
}

/* Which themes there are is known to who draws. */
static bool theme_valid(const char *theme, size_t size)
{
	size_t length = strnlen(theme, size);

	return length > 0 && length < size && strspn(theme, "abcdefghijklmnopqrstuvwxyz-") == length;
}

bool settings_valid(const struct ts_settings *settings)
{
	return within(settings->leave, 0, LEAVE_MOST) && within(settings->day_start, 0, 720) &&
	       within(settings->weekly_target, 0, 10080) && within(settings->idle_lock, 0, 1440) &&
	       within(settings->forgotten_after, 0, 48) && within((int)settings->number_row, 0, TS_NUMBER_ROW_AZERTY) &&
	       theme_valid(settings->theme, sizeof settings->theme);
}

static bool number_carry(int *number, int from, int to)
{
	bool carried = from != to && *number == from;

	if (carried)
		*number = to;
	return carried;
}

static bool switch_carry(bool *on, bool from, bool to)
{
	bool carried = from != to && *on == from;

	if (carried)
		*on = to;
	return carried;
}

bool settings_carry(struct ts_settings *settings, const struct ts_settings *from, const struct ts_settings *to)
{
	int row = (int)settings->number_row;
	bool carried = number_carry(&settings->day_start, from->day_start, to->day_start);

	carried |= number_carry(&settings->weekly_target, from->weekly_target, to->weekly_target);
	carried |= number_carry(&settings->idle_lock, from->idle_lock, to->idle_lock);
	carried |= number_carry(&settings->forgotten_after, from->forgotten_after, to->forgotten_after);
	carried |= number_carry(&row, (int)from->number_row, (int)to->number_row);
	settings->number_row = (enum ts_number_row)row;
	carried |= number_carry(&settings->leave, from->leave, to->leave);
	carried |= switch_carry(&settings->count_empty, from->count_empty, to->count_empty);
	carried |= switch_carry(&settings->mouse, from->mouse, to->mouse);
	carried |= switch_carry(&settings->stay, from->stay, to->stay);
	if (strcmp(from->theme, to->theme) != 0 && strcmp(settings->theme, from->theme) == 0) {
		memcpy(settings->theme, to->theme, sizeof settings->theme);
		carried = true;
	}
	return carried;
}

/* ---- words */

struct words {
	char *out;
	size_t size, used;
};

static void words_put(struct words *words, int written)
{
	words->used += written > 0 ? (size_t)written : 0;
	if (words->used >= words->size)
		words->used = words->size - 1;
}

__attribute__((format(printf, 2, 3))) static void word_add(struct words *words, const char *format, ...)
{
	va_list arguments;

	if (words->used > 0)
		words_put(words, snprintf(words->out + words->used, words->size - words->used, ", "));
	va_start(arguments, format);
	words_put(words, vsnprintf(words->out + words->used, words->size - words->used, format, arguments));
	va_end(arguments);
}

void ts_settings_words(const struct ts_settings *before, const struct ts_settings *after, char *out, size_t size)
{
	struct words words = { out, size, 0 };

	out[0] = '\0';
	if (before->day_start != after->day_start)
		word_add(&words, "day-start %02d:%02d", after->day_start / 60, after->day_start % 60);
	if (before->weekly_target != after->weekly_target)
		word_add(&words, "target %d:%02d", after->weekly_target / 60, after->weekly_target % 60);
	if (strcmp(before->theme, after->theme) != 0)
		word_add(&words, "theme %s", after->theme);
	if (before->idle_lock != after->idle_lock)
		word_add(&words, "idle-lock %d", after->idle_lock);
	if (before->forgotten_after != after->forgotten_after)
		word_add(&words, "forgotten-after %d", after->forgotten_after);
	if (before->count_empty != after->count_empty)
		word_add(&words, "empty-days %s", after->count_empty ? "count" : "off");
	if (before->leave != after->leave)
		word_add(&words, "leave %d%s", after->leave / 2, after->leave % 2 ? ".5" : "");
	if (before->mouse != after->mouse)
		word_add(&words, "mouse %s", after->mouse ? "on" : "off");
	if (before->stay != after->stay)
		word_add(&words, "stay %s", after->stay ? "on" : "off");
	if (before->number_row != after->number_row)
		word_add(&words, "number-row %s", after->number_row == TS_NUMBER_ROW_AZERTY ? "azerty" : "digits");
}
