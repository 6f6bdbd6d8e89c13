/* The settings, and the way to a new password. The theme is previewed as it is chosen. */
#include "ui/base/alloc.h"
#include "ui/base/failure.h"
#include "ui/base/format.h"
#include "ui/base/hours.h"
#include "ui/draw/widgets.h"
#include "ui/type/form.h"
#include "ui/view/card.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROW_DAY_START,
	ROW_TARGET,
	ROW_THEME,
	ROW_IDLE_LOCK,
	ROW_FORGOTTEN,
	ROW_EMPTY,
	ROW_LEAVE,
	ROW_MOUSE,
	ROW_STAY,
	ROW_NUMBERS,
	ROW_BREAKS,
	ROW_OWED,
	ROW_PASSWORD
};
enum { CARD_WIDTH = 58, OTHER_ROWS = 5, NUMBER_SIZE = 16, NUMBER_WIDTH = 8, WORDS_SIZE = 160 };

static const char *const number_rows[] = { "digits", "azerty" };
static const char *const off_on[] = { "off", "on" };
static const char *const empty_days[] = { "off", "count" };

struct view_settings {
	struct view view;
	struct form form;
	char error[128]; /* what concerns no row */
	int target;      /* minutes a week, as the form was filled with */
	char stays[64];  /* what staying logged in means now */
};

static struct view_settings *settings_of(struct view *view)
{
	return (struct view_settings *)view;
}

static const struct view_settings *settings_of_const(const struct view *view)
{
	return (const struct view_settings *)view;
}

static const char *const *theme_names(void)
{
	return config_meaning(CONFIG_THEME)->words;
}

/* ---- reading what was typed */

/* Takes up to four digits from *text. -1: there is none, or more. */
static int digits_take(const char **text)
{
	size_t size = strspn(*text, "0123456789");
	if (size == 0 || size > 4)
		return -1;
	int number = 0;
	for (size_t i = 0; i < size; i++)
		number = 10 * number + (*(*text)++ - '0');
	return number;
}

/* "8" or "8:30" in minutes; spaces around are allowed. -1: not that. */
static int typed_hours_parse(const char *text)
{
	text += strspn(text, " ");
	int hours = digits_take(&text);
	int minutes = 0;
	if (hours >= 0 && *text == ':') {
		text++;
		minutes = digits_take(&text);
	}
	text += strspn(text, " ");
	bool understood = hours >= 0 && minutes >= 0 && minutes < 60 && *text == '\0';
	return understood ? 60 * hours + minutes : -1;
}

static int number_parse(const char *text)
{
	int sixties = !strchr(text, ':') ? typed_hours_parse(text) : -1;
	return sixties < 0 ? -1 : sixties / 60;
}

/* "30" or "27.5" days in halves. -1: not that. */
static int leave_parse(const char *text)
{
	text += strspn(text, " ");
	int days = digits_take(&text);
	bool half = (text[0] == '.' || text[0] == ',') && text[1] == '5';
	text += half ? 2 : 0;
	text += strspn(text, " ");
	return days >= 0 && *text == '\0' ? 2 * days + half : -1;
}

/* False: an error stands in the form. */
static bool form_read(struct form *form, struct ts_settings *out)
{
	out->day_start = typed_hours_parse(form_text(form, ROW_DAY_START));
	out->weekly_target = typed_hours_parse(form_text(form, ROW_TARGET));
	out->idle_lock = number_parse(form_text(form, ROW_IDLE_LOCK));
	out->forgotten_after = number_parse(form_text(form, ROW_FORGOTTEN));
	out->count_empty = form->rows[ROW_EMPTY].choice == 1;
	out->leave = leave_parse(form_text(form, ROW_LEAVE));
	out->mouse = form->rows[ROW_MOUSE].choice == 1;
	out->number_row = (enum ts_number_row)form->rows[ROW_NUMBERS].choice;
	out->stay = form->rows[ROW_STAY].choice == 1;
	(void)snprintf(out->theme, sizeof out->theme, "%s", theme_names()[form->rows[ROW_THEME].choice]);
	if (out->day_start < 0 || out->day_start > 720)
		form_error(form, ROW_DAY_START, "a time from 00:00 to 12:00, like 04:00");
	else if (out->weekly_target < 0 || out->weekly_target > 7 * 24 * 60)
		form_error(form, ROW_TARGET, "hours from 0 to 168, like 40 or 38:30");
	else if (out->idle_lock < 0 || out->idle_lock > 1440)
		form_error(form, ROW_IDLE_LOCK, "minutes from 0 (never) to 1440");
	else if (out->forgotten_after < 0 || out->forgotten_after > 48)
		form_error(form, ROW_FORGOTTEN, "hours from 0 (never) to 48");
	else if (out->leave < 0 || out->leave > 732)
		form_error(form, ROW_LEAVE, "days from 0 (not counted) to 366, like 30 or 27.5");
	else if (!ts_breaks_parse(form_text(form, ROW_BREAKS), &out->breaks))
		form_error(form, ROW_BREAKS, "on, off, or 6:00/0:30,10:00");
	else
		return true;
	return false;
}

static void save(struct view_settings *settings, struct effects *effects)
{
	const struct environment *environment = settings->view.environment;
	struct ts_settings new = environment->settings;
	char words[WORDS_SIZE];
	settings->error[0] = '\0';
	form_clear_errors(&settings->form);
	if (!form_read(&settings->form, &new))
		return;
	ts_settings_words(&environment->settings, &new, words, sizeof words);
	const struct errand errand = { .kind = ERRAND_SETTINGS, .settings = new };
	struct ts_done done;
	enum ts_status status = errand_try(environment, errand, &done, effects);
	if (status == TS_BUSY) {
		effects_close(effects, NULL);
		return;
	}
	if (status != TS_OK && status != TS_UNCHANGED) {
		(void)snprintf(settings->error, sizeof settings->error, "not saved: %s",
		               failure_words(environment->store, status));
		return;
	}
	effects_add(effects, EFFECT_SETTINGS);
	if (status == TS_UNCHANGED)
		effects_message(effects, MESSAGE_PLAIN, "nothing was changed");
	else
		effects_message(effects, MESSAGE_GOOD, "saved: %s   %s takes it back", words,
		                keymap_key(environment->keymap, CONTEXT_DAY, ACTION_UNDO));
	effects_close(effects, NULL);
}

/* ---- the view */

/* Where there is no room for a line between the rows there is none, and the card is as much lower. */
static int card_height(const struct view_settings *settings)
{
	const struct form *form = &settings->form;
	int most = settings->view.environment->height - 1, roomy = form_height(form) + OTHER_ROWS;
	int close = (int)form->count + OTHER_ROWS;

	return roomy <= most ? roomy : close < most ? close : most;
}

static struct rect form_rect(struct rect inside)
{
	int height = inside.height - 3; /* a line above, the error, the hints */
	return (struct rect){ inside.x + 2, inside.y + 1, inside.width - 4, height > 0 ? height : 0 };
}

/* False: the focus is on no button. */
static bool button_opens(const struct view_settings *settings, struct effects *effects)
{
	const struct environment *environment = settings->view.environment;

	if (settings->form.focus == ROW_OWED)
		effects_open(effects, view_owed_create(environment));
	else if (settings->form.focus == ROW_PASSWORD)
		effects_open(effects, view_password_create(environment));
	else
		return false;
	return true;
}

static void action_update(struct view_settings *settings, enum action action, struct effects *effects)
{
	const struct environment *environment = settings->view.environment;
	switch (action) {
	case ACTION_ACCEPT:
		if (!button_opens(settings, effects))
			save(settings, effects);
		break;
	case ACTION_CANCEL:
		effects_text(effects, EFFECT_THEME, environment_theme(environment));
		effects_close(effects, NULL);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(environment, CONTEXT_FORM));
		break;
	default:
		break;
	}
}

static void stays_say(struct view_settings *settings)
{
	const struct environment *environment = settings->view.environment;
	char until[FORMAT_SIZE];
	if (environment->logged_in_until != 0)
		(void)snprintf(settings->stays, sizeof settings->stays, "until %s or a lock",
		               format_clock_local(environment->clock, environment->logged_in_until, until));
	else
		(void)snprintf(settings->stays, sizeof settings->stays, "no password for 1-10 h");
}

static void target_show(struct view_settings *settings)
{
	const int target = settings->view.environment->settings.weekly_target;
	char text[NUMBER_SIZE];

	(void)snprintf(text, sizeof text, target % 60 != 0 ? "%d:%02d" : "%d", target / 60, target % 60);
	form_set_text(&settings->form, ROW_TARGET, text);
	settings->target = target;
}

static void settings_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_settings *settings = settings_of(view);
	struct rect inside = card_inside(view->environment, CARD_WIDTH, card_height(settings));
	enum form_result result = form_update(&settings->form, event, form_rect(inside), effects);
	if (result == FORM_CHANGED && settings->form.focus == ROW_THEME)
		effects_text(effects, EFFECT_THEME, theme_names()[settings->form.rows[ROW_THEME].choice]);
	if (result == FORM_CHANGED)
		settings->error[0] = '\0';
	stays_say(settings);
	if (result == FORM_PRESSED)
		(void)button_opens(settings, effects);
	/* A target was set there. */
	if (event->type == EVENT_SHOWN && settings->target != view->environment->settings.weekly_target)
		target_show(settings);
	if (result == FORM_IGNORED && event->type == EVENT_ACTION)
		action_update(settings, event->as.action.action, effects);
}

static void settings_draw(const struct view *view, struct surface *surface)
{
	static const struct card_hint save_hints[] = { { ACTION_ACCEPT, "save" },
		                                       { ACTION_FIELD_NEXT, NULL },
		                                       { ACTION_CANCEL, NULL } };
	static const struct card_hint button_hints[] = { { ACTION_ACCEPT, "change it" },
		                                         { ACTION_FIELD_NEXT, NULL },
		                                         { ACTION_CANCEL, NULL } };
	const struct view_settings *settings = settings_of_const(view);
	struct rect inside = draw_dialog(surface, CARD_WIDTH, card_height(settings), "settings");
	struct rect rect = form_rect(inside);
	form_draw(&settings->form, surface, rect);
	surface_text_cut(surface, rect.x, rect.y + rect.height, rect.width, settings->error, look_of(STYLE_ERROR));
	struct rect line = { inside.x, inside.y + inside.height - 1, inside.width, 1 };
	bool on_button = settings->form.focus >= ROW_OWED;
	card_hints(surface, line, view->environment->keymap, CONTEXT_FORM, on_button ? button_hints : save_hints, 3);
}

static void settings_destroy(struct view *view)
{
	struct view_settings *settings = settings_of(view);
	form_release(&settings->form);
	free(settings);
}

static const struct view_ops settings_ops = {
	.title = "Settings",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = settings_update,
	.draw = settings_draw,
	.destroy = settings_destroy,
};

static void number_add(struct form *form, const char *label, const char *hint, const char *text)
{
	size_t row = form_add_text(form, label, NUMBER_SIZE, text);
	form->rows[row].hint = hint;
	form->rows[row].width = NUMBER_WIDTH;
}

/* What this machine has otherwise is changed here in vain, as far as it goes. */
static void own_hint(struct view_settings *settings, size_t row, enum config_key key)
{
	if (config_value(settings->view.environment->config, key) != CONFIG_UNSAID)
		settings->form.rows[row].hint = "set by the config file here";
}

static void theme_add(struct form *form, const char *theme)
{
	size_t count = 0, chosen = 0;
	for (; theme_names()[count]; count++)
		chosen = strcmp(theme_names()[count], theme) == 0 ? count : chosen;
	size_t row = form_add_choice(form, "theme", theme_names(), count, chosen);
	form->rows[row].alone = true;
	form->rows[row].hint = "Space: another";
}

struct view *view_settings_create(const struct environment *environment)
{
	struct view_settings *settings = allocate(1, sizeof *settings);
	settings->view = (struct view){ &settings_ops, environment };
	const struct ts_settings *now = &environment->settings;
	struct form *form = &settings->form;
	form_init(form);
	char text[NUMBER_SIZE];
	char leave[HOURS_SIZE], breaks[TS_BREAKS_SIZE];
	size_t row;
	(void)snprintf(text, sizeof text, "%02d:%02d", now->day_start / 60 % 100, now->day_start % 60);
	number_add(form, "day starts at", "00:00 to 12:00", text);
	number_add(form, "weekly target", "hours, like 40 or 38:30", "");
	theme_add(form, now->theme);
	(void)snprintf(text, sizeof text, "%d", now->idle_lock);
	number_add(form, "lock after", "minutes idle, 0 never", text);
	(void)snprintf(text, sizeof text, "%d", now->forgotten_after);
	number_add(form, "forgotten after", "hours, 0 never", text);
	row = form_add_choice(form, "empty days", empty_days, 2, now->count_empty);
	form->rows[row].hint = "off: owe nothing";
	number_add(form, "leave", "days a year, 0 for none", hours_format_days(now->leave, leave));
	(void)form_add_choice(form, "mouse", off_on, 2, now->mouse);
	form->rows[form_add_choice(form, "stay logged in", off_on, 2, now->stay)].hint = settings->stays;
	form->rows[form_add_choice(form, "number row", number_rows, 2, (size_t)now->number_row)].hint =
	        "azerty: & is 1";
	row = form_add_text(form, "breaks", TS_BREAKS_SIZE, ts_breaks_words(&now->breaks, breaks));
	form->rows[row].hint = "on, off, 6:00/0:30,10:00";
	form->rows[row].width = NUMBER_WIDTH;
	own_hint(settings, ROW_THEME, CONFIG_THEME);
	own_hint(settings, ROW_IDLE_LOCK, CONFIG_IDLE_LOCK);
	own_hint(settings, ROW_MOUSE, CONFIG_MOUSE);
	own_hint(settings, ROW_NUMBERS, CONFIG_NUMBER_ROW);
	stays_say(settings);
	(void)form_add_button(form, "targets and bookings...");
	(void)form_add_button(form, "change password...");
	target_show(settings);
	return &settings->view;
}
