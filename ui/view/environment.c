/* What views ask to be another in what all of them know. */
#include "ui/view/view.h"

#include <stdio.h>
#include <string.h>

static void text_take(char *out, size_t size, const char *text)
{
	(void)snprintf(out, size, "%.*s", (int)size - 1, text);
}

const char *environment_theme(const struct environment *environment)
{
	const char *own = config_word(environment->config, CONFIG_THEME);

	return own ? own : environment->settings.theme;
}

ts_day environment_week(const struct environment *environment, ts_day day)
{
	return day - (ts_day_weekday(day) - environment->first_weekday + 7) % 7;
}

int environment_hints(const struct environment *environment, int room)
{
	static const int most[] = { 2, 1, 0 }; /* by CONFIG_HINTS' words */
	int rows = most[config_value(environment->config, CONFIG_HINTS)];

	return room < rows ? room : rows;
}

const char *environment_week_number(const struct environment *environment, ts_day day, char out[FORMAT_SIZE])
{
	int year, week;

	ts_day_iso_week(day, &year, &week);
	if (environment->first_weekday == 0)
		(void)snprintf(out, FORMAT_SIZE, "W%02d", week);
	else
		out[0] = '\0';
	return out;
}

bool environment_habit(const struct environment *environment, const char *text)
{
	/* Its first letters may have been keys. */
	enum { KEYS_MOST = 2 };

	return environment->moment.uptime < environment->habit_until && strlen(text) + KEYS_MOST >= TS_PASSWORD_LEAST;
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
	case EFFECT_RETURNED:
		environment->away.open = environment->away.asleep = false;
		return true;
	default:
		return false;
	}
}
