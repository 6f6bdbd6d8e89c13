/* The picker: type to find an activity or to make one, Enter logs it, now or at a time typed in front. */
#include "ui/picker/picker_inside.h"

#include "ui/base/alloc.h"
#include "ui/draw/grapheme.h"
#include "ui/view/errand.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((format(printf, 3, 4))) static void say(struct picker *picker, enum message_kind kind, const char *format,
                                                      ...)
{
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(picker->message, sizeof picker->message, format, arguments);
	va_end(arguments);
	picker->kind = kind;
}

static void refuse(struct picker *picker, struct effects *effects, const char *what, enum ts_status status)
{
	say(picker, MESSAGE_ERROR, "%s: %s", what, ts_status_text(status));
	effects_add(effects, EFFECT_BELL);
}

/* Enter: logs the selected row, or makes what was typed. */
static void accept(struct picker *picker, struct effects *effects)
{
	const struct environment *environment = picker->view.environment;
	const struct activity_row *row = activity_list_selected(&picker->found);
	const struct ts_activity *activity = activity_list_activity(&picker->found, row);
	struct answer answer = { .type = ANSWER_DONE };

	/* "-10" counts from this moment, not from when it was typed. */
	picker_understand(picker);
	if (!row || picker->query.problem[0] != '\0') {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	const struct picker_query *query = &picker->query;
	if (!activity && !picker->doubted && environment_habit(environment, query->needle)) {
		picker->doubted = true;
		say(picker, MESSAGE_ERROR, "no password is asked for here: Enter again makes it an activity");
		effects_add(effects, EFFECT_BELL);
		return;
	}
	const char *text = activity ? activity->text : query->needle;
	const char *comment = query->comment[0] != '\0' ? query->comment : NULL;
	struct errand errand = { .kind = ERRAND_LOG_TEXT, .text = text, .comment = comment, .at = picker_at(picker) };
	errand.rest = query->entry.rest;
	if (picker->recasts) {
		errand.kind = picker->id_count > 0 ? ERRAND_LOGS : ERRAND_LOG;
		errand.id = picker->span.id;
		errand.ids = picker->ids;
		errand.id_count = picker->id_count;
		errand.logs.what = TS_LOGS_RECAST;
	} else if (query->entry.ranged) {
		errand.kind = ERRAND_INSERT;
		errand.at = query->entry.from.at;
		errand.until = query->entry.until.at;
	}
	answer.status = errand_try(environment, errand, &answer.done, effects);
	if (answer.status == TS_BUSY) {
		effects_close(effects, NULL);
		return;
	}
	if (answer.status != TS_OK && answer.status != TS_UNCHANGED) {
		refuse(picker, effects, picker->recasts ? "not changed" : "not logged", answer.status);
		return;
	}
	answer.day = answer.done.day;
	effects_close(effects, &answer);
}

/* Tab: the selected activity's text in place of what was typed, the time in front and the comment stay. */
static void complete(struct picker *picker, struct effects *effects)
{
	const struct ts_activity *activity =
	        activity_list_activity(&picker->found, activity_list_selected(&picker->found));
	const struct ts_entry *entry = &picker->query.entry;
	const char *typed = picker->field.text, *comment = picker->query.comment;
	char text[PICKER_TEXT_SIZE + TS_TEXT_SIZE + 8];
	bool spaced = entry->lead == 0 || typed[entry->lead - 1] == ' ';

	if (!activity)
		return;
	(void)snprintf(text, sizeof text, "%.*s%s%s%s%s", (int)entry->lead, typed, spaced ? "" : " ", activity->text,
	               entry->comment_at > 0 ? " // " : "", comment);
	if (!field_replace(&picker->field, text))
		effects_add(effects, EFFECT_BELL);
	picker_typed(picker);
}

static void pin(struct picker *picker, int slot, struct effects *effects)
{
	const struct environment *environment = picker->view.environment;
	const struct ts_activity *activity =
	        activity_list_activity(&picker->found, activity_list_selected(&picker->found));
	struct errand errand = { .kind = ERRAND_ACTIVITY, .activity = { .fields = TS_CHANGE_SLOT, .slot = slot } };
	struct ts_done done;
	enum ts_status status = TS_OK;

	if (!activity) {
		say(picker, MESSAGE_ERROR, "there is no activity to pin yet");
		effects_add(effects, EFFECT_BELL);
		return;
	}
	errand.id = activity->id;
	status = errand_try(environment, errand, &done, effects);
	if (status == TS_BUSY) {
		say(picker, MESSAGE_NOTICE, "pinned as soon as nobody else holds the database");
	} else if (status == TS_UNCHANGED) {
		say(picker, MESSAGE_NOTICE, "it is in slot %d already", slot);
	} else if (status != TS_OK) {
		refuse(picker, effects, "not pinned", status);
	} else {
		picker_load(picker);
		say(picker, MESSAGE_GOOD, "slot %d is now %.100s", slot, done.text);
	}
}

static void selection_moves(struct picker *picker, enum action action)
{
	(void)activity_list_move(&picker->found, action);
	picker->clicked = PICKER_NOWHERE;
	picker->message[0] = '\0';
}

static void edited(struct picker *picker, const struct event *event, struct effects *effects)
{
	size_t size = picker->field.size;
	char *before = copy_text(picker->field.text);

	if (field_update(&picker->field, event) &&
	    (size != picker->field.size || memcmp(before, picker->field.text, size) != 0))
		picker_typed(picker);
	if (picker->field.refused > 0)
		effects_add(effects, EFFECT_BELL);
	ts_wipe(before, size);
	free(before);
}

/* In a text ' is a letter; while there is none, the digit after it pins. */
static void apostrophe(struct picker *picker, struct effects *effects)
{
	if (picker->field.size > 0) {
		edited(picker, &(struct event){ .type = EVENT_TEXT, .as.character = '\'' }, effects);
		return;
	}
	picker->pinning = true;
	picker->message[0] = '\0';
}

static void acted(struct picker *picker, const struct event *event, struct effects *effects)
{
	enum action action = event->as.action.action;

	switch (action) {
	case ACTION_ACCEPT:
		accept(picker, effects);
		break;
	case ACTION_CANCEL:
		effects_close(effects, NULL);
		break;
	case ACTION_UP:
	case ACTION_DOWN:
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		selection_moves(picker, action);
		break;
	case ACTION_COMPLETE:
		complete(picker, effects);
		break;
	case ACTION_PICKER_PIN:
		apostrophe(picker, effects);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(picker->view.environment, CONTEXT_PICKER));
		break;
	default:
		edited(picker, event, effects);
		break;
	}
}

static void clicked(struct picker *picker, const struct mouse *mouse, struct effects *effects)
{
	const struct environment *environment = picker->view.environment;
	struct picker_layout layout = picker_layout(environment->width, environment->height);
	int x = mouse->x - layout.inside.x;
	int y = mouse->y - layout.inside.y - layout.list.y;
	int row = picker->found.list.top + y;

	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		(void)list_action(&picker->found.list, mouse->action == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
		picker->clicked = PICKER_NOWHERE;
		return;
	}
	if (mouse->action != MOUSE_PRESS || mouse->button != 1 || x < 0 || x >= layout.list.width || y < 0 ||
	    y >= layout.list.height || row >= picker->found.list.count)
		return;
	list_select(&picker->found.list, row);
	if (picker->clicked == row) {
		accept(picker, effects);
		return;
	}
	picker->clicked = row;
	picker->message[0] = '\0';
}

/* The key after ': a digit pins, Escape takes the ' back, any other character was meant as text behind it. True: there
 * is nothing left to do. */
static bool pinned(struct picker *picker, const struct event *event, struct effects *effects)
{
	bool text = event->type == EVENT_TEXT;
	bool digit = text && event->as.character >= '1' && event->as.character <= '9';

	picker->pinning = false;
	if (digit)
		pin(picker, (int)(event->as.character - '0'), effects);
	else if (text || event->type == EVENT_PASTE)
		edited(picker, &(struct event){ .type = EVENT_TEXT, .as.character = '\'' }, effects);
	return digit || (event->type == EVENT_ACTION && event->as.action.action == ACTION_CANCEL);
}

static bool is_input(const struct event *event)
{
	return event->type == EVENT_TEXT || event->type == EVENT_PASTE || event->type == EVENT_ACTION;
}

static void settle_list(struct picker *picker)
{
	const struct environment *environment = picker->view.environment;

	list_set_height(&picker->found.list, picker_layout(environment->width, environment->height).list.height);
}

static void picker_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct picker *picker = (struct picker *)view;
	bool help = event->type == EVENT_ACTION && event->as.action.action == ACTION_HELP;

	settle_list(picker);
	if (picker->pinning && is_input(event) && !help && pinned(picker, event, effects))
		return;
	switch (event->type) {
	case EVENT_SHOWN:
	case EVENT_CHANGED:
		picker_load(picker);
		break;
	case EVENT_TICK:
		picker_understand(picker);
		break;
	case EVENT_ACTION:
		acted(picker, event, effects);
		break;
	case EVENT_TEXT:
	case EVENT_PASTE:
		edited(picker, event, effects);
		break;
	case EVENT_MOUSE:
		clicked(picker, &event->as.mouse, effects);
		break;
	default:
		break;
	}
}

static void picker_destroy(struct view *view)
{
	struct picker *picker = (struct picker *)view;

	field_release(&picker->field);
	activity_list_release(&picker->found);
	free(picker->ids);
	ts_wipe(picker, sizeof *picker);
	free(picker);
}

static const struct view_ops picker_ops = {
	.title = "Picker",
	.context = CONTEXT_PICKER,
	.overlay = true,
	.update = picker_update,
	.draw = picker_draw,
	.destroy = picker_destroy,
};

struct view *view_picker_create(const struct environment *environment, ts_day day, ts_time last_log)
{
	struct picker *picker = allocate(1, sizeof *picker);

	picker->view = (struct view){ &picker_ops, environment };
	picker->day = day;
	picker->last_log = last_log;
	picker->clicked = PICKER_NOWHERE;
	field_init(&picker->field, PICKER_TEXT_SIZE, false);
	return &picker->view;
}

struct view *view_picker_create_recast(const struct environment *environment, const struct ts_span *span,
                                       const struct ts_id *ids, size_t count, uint32_t typed)
{
	struct view *view =
	        view_picker_create(environment, ts_day_of(span->logged, environment->settings.day_start), 0);
	struct picker *picker = (struct picker *)view;
	char text[CHARACTER_SIZE + 1] = "";

	picker->recasts = true;
	picker->span = *span;
	picker->ids = allocate(count + 1, sizeof *picker->ids);
	if (count > 0)
		memcpy(picker->ids, ids, count * sizeof *ids);
	picker->id_count = count;
	if (typed != 0)
		text[character_write(typed, text)] = '\0';
	(void)field_replace(&picker->field, text);
	return view;
}
