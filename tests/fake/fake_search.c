/* The fake's search: goes through all that there is at once, hands over a month with each step. */
#include "inside.h"

#include "data/pure/match.h"

#include <stdlib.h>
#include <string.h>

struct ts_search {
	ts_store *store;
	struct match_query query;
	struct ts_hits found;
	ts_time now;
	size_t told;
	bool begun;
	size_t rows;
};

struct ts_usage {
	ts_store *store;
	bool done, stepped;
};

void fake_set_slow(ts_store *store, bool slow)
{
	store->slow = slow;
}

void ts_hits_release(struct ts_hits *hits)
{
	free(hits->at);
	*hits = (struct ts_hits){ 0 };
}

static struct ts_hit *hit_add(struct ts_hits *hits)
{
	if (hits->count == hits->room) {
		hits->room = hits->room ? 2 * hits->room : 16;
		hits->at = realloc(hits->at, hits->room * sizeof *hits->at);
		if (!hits->at)
			abort();
	}
	struct ts_hit *hit = &hits->at[hits->count++];
	*hit = (struct ts_hit){ 0 };
	return hit;
}

static uint32_t text_found(const struct match_query *query, const char *text, struct ts_marks *marks)
{
	struct match_text folded = { 0 };
	if (match_fold(&folded, text, strlen(text)) != TS_OK)
		abort();
	uint32_t found = match_found(query, &folded);
	if (marks)
		match_mark(query, &folded, marks);
	match_release(&folded);
	return found;
}

static bool day_wanted(const struct ts_search *search, ts_day day)
{
	return day >= search->query.since && day <= search->query.until;
}

static void log_look(struct ts_search *search, const struct fake_log *log)
{
	struct state *state = search->store->current->state;
	const struct ts_activity *activity = fake_activity(state, log->activity);
	const char *text = activity ? activity->text : "?";
	uint32_t found = text_found(&search->query, text, NULL) | text_found(&search->query, log->comment, NULL);
	ts_day day = ts_day_of(log->at, search->store->current->state->settings.day_start);
	if (log->dead || !match_fits(&search->query, found) || !day_wanted(search, day))
		return;
	struct ts_hit *hit = hit_add(&search->found);
	*hit = (struct ts_hit){ .kind = TS_HIT_LOG, .day = day, .log = log->id, .at = log->at, .offset = log->offset };
	if (activity) {
		hit->slot = activity->archived ? 0 : activity->slot;
		hit->colour = activity->colour;
		hit->off = activity->off;
		hit->rest = activity->rest;
	}
	struct ts_span span;
	fake_span_fill(search->store, log, search->now, &span);
	hit->length = span.end - span.begin;
	hit->forgotten = span.forgotten;
	(void)strncpy(hit->text, text, sizeof hit->text - 1);
	(void)strncpy(hit->line, log->comment, sizeof hit->line - 1);
	(void)text_found(&search->query, hit->text, &hit->in_text);
	(void)text_found(&search->query, hit->line, &hit->in_line);
}

static void line_add(struct ts_search *search, ts_day day, const char *line, size_t number)
{
	struct ts_hit *hit = hit_add(&search->found);
	hit->kind = TS_HIT_NOTE;
	hit->day = day;
	hit->line_number = number;
	line += strspn(line, " \t");
	(void)strncpy(hit->line, line, sizeof hit->line - 1);
	(void)text_found(&search->query, hit->line, &hit->in_line);
}

static int bits(uint32_t found)
{
	return __builtin_popcount(found);
}

static void note_look(struct ts_search *search, ts_day day)
{
	struct ts_note note;
	if (ts_note_read(search->store, day, &note) != TS_OK)
		abort();
	const char *best = NULL;
	size_t best_number = 0, number = 0;
	uint32_t all = 0;
	int most = 0;
	bool complete = false;
	for (char *line = note.text, *end; line; line = end, number++) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		uint32_t found = text_found(&search->query, line, NULL);
		if (match_spoiled(&search->query, found))
			continue;
		all |= found;
		if (match_fits(&search->query, found)) {
			line_add(search, day, line, number);
			complete = true;
		} else if (bits(found) > most) {
			most = bits(found);
			best = line;
			best_number = number;
		}
	}
	if (!complete && best && match_fits(&search->query, all))
		line_add(search, day, best, best_number);
	ts_note_release(&note);
}

static int hit_compare(const void *left, const void *right)
{
	const struct ts_hit *a = left, *b = right;
	if (a->day != b->day)
		return a->day > b->day ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind == TS_HIT_NOTE ? -1 : 1;
	if (a->kind == TS_HIT_NOTE)
		return a->line_number < b->line_number ? -1 : a->line_number > b->line_number;
	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	return -memcmp(a->log.bytes, b->log.bytes, TS_ID_SIZE);
}

static void look(struct ts_search *search)
{
	const struct state *state = search->store->current->state;
	for (size_t i = 0; i < state->log_count; i++)
		log_look(search, &state->logs[i]);
	for (size_t i = 0; i < state->revision_count; i++) {
		bool seen = false;
		for (size_t j = 0; j < i; j++)
			seen = seen || state->revisions[j].day == state->revisions[i].day;
		if (!seen && day_wanted(search, state->revisions[i].day))
			note_look(search, state->revisions[i].day);
	}
	if (search->found.count > 1)
		qsort(search->found.at, search->found.count, sizeof *search->found.at, hit_compare);
	search->rows = state->log_count + state->revision_count;
}

enum ts_status ts_search_begin(ts_store *store, const char *text, const struct ts_when_context *context,
                               struct ts_when_error *error, ts_search **out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	struct ts_search *search = calloc(1, sizeof *search);
	if (!search)
		abort();
	search->store = store;
	search->now = context->now;
	status = match_query_init(&search->query, text, context, error);
	if (status == TS_OK)
		*out = search;
	else
		free(search);
	return status;
}

static ts_day month_begin(ts_day day)
{
	struct ts_civil civil;
	ts_day_to_civil(day, &civil);
	return day - civil.day + 1;
}

enum ts_status ts_search_step(ts_search *search, size_t rows, struct ts_hits *hits, struct ts_progress *progress)
{
	enum ts_status status = fake_read(search->store);
	if (status != TS_OK)
		return status;
	if (!search->begun)
		look(search);
	search->begun = true;
	(void)rows;
	ts_day back = INT32_MIN;
	if (search->store->slow && search->told < search->found.count)
		back = month_begin(search->found.at[search->told].day);
	for (; search->told < search->found.count && search->found.at[search->told].day >= back; search->told++)
		*hit_add(hits) = search->found.at[search->told];
	*progress = (struct ts_progress){ .done = search->told == search->found.count,
		                          .back = back == INT32_MIN ? 0 : back,
		                          .rows = search->rows,
		                          .damaged = search->store->damaged };
	return TS_OK;
}

void ts_search_end(ts_search *search)
{
	if (!search)
		return;
	match_query_release(&search->query);
	ts_hits_release(&search->found);
	free(search);
}

enum ts_status ts_usage_begin(ts_store *store, ts_time now, ts_usage **out)
{
	(void)now;
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	ts_usage *usage = calloc(1, sizeof *usage);
	if (!usage)
		abort();
	usage->store = store;
	*out = usage;
	return TS_OK;
}

enum ts_status ts_usage_step(ts_usage *usage, size_t rows, struct ts_progress *progress)
{
	(void)rows;
	enum ts_status status = fake_read(usage->store);
	if (status != TS_OK)
		return status;
	usage->done = usage->stepped || !usage->store->slow;
	usage->stepped = true;
	*progress = (struct ts_progress){ .done = usage->done, .rows = usage->store->current->state->log_count };
	return TS_OK;
}

struct ts_use ts_usage_of(const ts_usage *usage, struct ts_id activity)
{
	struct ts_use use = { .activity = activity };
	const struct state *state = usage->store->current->state;
	for (size_t i = 0; usage->done && i < state->log_count; i++) {
		const struct fake_log *log = &state->logs[i];
		if (log->dead || !ts_id_equal(log->activity, activity))
			continue;
		if (use.logs == 0 || log->at < use.first)
			use.first = log->at;
		if (use.logs == 0 || log->at > use.last)
			use.last = log->at;
		use.logs++;
	}
	return use;
}

void ts_usage_end(ts_usage *usage)
{
	free(usage);
}
