/* Search: the months one after the other, the newest first; the logs of each, then its notes. */
#include "data/report/search.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/month.h"
#include "data/rows/record_logs.h"
#include "data/rows/row.h"

#include <stdlib.h>
#include <string.h>

/* ---- hits */

void ts_hits_release(struct ts_hits *hits)
{
	if (hits->at)
		ts_wipe(hits->at, hits->room * sizeof *hits->at);
	free(hits->at);
	*hits = (struct ts_hits){ 0 };
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

/* Hands over what no later month can come before. Months are UTC's, days are the user's: a log of the month before may
 * lie on this month's first day. */
static enum ts_status hits_hand_over(struct ts_search *search, struct ts_hits *hits)
{
	struct ts_hits *found = &search->found;
	bool last = search->sweep.progress.done;
	size_t ready = 0, before = hits->count;

	search->kept = found->count;
	if (found->count > 1)
		qsort(found->at, found->count, sizeof *found->at, hit_compare);
	while (ready < found->count && (last || found->at[ready].day > search->sweep.progress.back))
		ready++;
	for (size_t i = 0; i < ready; i++) {
		struct ts_hit *hit = search_add(hits);
		if (!hit) {
			hits->count = before;
			return TS_NO_MEMORY;
		}
		*hit = found->at[i];
	}
	if (ready > 0)
		memmove(found->at, found->at + ready, (found->count - ready) * sizeof *found->at);
	found->count -= ready;
	search->kept = found->count;
	return TS_OK;
}

/* ---- activities */

static void met_forget(struct ts_search *search)
{
	met_release(&search->met);
	search->met_looked = 0;
}

/* What the months have in common, as it is now. */
static void search_prepare(struct ts_search *search, int day_start)
{
	const struct match_query *query = &search->query;
	ts_time unused;

	search->day_start = day_start;
	search->reached = (struct day_at){ 0 };
	search->from = INT64_MIN;
	search->until = INT64_MAX;
	if (query->since > INT32_MIN)
		ts_day_bounds(query->since, day_start, &search->from, &unused);
	if (query->until < INT32_MAX)
		ts_day_bounds(query->until, day_start, &unused, &search->until);
	met_forget(search);
}

/* The words that are in a text that is met for the first time. One whose row is missing or does not verify is found
 * under no word. */
static enum ts_status met_look(struct ts_search *search, const struct met_activity *activity)
{
	const size_t place = search->met_looked;

	if (!array_room(&search->met_found, &search->met_room, place + 1, sizeof *search->met_found))
		return TS_NO_MEMORY;
	enum ts_status status = match_fold(&search->folded, activity->shown.text, strlen(activity->shown.text));
	if (status != TS_OK)
		return status;
	search->met_found[place] = activity->known ? match_found(&search->query, &search->folded) : 0;
	search->met_looked++;
	return TS_OK;
}

/* The activity of a log, until the next call, and the words in its text. */
static enum ts_status activity_find(struct ts_search *search, const struct ts_id *id, const struct ts_activity **out,
                                    uint32_t *found)
{
	const struct met_activity *activity = met_find(&search->met, search->catalogue, id);

	if (!activity)
		return TS_NO_MEMORY;
	const size_t place = (size_t)(activity - search->met.at);
	enum ts_status status = place < search->met_looked ? TS_OK : met_look(search, activity);
	if (status != TS_OK)
		return status;
	*out = &activity->shown;
	*found = search->met_found[place];
	return TS_OK;
}

/* ---- logs */

static enum ts_status log_hit(struct ts_search *search, const struct row_log *row, const struct ts_activity *activity)
{
	struct ts_hit *hit = search_add(&search->found);

	if (!hit)
		return TS_NO_MEMORY;
	hit->kind = TS_HIT_LOG;
	hit->day = day_at(&search->reached, row->at, search->day_start);
	hit->log = row->id;
	hit->at = row->at;
	hit->offset = row->offset;
	memcpy(hit->text, activity->text, sizeof hit->text);
	hit->slot = activity->slot;
	hit->colour = activity->off ? 0 : activity->colour;
	hit->off = activity->off;
	hit->rest = activity->rest;
	size_t size = ts_text_clean(row->comment, strlen(row->comment), false, hit->line, sizeof hit->line);
	enum ts_status status = match_fold(&search->folded, hit->line, size);
	if (status == TS_OK) {
		match_mark(&search->query, &search->folded, &hit->in_line);
		status = match_fold(&search->folded, hit->text, strlen(hit->text));
	}
	if (status == TS_OK)
		match_mark(&search->query, &search->folded, &hit->in_text);
	return status;
}

static enum ts_status log_look(struct ts_search *search, const struct row_log *row)
{
	const struct match_query *query = &search->query;
	const struct ts_activity *activity;
	uint32_t found;

	if (row->at < search->from || row->at >= search->until)
		return TS_OK;
	enum ts_status status = activity_find(search, &row->activity, &activity, &found);
	if (status != TS_OK)
		return status;
	if (row->comment[0] != '\0') {
		status = match_fold(&search->folded, row->comment, strlen(row->comment));
		if (status != TS_OK)
			return status;
		found |= match_found(query, &search->folded);
	}
	return match_fits(query, found) ? log_hit(search, row, activity) : TS_OK;
}

static enum ts_status log_visit(void *context, const struct row_log *row)
{
	struct ts_search *search = context;
	enum ts_status status = search_moment_add(search, row);

	return status == TS_OK ? log_look(search, row) : status;
}

static enum ts_status logs_step(struct ts_search *search, size_t *budget, bool *complete)
{
	struct record_paged page;
	enum ts_status status = record_logs_page(search->sweep.store, sweep_month(&search->sweep), &search->mark,
	                                         *budget, log_visit, search, &page);

	search->damaged += page.damaged;
	search->opened += page.read;
	*complete = page.complete;
	*budget -= page.read < *budget ? page.read : *budget;
	return status;
}

/* ---- months */

/* The present month is read from its beginning. */
static void month_begin(struct ts_search *search)
{
	search->stage = SEARCH_LOGS;
	search->mark = (struct record_mark){ .found = { .count = 0 } };
	search->damaged = search->opened = 0;
	search->found.count = search->kept;
	search->moment_count = 0;
	search_notes_clear(&search->notes);
}

static enum ts_status month_end(struct ts_search *search, struct ts_hits *hits)
{
	enum ts_status status = search_lengths_fill(search, search->settings);

	if (status != TS_OK)
		return status;
	search->sweep.progress.rows += search->opened;
	search->sweep.progress.damaged += search->damaged;
	sweep_next(&search->sweep);
	status = hits_hand_over(search, hits);
	month_begin(search);
	return status;
}

static enum ts_status month_step(struct ts_search *search, size_t *budget, struct ts_hits *hits)
{
	bool complete = false;
	enum ts_status status = TS_OK;

	if (search->stage == SEARCH_LOGS) {
		status = logs_step(search, budget, &complete);
		if (status == TS_OK && complete) {
			search->stage = SEARCH_REVISIONS;
			search->mark = (struct record_mark){ .found = { .count = 0 } };
		}
		return status;
	}
	status = search_notes_step(search, budget, &complete);
	return status == TS_OK && complete ? month_end(search, hits) : status;
}

enum ts_status ts_search_begin(ts_store *store, const char *text, const struct ts_when_context *context,
                               struct ts_when_error *error, ts_search **out)
{
	enum ts_status status = store_require_login(store);

	if (status != TS_OK)
		return status;
	struct ts_search *search = calloc(1, sizeof *search);
	if (!search)
		return TS_NO_MEMORY;
	status = match_query_init(&search->query, text, context, error);
	if (status != TS_OK) {
		free(search);
		return status;
	}
	sweep_init(&search->sweep, store, context->now, true);
	sweep_limit(&search->sweep, search->query.since, search->query.until);
	*out = search;
	return TS_OK;
}

enum ts_status ts_search_step(ts_search *search, size_t rows, struct ts_hits *hits, struct ts_progress *progress)
{
	size_t budget = rows > 0 ? rows : 1;
	bool anew = false;
	struct reading reading;
	enum ts_status status = sweep_read_begin(&search->sweep, &reading, &anew);

	if (status != TS_OK)
		return status;
	search->catalogue = reading.catalogue;
	search->settings = reading.settings;
	if (anew) {
		month_begin(search);
		search_prepare(search, reading.settings->day_start);
	}
	/* The last month may have had nothing left to read. */
	if (status == TS_OK && sweep_done(&search->sweep))
		status = hits_hand_over(search, hits);
	while (status == TS_OK && budget > 0 && !sweep_done(&search->sweep))
		status = month_step(search, &budget, hits);
	search->catalogue = NULL;
	search->settings = NULL;
	const size_t others = reading.kept->damaged;
	reading_end(&reading);
	if (status != TS_OK) {
		sweep_spoil(&search->sweep);
		return status;
	}
	*progress = search->sweep.progress;
	progress->rows += search->opened;
	progress->damaged += search->damaged + others;
	return TS_OK;
}

void ts_search_end(ts_search *search)
{
	if (!search)
		return;
	sweep_release(&search->sweep);
	match_query_release(&search->query);
	match_release(&search->folded);
	met_release(&search->met);
	free(search->met_found);
	search_moments_clear(search);
	search_notes_clear(&search->notes);
	note_revisions_release(&search->notes.revisions);
	ts_hits_release(&search->found);
	ts_wipe(search, sizeof *search);
	free(search);
}
