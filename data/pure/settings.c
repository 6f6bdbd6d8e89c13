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

/* ---- the rule for breaks */

bool breaks_equal(const struct ts_breaks *left, const struct ts_breaks *right)
{
	return left->after[0] == right->after[0] && left->least[0] == right->least[0] &&
	       left->after[1] == right->after[1] && left->least[1] == right->least[1] && left->most == right->most;
}

static bool minutes_valid(int minutes)
{
	return minutes >= 0 && minutes <= 24 * 60;
}

/* Whoever works longer needs no less of a break; what is not said is 0. */
bool breaks_valid(const struct ts_breaks *breaks)
{
	for (int i = 0; i < TS_BREAK_STEPS; i++) {
		const bool said = breaks->after[i] > 0;
		if (!minutes_valid(breaks->after[i]) || !minutes_valid(breaks->least[i]) ||
		    said != (breaks->least[i] > 0))
			return false;
		if (i > 0 && said &&
		    (breaks->after[i - 1] == 0 || breaks->after[i] <= breaks->after[i - 1] ||
		     breaks->least[i] < breaks->least[i - 1]))
			return false;
	}
	return minutes_valid(breaks->most);
}

static const struct ts_breaks breaks_usual = { { 6 * 60, 9 * 60 }, { 30, 45 }, 10 * 60 };
static const struct ts_breaks breaks_off = { .most = 0 };

/* "6:00" or "6" hours, in minutes. */
static bool clock_take(const char **text, int *minutes)
{
	int hours = 0, rest = 0, digits = 0;

	for (; **text >= '0' && **text <= '9' && digits < 2; digits++)
		hours = 10 * hours + (*(*text)++ - '0');
	if (digits == 0)
		return false;
	if (**text == ':') {
		const char *at = *text + 1;
		if (at[0] < '0' || at[0] > '5' || at[1] < '0' || at[1] > '9')
			return false;
		rest = 10 * (at[0] - '0') + (at[1] - '0');
		*text = at + 2;
	}
	*minutes = 60 * hours + rest;
	return true;
}

static bool item_take(const char **text, struct ts_breaks *out, int *steps)
{
	int after, least;

	if (!clock_take(text, &after) || after == 0)
		return false;
	if (**text != '/') {
		bool first = out->most == 0;
		out->most = after;
		return first;
	}
	(*text)++;
	if (*steps == TS_BREAK_STEPS || !clock_take(text, &least))
		return false;
	out->after[*steps] = after;
	out->least[(*steps)++] = least;
	return true;
}

bool ts_breaks_parse(const char *text, struct ts_breaks *out)
{
	struct ts_breaks breaks = breaks_off;
	int steps = 0;

	if (strcmp(text, "on") == 0 || strcmp(text, "off") == 0) {
		*out = strcmp(text, "on") == 0 ? breaks_usual : breaks_off;
		return true;
	}
	for (;;) {
		text += strspn(text, " ");
		if (!item_take(&text, &breaks, &steps))
			return false;
		text += strspn(text, " ");
		if (*text == '\0')
			break;
		if (*text++ != ',')
			return false;
	}
	if (!breaks_valid(&breaks))
		return false;
	*out = breaks;
	return true;
}

const char *ts_breaks_words(const struct ts_breaks *breaks, char out[TS_BREAKS_SIZE])
{
	size_t used = 0;

	if (breaks_equal(breaks, &breaks_usual) || breaks_equal(breaks, &breaks_off)) {
		(void)snprintf(out, TS_BREAKS_SIZE, "%s", breaks->most > 0 ? "on" : "off");
		return out;
	}
	for (int i = 0; i < TS_BREAK_STEPS && breaks->after[i] > 0; i++)
		used += (size_t)snprintf(out + used, TS_BREAKS_SIZE - used, "%s%d:%02d/%d:%02d", used > 0 ? "," : "",
		                         breaks->after[i] / 60 % 100, breaks->after[i] % 60,
		                         breaks->least[i] / 60 % 100, breaks->least[i] % 60);
	if (breaks->most > 0)
		(void)snprintf(out + used, TS_BREAKS_SIZE - used, "%s%d:%02d", used > 0 ? "," : "",
		               breaks->most / 60 % 100, breaks->most % 60);
	return out;
}

/* ---- settings */

bool settings_valid(const struct ts_settings *settings)
{
	return breaks_valid(&settings->breaks) && within(settings->leave, 0, LEAVE_MOST) &&
	       within(settings->day_start, 0, 720) && within(settings->weekly_target, 0, 10080) &&
	       within(settings->idle_lock, 0, 1440) && within(settings->forgotten_after, 0, 48) &&
	       within((int)settings->number_row, 0, TS_NUMBER_ROW_AZERTY) &&
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
	if (!breaks_equal(&from->breaks, &to->breaks) && breaks_equal(&settings->breaks, &from->breaks)) {
		settings->breaks = to->breaks;
		carried = true;
	}
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
	char breaks[TS_BREAKS_SIZE];

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
	if (!breaks_equal(&before->breaks, &after->breaks))
		word_add(&words, "breaks %s", ts_breaks_words(&after->breaks, breaks));
	if (before->mouse != after->mouse)
		word_add(&words, "mouse %s", after->mouse ? "on" : "off");
	if (before->stay != after->stay)
		word_add(&words, "stay %s", after->stay ? "on" : "off");
	if (before->number_row != after->number_row)
		word_add(&words, "number-row %s", after->number_row == TS_NUMBER_ROW_AZERTY ? "azerty" : "digits");
}
