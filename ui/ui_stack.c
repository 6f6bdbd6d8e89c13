/* The stack of views: who gets an event, and what becomes of what they ask for. Effects are done after update has
 * returned, so a view is never destroyed inside its own code. */
#include "ui/base/alloc.h"
#include "ui/reports/report_open.h"
#include "ui/ui_state.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct layer stack_top(const struct ui *ui)
{
	assert(ui->layer_count > 0);
	return ui->layers[ui->layer_count - 1];
}

/* Its place from the bottom; layer_count: it has gone. */
static size_t stack_find(const struct ui *ui, uint64_t serial)
{
	size_t i = 0;
	while (i < ui->layer_count && ui->layers[i].serial != serial)
		i++;
	return i;
}

bool stack_holds(const struct ui *ui, uint64_t serial)
{
	return stack_find(ui, serial) < ui->layer_count;
}

/* The place of the day; layer_count: nobody is logged in. */
static size_t day_place(const struct ui *ui)
{
	size_t i = 0;
	while (i < ui->layer_count && ui->layers[i].view->ops->context != CONTEXT_DAY)
		i++;
	return i;
}

static void layer_show(struct ui *ui, struct layer layer)
{
	size_t day = day_place(ui);
	ui->environment.below = day < ui->layer_count ? day : 0;
	stack_send(ui, layer, &(struct event){ .type = EVENT_SHOWN });
}

static void stack_remove(struct ui *ui, size_t place)
{
	struct view *view = ui->layers[place].view;
	ui->layer_count--;
	memmove(&ui->layers[place], &ui->layers[place + 1], (ui->layer_count - place) * sizeof(struct layer));
	view->ops->destroy(view);
}

/* Another report or search begins at the day: what that was brought over is not come back to. */
static void way_begin(struct ui *ui, const struct view *view)
{
	enum context context = view->ops->context;
	size_t place = day_place(ui);
	if ((context != CONTEXT_REPORT && context != CONTEXT_SEARCH) || place + 1 != ui->layer_count)
		return;
	for (; place > 0; place--)
		stack_remove(ui, place - 1);
}

void stack_push(struct ui *ui, struct view *view)
{
	way_begin(ui, view);
	ui->layers = reallocate(ui->layers, ui->layer_count + 1, sizeof(struct layer));
	ui->layers[ui->layer_count++] = (struct layer){ view, ++ui->serial };
	layer_show(ui, stack_top(ui));
}

void stack_clear(struct ui *ui)
{
	while (ui->layer_count > 0)
		stack_remove(ui, ui->layer_count - 1);
}

static struct effect *pending_add(struct ui *ui)
{
	ui->pending = reallocate(ui->pending, ui->pending_count + 1, sizeof(struct effect));
	struct effect *effect = &ui->pending[ui->pending_count++];
	memset(effect, 0, sizeof *effect);
	return effect;
}

void copied_forget(struct ui *ui)
{
	if (ui->copied)
		ts_wipe(ui->copied, strlen(ui->copied));
	free(ui->copied);
	ui->copied = NULL;
}

void stack_pend(struct ui *ui, enum effect_type type)
{
	pending_add(ui)->type = type;
}

static void pending_remove(struct ui *ui, size_t place)
{
	ui->pending_count--;
	memmove(&ui->pending[place], &ui->pending[place + 1], (ui->pending_count - place) * sizeof(struct effect));
}

static bool is_of_session(enum effect_type type)
{
	return type == EFFECT_LOGGED_IN || type == EFFECT_LOCK || type == EFFECT_LOG_OUT;
}

bool stack_next_of_session(struct ui *ui, enum effect_type *type)
{
	for (size_t i = 0; i < ui->pending_count; i++) {
		if (!is_of_session(ui->pending[i].type))
			continue;
		*type = ui->pending[i].type;
		pending_remove(ui, i);
		return true;
	}
	return false;
}

bool stack_next(struct ui *ui, struct effect *out)
{
	if (ui->pending_count == 0)
		return false;
	*out = ui->pending[0];
	pending_remove(ui, 0);
	return true;
}

static void job_begin(struct ui *ui, uint64_t owner, const struct effect *effect)
{
	ui->jobs = reallocate(ui->jobs, ui->job_count + 1, sizeof(struct job));
	ui->jobs[ui->job_count++] = (struct job){ effect->auth, owner };
	*pending_add(ui) = *effect;
}

void stack_job_done(struct ui *ui, ts_auth *auth)
{
	uint64_t owner = 0;
	for (size_t i = 0; i < ui->job_count; i++) {
		if (ui->jobs[i].auth != auth)
			continue;
		owner = ui->jobs[i].owner;
		ui->jobs[i] = ui->jobs[--ui->job_count];
		break;
	}
	size_t place = stack_find(ui, owner);
	if (place < ui->layer_count)
		stack_send(ui, ui->layers[place], &(struct event){ .type = EVENT_AUTH, .as.auth = auth });
	else
		ts_auth_destroy(auth);
}

static void view_close(struct ui *ui, uint64_t serial, const struct answer *answer)
{
	size_t place = stack_find(ui, serial);
	if (place == ui->layer_count)
		return;
	stack_remove(ui, place);
	if (place != ui->layer_count || place == 0)
		return;
	struct layer below = stack_top(ui);
	layer_show(ui, below);
	if (answer->type == ANSWER_KEY) {
		ui->pressed = answer->key;
		ui->has_pressed = true;
	} else if (stack_holds(ui, below.serial))
		stack_send(ui, below, &(struct event){ .type = EVENT_ANSWER, .as.answer = *answer });
}

/* ---- the day comes to the top, and goes back */

static void layer_move(struct ui *ui, size_t from, size_t to)
{
	struct layer moved = ui->layers[from];
	struct layer *at = ui->layers;
	if (from < to)
		memmove(&at[from], &at[from + 1], (to - from) * sizeof *at);
	else
		memmove(&at[to + 1], &at[to], (from - to) * sizeof *at);
	at[to] = moved;
}

/* Over the view on top, which asks. */
static void day_visit(struct ui *ui, uint64_t from, const struct answer *answer)
{
	size_t place = day_place(ui);
	if (place == ui->layer_count || stack_top(ui).serial != from)
		return;
	layer_move(ui, place, ui->layer_count - 1);
	struct layer day = stack_top(ui);
	layer_show(ui, day);
	if (stack_holds(ui, day.serial))
		stack_send(ui, day, &(struct event){ .type = EVENT_ANSWER, .as.answer = *answer });
}

static void day_back(struct ui *ui)
{
	size_t place = day_place(ui);
	if (place == 0 || place + 1 != ui->layer_count)
		return;
	layer_move(ui, place, 0);
	ui->environment.message.text[0] = '\0';
	layer_show(ui, stack_top(ui));
}

/* The list below the day knows what comes next. It is not shown meanwhile: it would be read anew. */
static void day_step(struct ui *ui, int step)
{
	size_t place = day_place(ui);
	if (place == 0 || place + 1 != ui->layer_count)
		return;
	uint64_t day = ui->layers[place].serial;
	layer_move(ui, place, 0);
	stack_send(ui, stack_top(ui), &(struct event){ .type = EVENT_STEP, .as.step = step });
	/* There was nothing to go to. */
	place = stack_find(ui, day);
	if (place == 0 && ui->layer_count > 1)
		layer_move(ui, 0, ui->layer_count - 1);
}

/* In the same place, which may be under another view: a job can end while help is open over its owner. */
static void view_replace(struct ui *ui, uint64_t serial, struct view *view)
{
	size_t place = stack_find(ui, serial);
	if (place == ui->layer_count) {
		view->ops->destroy(view);
		return;
	}
	struct view *old = ui->layers[place].view;
	ui->layers[place] = (struct layer){ view, ++ui->serial };
	old->ops->destroy(old);
	if (place == ui->layer_count - 1)
		layer_show(ui, stack_top(ui));
}

static void report_ask(struct ui *ui, uint64_t from, const struct report_asked *asked)
{
	/* What is filtered goes with one from report to report, and ends at the day. */
	if (stack_top(ui).view->ops->context == CONTEXT_DAY)
		ui->environment.filter[0] = '\0';
	struct view *view = report_open(&ui->environment, asked);
	if (asked->replace)
		view_replace(ui, from, view);
	else
		stack_push(ui, view);
}

static void effect_apply(struct ui *ui, uint64_t from, const struct effect *effect)
{
	switch (effect->type) {
	case EFFECT_OPEN:
		stack_push(ui, effect->view);
		break;
	case EFFECT_CLOSE:
		view_close(ui, from, &effect->answer);
		break;
	case EFFECT_REPLACE:
		view_replace(ui, from, effect->view);
		break;
	case EFFECT_VISIT:
		day_visit(ui, from, &effect->answer);
		break;
	case EFFECT_BACK:
		day_back(ui);
		break;
	case EFFECT_STEP:
		day_step(ui, effect->step);
		break;
	case EFFECT_REPORT:
		report_ask(ui, from, &effect->report);
		break;
	case EFFECT_THEME:
	case EFFECT_USER:
	case EFFECT_SEARCHED:
	case EFFECT_FILTER:
	case EFFECT_ASKED:
	case EFFECT_RETURNED:
		(void)environment_take(&ui->environment, effect);
		break;
	case EFFECT_MESSAGE:
		ui_say(ui, effect->kind, "%s", effect->text);
		break;
	case EFFECT_AUTH:
		job_begin(ui, from, effect);
		break;
	case EFFECT_SETTINGS:
		settings_written(ui);
		break;
	case EFFECT_WAIT:
		waiting_add(ui, effect->errand);
		break;
	case EFFECT_SUSPEND:
	case EFFECT_QUIT:
		waiting_last_turn(ui);
		stack_broadcast(ui, EVENT_SAVE);
		if (effect->type == EFFECT_QUIT)
			stay_leave(ui);
		stack_pend(ui, effect->type);
		break;
	case EFFECT_COPY:
		copied_forget(ui);
		ui->copied = copy_text(effect->copied);
		stack_pend(ui, effect->type);
		break;
	case EFFECT_JOIN:
		*pending_add(ui) = *effect;
		break;
	case EFFECT_LOGGED_IN:
	case EFFECT_LOCK:
	case EFFECT_LOG_OUT:
	case EFFECT_REDRAW:
	case EFFECT_BELL:
		stack_pend(ui, effect->type);
		break;
	}
}

void stack_send(struct ui *ui, struct layer layer, const struct event *event)
{
	struct effects effects = { 0 };
	layer.view->ops->update(layer.view, event, &effects);
	for (int waits = 0; waits < 2; waits++) {
		for (size_t i = 0; i < effects.count; i++) {
			if ((effects.at[i].type == EFFECT_WAIT) == (waits == 1))
				effect_apply(ui, layer.serial, &effects.at[i]);
		}
	}
}

void stack_broadcast(struct ui *ui, enum event_type type)
{
	size_t count = ui->layer_count;
	struct layer *layers = allocate(count + 1, sizeof *layers);
	if (count > 0)
		memcpy(layers, ui->layers, count * sizeof *layers);
	for (size_t i = 0; i < count; i++) {
		if (stack_holds(ui, layers[i].serial))
			stack_send(ui, layers[i], &(struct event){ .type = type });
	}
	free(layers);
}
