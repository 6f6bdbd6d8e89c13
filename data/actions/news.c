/* What was done elsewhere: by another process of this file, or on another device. */
#include "data/actions/action.h"
#include "data/file/store.h"
#include "data/lookup/last_step.h"
#include "data/rows/record_log.h"
#include "data/rows/record_state.h"
#include "data/rows/record_step.h"
#include "data/sync/hub_row.h"

#include <string.h>

/* What was done longer ago on another device is not what a user means who takes back. */
#define JUST_NOW (10 * TS_MINUTE)

static enum ts_status step_word(struct action *action, struct ts_done *done)
{
	const struct step *step = &action->step;
	static const struct ts_id none = { { 0 } };
	struct row_log log;
	bool about_log = step->deed != TS_DEED_IMPORT && !ts_id_equal(step->log, none);
	enum ts_status status = about_log ? record_log_read(action->store, &step->log, &log) : TS_OK;

	if (status == TS_OK)
		action_describe_step(action, about_log ? &log : NULL, done);
	return status;
}

/* No hub, or one of which nothing is known: nothing has come. */
static enum ts_status arrivals_read(ts_store *store, struct hub_row *out)
{
	const struct detail kept = store_detail_keep(store);
	enum ts_status status = hub_row_read(store, out);

	if (status != TS_NOT_FOUND && status != TS_DAMAGED)
		return status;
	store_detail_restore(store, &kept);
	*out = (struct hub_row){ .paused = false };
	return TS_OK;
}

/* The step that is worded by what it holds was worded there. A target that holds for ever has no day of its own. */
static void words_take(const struct action *action, const struct deed *deed, struct ts_done *done)
{
	bool dated = deed->deed != TS_DEED_SETTINGS && deed->day != 0;

	*done = (struct ts_done){ .deed = deed->deed,
		                  .day = dated ? deed->day : ts_day_of(action->now, action->settings.day_start) };
	(void)ts_text_clean(deed->text, strlen(deed->text), false, done->text, sizeof done->text);
}

static enum ts_status arrival_word(struct action *action, const struct arrival *arrival, struct ts_news *out)
{
	struct ts_news news = { .device = true, .changes = arrival->changes, .back = arrival->deed.back };
	enum ts_status status = TS_NOT_FOUND;

	(void)ts_text_clean(arrival->device, strlen(arrival->device), false, news.origin, sizeof news.origin);
	deed_to_step(&arrival->deed, &action->step);
	if (arrival->known)
		status = step_word(action, &news.done);
	if (status == TS_OK && arrival->deed.deed >= TS_DEED_SETTINGS)
		words_take(action, &arrival->deed, &news.done);
	/* The row has gone, or is damaged: that is told elsewhere. */
	news.vague = status == TS_NOT_FOUND || status == TS_DAMAGED;
	if (status == TS_OK || news.vague)
		*out = news;
	return news.vague ? TS_OK : status;
}

/* ---- news */

static enum ts_status news_look(struct action *action, uint64_t *mark, struct ts_news *out)
{
	ts_store *store = action->store;
	struct hub_row hub;
	uint64_t stamp = 0, seen = *mark;
	enum ts_status status = last_step_read(store, &action->state, &action->step, &out->back);

	if (status == TS_OK)
		stamp = action->step.stamp;
	if (status == TS_OK || status == TS_NOT_FOUND)
		status = arrivals_read(store, &hub);
	if (status != TS_OK)
		return status;
	if (hub.last.stamp > stamp) {
		*mark = hub.last.stamp > seen ? hub.last.stamp : seen;
		return hub.last.stamp > seen ? arrival_word(action, &hub.last, out) : TS_UNCHANGED;
	}
	*mark = stamp > seen ? stamp : seen;
	if (stamp <= seen || action->step.maker == store->maker)
		return TS_UNCHANGED;
	(void)ts_text_clean(action->step.origin, strlen(action->step.origin), false, out->origin, sizeof out->origin);
	return step_word(action, &out->done);
}

enum ts_status ts_news_read(ts_store *store, ts_time now, uint64_t *mark, struct ts_news *out)
{
	struct action action;
	struct ts_news news = { 0 };
	uint64_t moved = *mark;
	enum ts_status status = action_look(&action, store, now);

	if (status != TS_OK)
		return status;
	status = record_state_read(store, &action.state);
	if (status == TS_OK)
		status = news_look(&action, &moved, &news);
	action_look_end(&action);
	if (status == TS_OK || status == TS_UNCHANGED)
		*mark = moved;
	if (status == TS_OK)
		*out = news;
	return status == TS_NOT_FOUND ? TS_UNCHANGED : status;
}

void ts_set_origin(ts_store *store, const char *origin)
{
	(void)ts_text_clean(origin, strlen(origin), false, store->origin, sizeof store->origin);
}

/* ---- before undo */

/* A clock that is ahead tells nothing of when: what came just now was done just now. */
static bool just_now(const struct arrival *arrival, ts_time now)
{
	ts_time made = (ts_time)(arrival->deed.stamp >> 21);

	return now - (made < arrival->received ? made : arrival->received) < JUST_NOW;
}

static enum ts_status peek_look(struct action *action, struct ts_done *done, struct ts_news *elsewhere)
{
	struct hub_row hub;
	int64_t sequence;
	bool back;
	enum ts_status status = last_step_read(action->store, &action->state, &action->step, &back);

	if (status == TS_OK)
		status = arrivals_read(action->store, &hub);
	if (status != TS_OK)
		return status;
	bool newer = hub.newest.deed.stamp > action->step.stamp && just_now(&hub.newest, action->now);
	status = record_step_back(action->store, action->state.done, &sequence, &action->step);
	if (status != TS_OK || !newer)
		return status == TS_OK ? TS_UNCHANGED : status;
	status = step_word(action, done);
	return status == TS_OK ? arrival_word(action, &hub.newest, elsewhere) : status;
}

enum ts_status ts_undo_peek(ts_store *store, ts_time now, struct ts_done *done, struct ts_news *elsewhere)
{
	struct action action;
	struct ts_done made = { 0 };
	struct ts_news news = { 0 };
	enum ts_status status = action_look(&action, store, now);

	if (status != TS_OK)
		return status;
	status = record_state_read(store, &action.state);
	if (status == TS_OK)
		status = peek_look(&action, &made, &news);
	action_look_end(&action);
	if (status == TS_OK) {
		*done = made;
		*elsewhere = news;
	}
	return status;
}
