/* The fake's days, weeks, notes, drafts and settings. */
#include "data/pure/settings.h"
#include "data/sums/breaks.h"
#include "data/sums/forgotten.h"
#include "data/sums/report.h"
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum ts_status ts_settings_read(ts_store *store, struct ts_settings *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	struct ledger ledger = fake_ledger_of(store->current->state);
	*out = store->current->state->settings;
	out->weekly_target = ledger.target_count > 0 ? ledger_weekly(&ledger.targets[ledger.target_count - 1]) : 0;
	ledger_release(&ledger);
	return TS_OK;
}

enum ts_status ts_settings_write(ts_store *store, const struct ts_settings *settings, ts_time now)
{
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	if (!settings_valid(settings))
		return TS_INVALID;
	struct ts_settings shown;
	status = ts_settings_read(store, &shown);
	if (status != TS_OK)
		return status;
	struct state *before = fake_begin(store);
	struct ts_done done = { .deed = TS_DEED_SETTINGS, .day = ts_day_of(now, before->settings.day_start) };
	ts_settings_words(&shown, settings, done.text, sizeof done.text);
	if (done.text[0] == '\0') {
		fake_abandon(store, before);
		return TS_UNCHANGED;
	}
	int usual = before->settings.weekly_target;
	store->current->state->settings = *settings;
	store->current->state->settings.weekly_target = usual;
	if (settings->weekly_target != shown.weekly_target)
		fake_ledger_weekly(store, settings->weekly_target, now);
	return fake_end(store, before, &done);
}

/* Whether the day may show a log. Of those before it only the last can reach into it. */
static bool log_concerns(const struct fake_log *log, const struct fake_log *carried, const struct ts_day_view *view)
{
	return !log->dead && log->at < view->until && (!carried || log->at >= carried->at);
}

static int total_compare(const void *left, const void *right)
{
	const struct ts_total *a = left, *b = right;
	if (a->milliseconds != b->milliseconds)
		return a->milliseconds > b->milliseconds ? -1 : 1;
	return strcmp(a->text, b->text);
}

static void total_add(struct ts_day_view *view, const struct ts_span *span)
{
	int64_t length = span->end - span->begin;
	const struct ts_forgotten forgotten = forgotten_of_span(span);
	if (span->off)
		view->off += length;
	else if (span->rest)
		view->rest += length;
	else
		view->work += length;
	if (span->off)
		return;
	size_t i = 0;
	while (i < view->total_count && !ts_id_equal(view->totals[i].activity, span->activity))
		i++;
	struct ts_total *total = &view->totals[i];
	if (i == view->total_count) {
		view->total_count++;
		*total = (struct ts_total){
			.activity = span->activity, .slot = span->slot, .colour = span->colour, .rest = span->rest
		};
		memcpy(total->text, span->text, sizeof total->text);
	}
	total->milliseconds += length;
	forgotten_add(&total->forgotten, &forgotten);
	forgotten_add(&view->forgotten, &forgotten);
}

void fake_day_fill(ts_store *store, ts_day day, ts_time now, struct ts_day_view *view)
{
	struct state *state = store->current->state;
	*view = (struct ts_day_view){ .day = day, .damaged = store->damaged };
	ts_day_bounds(day, store->current->state->settings.day_start, &view->from, &view->until);
	const struct fake_log *carried = fake_log_before(state, view->from, false);
	size_t most = 1;
	for (size_t i = 0; i < state->log_count; i++)
		most += log_concerns(&state->logs[i], carried, view);
	view->spans = calloc(most, sizeof *view->spans);
	view->totals = calloc(most, sizeof *view->totals);
	if (!view->spans || !view->totals)
		abort();
	for (size_t i = 0; i < state->log_count; i++) {
		const struct fake_log *log = &state->logs[i];
		if (!log_concerns(log, carried, view))
			continue;
		struct ts_span span;
		fake_span_fill(store, log, now, &span);
		span.carried = log->at < view->from;
		if (span.carried && span.end <= view->from)
			continue;
		span.running = span.running && now >= view->from && now < view->until;
		if (span.carried)
			span.begin = view->from;
		if (span.end > view->until)
			span.end = view->until;
		view->spans[view->span_count++] = span;
	}
	qsort(view->spans, view->span_count, sizeof *view->spans, fake_span_compare);
	for (size_t i = 0; i < view->span_count; i++) {
		total_add(view, &view->spans[i]);
		if (view->spans[i].offset != view->spans[0].offset)
			view->several_zones = true;
	}
	qsort(view->totals, view->total_count, sizeof *view->totals, total_compare);
	struct ledger ledger = fake_ledger_of(state);
	const struct owing owing = fake_owing(store, &ledger, now);
	const struct ts_day_mark *mark = ledger_mark(&ledger, day);
	view->mark = mark ? *mark : (struct ts_day_mark){ .day = day };
	view->no_target = owing.none;
	view->target = owing_target(&owing, day, view->work);
	ledger_release(&ledger);
}

enum ts_status ts_day_read(ts_store *store, ts_day day, ts_time now, struct ts_day_view *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	fake_day_fill(store, day, now, out);
	if (ts_breaks_ruled(&store->current->state->settings.breaks))
		out->pauses = fake_pauses(store, day, now);
	return TS_OK;
}

void ts_day_release(struct ts_day_view *view)
{
	free(view->spans);
	free(view->totals);
	*view = (struct ts_day_view){ 0 };
}

enum ts_status ts_current_read(ts_store *store, ts_time now, struct ts_span *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	const struct fake_log *log = fake_log_before(store->current->state, now, true);
	if (!log)
		return TS_NOT_FOUND;
	fake_span_fill(store, log, now, out);
	out->damaged = store->damaged;
	return TS_OK;
}

enum ts_status ts_week_read(ts_store *store, ts_day first, ts_time now, struct ts_week *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	*out = (struct ts_week){ .first = first, .damaged = store->damaged, .flex_damaged = store->damaged > 0 };
	struct ledger ledger = fake_ledger_of(store->current->state);
	const struct owing owing = fake_owing(store, &ledger, now);
	out->no_target = owing.none;
	for (int i = 0; i < 7; i++) {
		struct ts_day_view view;
		fake_day_fill(store, out->first + i, now, &view);
		out->work[i] = view.work;
		out->forgotten[i] = view.forgotten;
		out->target[i] = view.target;
		out->marks[i] = view.mark.kind;
		out->half[i] = view.mark.half;
		out->change += owing_change(&owing, view.day, view.work);
		out->total += view.work;
		out->total_target += view.target;
		ts_day_release(&view);
	}
	ledger_release(&ledger);
	out->flex_known = store->flex_steps == 0;
	out->flex = out->flex_known ? fake_balance(store, out->first + 6, now, &out->flex_forgotten) : 0;
	return TS_OK;
}

static char *text_copy(const char *text, size_t size)
{
	char *copy = malloc(size + 1);
	if (!copy)
		abort();
	memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

const char *fake_text_keep(ts_store *store, const char *text, size_t size)
{
	struct user *user = store->current;
	user->texts = realloc(user->texts, (user->text_count + 1) * sizeof *user->texts);
	if (!user->texts)
		abort();
	return user->texts[user->text_count++] = text_copy(text, size);
}

static void revision_add(ts_store *store, ts_day day, const char *text, size_t size)
{
	struct state *state = store->current->state;
	if (state->revision_count == MOST_REVISIONS)
		abort();
	state->revisions[state->revision_count++] =
	        (struct revision){ fake_id(store), day, fake_text_keep(store, text, size), false };
}

void fake_add_note_head(ts_store *store, ts_day day, const char *text)
{
	revision_add(store, day, text, strlen(text));
}

enum ts_status ts_note_read(ts_store *store, ts_day day, struct ts_note *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	const struct state *state = store->current->state;
	*out = (struct ts_note){ .day = day, .text = text_copy("", 0), .damaged = store->damaged };
	for (size_t i = 0; i < state->revision_count && out->head_count < TS_NOTE_HEADS; i++) {
		const struct revision *revision = &state->revisions[i];
		if (revision->day != day || revision->replaced)
			continue;
		size_t more = strlen(revision->text);
		char *joined = malloc(out->size + more + 2);
		if (!joined)
			abort();
		int size = snprintf(joined, out->size + more + 2, "%s%s%s", out->text, out->head_count ? "\n" : "",
		                    revision->text);
		free(out->text);
		out->text = joined;
		out->size = (size_t)size;
		out->heads[out->head_count++] = revision->id;
	}
	return TS_OK;
}

void ts_note_release(struct ts_note *note)
{
	free(note->text);
	*note = (struct ts_note){ 0 };
}

static void draft_forget(struct user *user, ts_day day)
{
	for (size_t i = 0; i < user->draft_count; i++) {
		if (user->drafts[i].note.day != day)
			continue;
		free(user->drafts[i].note.text);
		user->drafts[i] = user->drafts[--user->draft_count];
		return;
	}
}

enum ts_status ts_note_save(ts_store *store, const struct ts_note *replaces, const char *text, size_t size, ts_time now,
                            struct ts_done *done)
{
	(void)now;
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	struct ts_note present;
	status = ts_note_read(store, replaces->day, &present);
	if (status != TS_OK)
		return status;
	if (size > TS_NOTE_MOST || (size > TS_NOTE_LIMIT && size > present.size)) {
		ts_note_release(&present);
		return TS_TOO_LONG;
	}
	bool same = present.head_count <= 1 && present.size == size && memcmp(present.text, text, size) == 0;
	ts_note_release(&present);
	draft_forget(store->current, replaces->day);
	if (same)
		return TS_UNCHANGED;
	struct state *before = fake_begin(store);
	struct state *state = store->current->state;
	for (size_t i = 0; i < state->revision_count; i++) {
		for (size_t j = 0; j < replaces->head_count; j++) {
			if (ts_id_equal(state->revisions[i].id, replaces->heads[j]))
				state->revisions[i].replaced = true;
		}
	}
	revision_add(store, replaces->day, text, size);
	*done = (struct ts_done){ .deed = TS_DEED_NOTE, .day = replaces->day };
	return fake_end(store, before, done);
}

static void draft_put(struct user *user, const struct ts_note *from, const char *text, size_t size, size_t cursor,
                      ts_time now, bool in_memory)
{
	draft_forget(user, from->day);
	if (user->draft_count == MOST_DRAFTS)
		abort();
	struct ts_draft *draft = &user->drafts[user->draft_count++];
	*draft = (struct ts_draft){ .note = *from, .saved = now, .cursor = cursor, .in_memory = in_memory };
	draft->note.text = text_copy(text, size);
	draft->note.size = size;
}

enum ts_status ts_draft_save(ts_store *store, const struct ts_note *from, const char *text, size_t size, size_t cursor,
                             ts_time now)
{
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	if (size > TS_NOTE_MOST)
		return TS_TOO_LONG;
	draft_put(store->current, from, text, size, cursor, now, false);
	store->writes++;
	return TS_OK;
}

/* Writes nothing: the fake's disk may fail meanwhile. */
enum ts_status ts_draft_keep(ts_store *store, const struct ts_note *from, const char *text, size_t size, size_t cursor,
                             ts_time now)
{
	if (!store->current)
		return TS_LOGGED_OUT;
	draft_put(store->current, from, text, size, cursor, now, true);
	return TS_OK;
}

enum ts_status ts_draft_read(ts_store *store, ts_day day, struct ts_draft *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	for (size_t i = 0; i < store->current->draft_count; i++) {
		const struct ts_draft *draft = &store->current->drafts[i];
		if (draft->note.day != day)
			continue;
		*out = *draft;
		out->note.text = text_copy(draft->note.text, draft->note.size);
		return TS_OK;
	}
	return TS_NOT_FOUND;
}

enum ts_status ts_draft_drop(ts_store *store, ts_day day)
{
	enum ts_status status = fake_write(store);
	if (status == TS_OK)
		draft_forget(store->current, day);
	return status;
}

void ts_draft_release(struct ts_draft *draft)
{
	ts_note_release(&draft->note);
	*draft = (struct ts_draft){ 0 };
}
