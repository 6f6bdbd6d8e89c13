/* How a view says what it wants. */
#include "ui/view/event.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

static struct effect *effects_next(struct effects *effects, enum effect_type type)
{
	struct effect *effect;

	assert(effects->count < EFFECTS_MOST);
	effect = &effects->at[effects->count++];
	*effect = (struct effect){ .type = type };
	return effect;
}

void effects_add(struct effects *effects, enum effect_type type)
{
	(void)effects_next(effects, type);
}

void effects_open(struct effects *effects, struct view *view)
{
	effects_next(effects, EFFECT_OPEN)->view = view;
}

void effects_replace(struct effects *effects, struct view *view)
{
	effects_next(effects, EFFECT_REPLACE)->view = view;
}

void effects_close(struct effects *effects, const struct answer *answer)
{
	struct effect *effect = effects_next(effects, EFFECT_CLOSE);

	if (answer)
		effect->answer = *answer;
}

void effects_visit(struct effects *effects, const struct answer *answer)
{
	effects_next(effects, EFFECT_VISIT)->answer = *answer;
}

void effects_step(struct effects *effects, int step)
{
	effects_next(effects, EFFECT_STEP)->step = step;
}

bool effects_report(struct effects *effects, enum action action, ts_day day, bool replace)
{
	if (action != ACTION_WEEK && action != ACTION_MONTH && action != ACTION_YEAR && action != ACTION_REPORT)
		return false;
	effects_next(effects, EFFECT_REPORT)->report =
	        (struct report_asked){ .action = action, .day = day, .replace = replace && action != ACTION_REPORT };
	return true;
}

void effects_report_range(struct effects *effects, struct ts_range range, bool replace)
{
	effects_next(effects, EFFECT_REPORT)->report =
	        (struct report_asked){ .action = ACTION_NONE, .range = range, .replace = replace };
}

void effects_text(struct effects *effects, enum effect_type type, const char *text)
{
	struct effect *effect = effects_next(effects, type);

	(void)snprintf(effect->text, sizeof effect->text, "%s", text);
}

void effects_asked(struct effects *effects, ts_time logged)
{
	effects_next(effects, EFFECT_ASKED)->at = logged;
}

void effects_auth(struct effects *effects, ts_auth *auth)
{
	effects_next(effects, EFFECT_AUTH)->auth = auth;
}

void effects_copy(struct effects *effects, const char *text)
{
	effects_add(effects, EFFECT_COPY);
	effects->at[effects->count - 1].copied = text;
}

void effects_wait(struct effects *effects, struct errand *errand)
{
	effects_next(effects, EFFECT_WAIT)->errand = errand;
}

/* Takes away the begin of a character that did not fit. */
static void text_end_whole(char *text, size_t size)
{
	size_t end = size - 1, lead = end;

	while (lead > 0 && ((unsigned char)text[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (lead > 0 && (unsigned char)text[lead - 1] >= 0xc0) {
		unsigned char first = (unsigned char)text[lead - 1];
		size_t need = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;

		if (end - (lead - 1) < need)
			text[lead - 1] = '\0';
	}
}

void effects_message(struct effects *effects, enum message_kind kind, const char *format, ...)
{
	struct effect *effect = effects_next(effects, EFFECT_MESSAGE);
	va_list arguments;
	int size;

	effect->kind = kind;
	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	size = vsnprintf(effect->text, sizeof effect->text, format, arguments);
	if (size < 0)
		effect->text[0] = '\0';
	else if ((size_t)size >= sizeof effect->text)
		text_end_whole(effect->text, sizeof effect->text);
	va_end(arguments);
}
