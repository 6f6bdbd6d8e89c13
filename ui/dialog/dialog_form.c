/* The dialogs over the day: what they have in common. */
#include "ui/dialog/dialog_form.h"

#include "ui/base/failure.h"
#include "ui/draw/widgets.h"
#include "ui/view/card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 66, FRAME_ROWS = 2, OTHER_ROWS = 4 /* blank, preview, error, hints */ };

static int dialog_height(const struct dialog_form *form)
{
	int wanted = form_height(&form->form) + FRAME_ROWS + OTHER_ROWS;
	int most = form->view.environment->height;
	return wanted < most ? wanted : most;
}

static struct rect rect_inside(struct rect inside)
{
	int height = inside.height - OTHER_ROWS;
	int width = inside.width - 2;
	return (struct rect){ inside.x + 1, inside.y + 1, width > 0 ? width : 0, height > 0 ? height : 0 };
}

struct rect dialog_form_rect(const struct dialog_form *form)
{
	return rect_inside(card_inside(form->view.environment, WIDTH, dialog_height(form)));
}

void dialog_form_draw(const struct dialog_form *form, struct surface *surface)
{
	const struct card_hint hints[] = { { ACTION_ACCEPT, form->accept },
		                           { ACTION_FIELD_NEXT, NULL },
		                           { ACTION_CANCEL, form->cancel } };
	struct rect inside = draw_dialog(surface, WIDTH, dialog_height(form), form->title);
	struct rect rect = rect_inside(inside);
	struct rect line = { inside.x, inside.y + inside.height - 1, inside.width, 1 };
	int y = rect.y + rect.height;

	form_draw(&form->form, surface, rect);
	if (rect.width > 0 && y < line.y)
		surface_text_cut(surface, rect.x, y, rect.width, form->preview, look_of(form->preview_style));
	if (rect.width > 0 && y + 1 < line.y)
		surface_text_cut(surface, rect.x, y + 1, rect.width, form->error, look_of(STYLE_ERROR));
	if (form->form.count > 1) {
		card_hints(surface, line, form->view.environment->keymap, CONTEXT_FORM, hints, 3);
	} else {
		const struct card_hint few[] = { hints[0], hints[2] };
		card_hints(surface, line, form->view.environment->keymap, CONTEXT_FORM, few, 2);
	}
}

void dialog_form_release(struct dialog_form *form)
{
	form_release(&form->form);
	ts_wipe(form->preview, sizeof form->preview);
}

void dialog_form_offer(struct dialog_form *form, struct ts_id log)
{
	struct dialog_left *left = form->view.environment->left;

	form->is_about_log = true;
	form->log = log;
	if (!left || left->title != form->title || !ts_id_equal(left->log, log))
		return;
	for (size_t row = 0; row < form->form.count; row++) {
		if (left->rows & 1U << row)
			form_set_text(&form->form, row, left->texts[row]);
	}
	form->offered = left->rows;
	(void)snprintf(form->error, sizeof form->error, "what you typed before is back; Escape forgets it");
	ts_wipe(left, sizeof *left);
}

/* Escape: what was typed is kept. What was offered and not touched is what somebody wants to be rid of. */
static void leave(const struct dialog_form *form, struct effects *effects)
{
	struct dialog_left *left = form->view.environment->left;

	effects_close(effects, NULL);
	if (!left || !form->is_about_log || form->typed == 0)
		return;
	*left = (struct dialog_left){ .title = form->title, .log = form->log, .rows = form->typed | form->offered };
	for (size_t row = 0; row < form->form.count; row++) {
		if (left->rows & 1U << row)
			(void)snprintf(left->texts[row], sizeof left->texts[row], "%s", form_text(&form->form, row));
	}
	effects_message(effects, MESSAGE_PLAIN, "nothing is changed; what you typed is there when you open it again");
}

enum { NUDGE = 5, DAY_MINUTES = 24 * 60, CLOCK_SIZE = 32 };

/* Minutes after midnight, of "9:05" or "9:05am"; false: it is no time of day. *half: it is told in halves of a day. */
static bool clock_read(const char *text, int *out, bool *half)
{
	char *colon, *end;
	long hour = strtol(text, &colon, 10);

	if (colon == text || *colon != ':' || hour < 0 || hour > 23)
		return false;
	long minute = strtol(colon + 1, &end, 10);
	if (end == colon + 1 || minute < 0 || minute > 59)
		return false;
	bool morning = strcmp(end, "am") == 0, evening = strcmp(end, "pm") == 0;
	*half = morning || evening;
	*out = (int)((*half ? hour % 12 + (evening ? 12 : 0) : hour) * 60 + minute);
	return *half || *end == '\0';
}

static void clock_write(int at, bool half, char out[CLOCK_SIZE])
{
	int hour = at / 60, hour_of_half = hour % 12 == 0 ? 12 : hour % 12;

	if (half)
		(void)snprintf(out, CLOCK_SIZE, "%d:%02d%s", hour_of_half, at % 60, hour < 12 ? "am" : "pm");
	else
		(void)snprintf(out, CLOCK_SIZE, "%02d:%02d", hour, at % 60);
}

/* Up is later, as times grow. True: the key was that; what is no time of day leaves it to move the focus. */
static bool clock_nudge(struct dialog_form *dialog, const struct event *event)
{
	struct form *form = &dialog->form;
	const struct form_row *row = &form->rows[form->focus];
	char text[CLOCK_SIZE];
	int at = 0;
	bool half = false;

	if (event->type != EVENT_ACTION || !row->clock)
		return false;
	enum key_name name = event->as.action.key.name;
	if ((name != KEYNAME_UP && name != KEYNAME_DOWN) || !clock_read(row->field.text, &at, &half))
		return false;
	at += name == KEYNAME_UP ? NUDGE : -NUDGE;
	clock_write(at < 0 ? 0 : at < DAY_MINUTES ? at : DAY_MINUTES - 1, half, text);
	form_set_text(form, form->focus, text);
	form_clear_errors(form);
	dialog->error[0] = '\0';
	dialog->typed |= 1U << form->focus;
	return true;
}

enum form_result dialog_form_update(struct dialog_form *form, const struct event *event, struct effects *effects,
                                    bool *accepted)
{
	*accepted = false;
	if (clock_nudge(form, event))
		return FORM_CHANGED;
	enum form_result result = form_update(&form->form, event, dialog_form_rect(form), effects);
	if (result == FORM_CHANGED) {
		form->error[0] = '\0';
		if (form->form.rows[form->form.focus].type == FORM_TEXT)
			form->typed |= 1U << form->form.focus;
	}
	if (result != FORM_IGNORED || event->type != EVENT_ACTION)
		return result;
	switch (event->as.action.action) {
	case ACTION_ACCEPT:
		form_clear_errors(&form->form);
		form->error[0] = '\0';
		*accepted = true;
		break;
	case ACTION_CANCEL:
		leave(form, effects);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(form->view.environment, CONTEXT_FORM));
		break;
	default:
		break;
	}
	return result;
}

struct ts_when_context dialog_form_context(const struct environment *environment, ts_day day, enum ts_want want)
{
	return (struct ts_when_context){ .now = environment->moment.now,
		                         .day = day,
		                         .day_start = environment->settings.day_start,
		                         .order = environment->date_order,
		                         .want = want };
}

void dialog_form_trouble_set(struct dialog_form_trouble *trouble, const char *why)
{
	(void)snprintf(trouble->why, sizeof trouble->why, "%s", why);
	trouble->example[0] = '\0';
}

bool dialog_form_when(const char *text, const struct ts_when_context *context, struct ts_when *out,
                      struct dialog_form_trouble *trouble)
{
	struct ts_when_error error = { 0 };
	if (ts_when_parse(text, context, out, &error) == TS_OK)
		return true;
	dialog_form_trouble_set(trouble, error.reason);
	memcpy(trouble->example, error.example, sizeof trouble->example);
	return false;
}

bool dialog_form_end(const char *text, struct ts_when_context context, ts_time begin, struct ts_when *out,
                     struct dialog_form_trouble *trouble)
{
	context.from = begin + 1;
	context.until = begin + 25 * TS_HOUR;
	context.want = TS_WANT_ANY;
	if (!dialog_form_when(text, &context, out, trouble))
		return false;
	ts_time length = out->at - begin;
	bool ahead = out->at > context.now + TS_MINUTE;
	if (length <= 0 || (ahead && length > 12 * TS_HOUR))
		dialog_form_trouble_set(trouble, "the end must come after the begin");
	else if (ahead)
		dialog_form_trouble_set(trouble, "it is not over yet: leave this empty");
	else
		return true;
	return false;
}

void dialog_form_refuse(struct dialog_form *form, size_t row, const struct dialog_form_trouble *trouble)
{
	form_error(&form->form, row, "%s", trouble->why);
	form->preview[0] = '\0';
	form->preview_style = STYLE_DIM;
	if (trouble->example[0] != '\0')
		(void)snprintf(form->preview, sizeof form->preview, "for example: %s", trouble->example);
}

const char *dialog_form_fold(enum ts_fold fold)
{
	switch (fold) {
	case TS_FOLD_AMBIGUOUS:
		return " (the first of two)";
	case TS_FOLD_SKIPPED:
		return " (clocks skip what you typed)";
	case TS_FOLD_SECOND:
		return " (the second of two)";
	case TS_FOLD_NONE:
		break;
	}
	return "";
}

enum ts_status dialog_form_run(const struct dialog_form *form, struct errand errand, struct effects *effects)
{
	struct answer answer = { .type = ANSWER_DONE };

	answer.status = errand_try(form->view.environment, errand, &answer.done, effects);
	if (answer.status == TS_OK || answer.status == TS_BUSY)
		effects_close(effects, answer.status == TS_OK ? &answer : NULL);
	return answer.status;
}

void dialog_form_fail(struct dialog_form *form, const char *what, enum ts_status status)
{
	(void)snprintf(form->error, sizeof form->error, "%s: %s", what,
	               failure_words(form->view.environment->store, status));
}
