/* How a view says what it wants. */
#include "event.h"

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

	if (answer != NULL)
		effect->answer = *answer;
}

void effects_auth(struct effects *effects, ts_auth *auth)
{
	effects_next(effects, EFFECT_AUTH)->auth = auth;
}

void effects_message(struct effects *effects, enum message_kind kind, const char *format, ...)
{
	struct effect *effect = effects_next(effects, EFFECT_MESSAGE);
	va_list arguments;

	effect->kind = kind;
	va_start(arguments, format);
	if (vsnprintf(effect->text, sizeof effect->text, format, arguments) < 0)
		effect->text[0] = '\0';
	va_end(arguments);
}
