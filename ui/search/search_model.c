/* The search behind the search screen: stepped a little at a time, its hits grouped by day. Draws nothing. */
#include "ui/search/search_inside.h"

bool search_running(const struct search_screen *screen)
{
	return screen->search != NULL;
}

bool search_full(const struct search_screen *screen)
{
	return screen->found.hits.count > SEARCH_HITS_MOST;
}

static void search_end(struct search_screen *screen)
{
	ts_search_end(screen->search);
	screen->search = NULL;
}

void search_release(struct search_screen *screen)
{
	search_end(screen);
	hit_list_release(&screen->found);
	ts_hits_release(&screen->next);
	field_release(&screen->field);
	lines_release(&screen->copied);
}

/* Nobody reads further. */
static size_t shown_of(const struct ts_hits *hits)
{
	return hits->count > SEARCH_HITS_MOST ? SEARCH_HITS_MOST : hits->count;
}

/* ---- the search */

static void query_begin(struct search_screen *screen)
{
	const struct environment *environment = screen->view.environment;
	ts_time now = environment->moment.now;
	int day_start = environment->settings.day_start;
	const struct ts_when_context context = {
		.now = now, .day = ts_day_of(now, day_start), .day_start = day_start, .order = environment->date_order
	};

	screen->error = (struct ts_when_error){ 0 };
	screen->status =
	        ts_search_begin(environment->store, screen->field.text, &context, &screen->error, &screen->search);
}

void search_begin(struct search_screen *screen)
{
	search_end(screen);
	ts_hits_release(&screen->next);
	hit_list_clear(&screen->found);
	screen->replacing = false;
	screen->progress = (struct ts_progress){ .back = INT32_MAX };
	query_begin(screen);
	search_step(screen);
}

void search_again(struct search_screen *screen)
{
	if (screen->found.hits.count == 0) {
		search_begin(screen);
		return;
	}
	search_end(screen);
	ts_hits_release(&screen->next);
	screen->replacing = true;
	screen->progress = (struct ts_progress){ .back = INT32_MAX };
	query_begin(screen);
}

/* What was found anew takes the place of what was shown. */
static void found_replace(struct search_screen *screen)
{
	screen->replacing = false;
	hit_list_replace(&screen->found, &screen->next, shown_of(&screen->next));
}

void search_step(struct search_screen *screen)
{
	struct ts_hits *hits = screen->replacing ? &screen->next : &screen->found.hits;
	size_t before = hits->count;

	if (!screen->search)
		return;
	screen->status = ts_search_step(screen->search, SEARCH_ROWS, hits, &screen->progress);
	bool ended = screen->status != TS_OK || screen->progress.done || hits->count > SEARCH_HITS_MOST;
	if (!screen->replacing && hits->count > before)
		hit_list_extend(&screen->found, shown_of(hits));
	else if (screen->replacing && ended)
		found_replace(screen);
	if (ended)
		search_end(screen);
}
