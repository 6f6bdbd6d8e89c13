/* What views ask to be another in what all of them know. */
#include "ui/view/view.h"

#include <stdio.h>

static void text_take(char *out, size_t size, const char *text)
{
	(void)snprintf(out, size, "%.*s", (int)size - 1, text);
}

const char *environment_theme(const struct environment *environment)
{
	const char *own = config_word(environment->config, CONFIG_THEME);

	return own ? own : environment->settings.theme;
}

bool environment_take(struct environment *environment, const struct effect *effect)
{
	switch (effect->type) {
	case EFFECT_THEME:
		text_take(environment->theme, sizeof environment->theme, effect->text);
		return true;
	case EFFECT_USER:
		text_take(environment->user, sizeof environment->user, effect->text);
		return true;
	case EFFECT_SEARCHED:
		text_take(environment->searched, sizeof environment->searched, effect->text);
		return true;
	case EFFECT_FILTER:
		text_take(environment->filter, sizeof environment->filter, effect->text);
		return true;
	case EFFECT_ASKED:
		environment->asked_until = effect->at;
		return true;
	default:
		return false;
	}
}
