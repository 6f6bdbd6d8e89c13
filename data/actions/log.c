/* Logging: from this moment I do that. */
#include "data/actions/log.h"

#include "data/file/store.h"
#include "data/pure/text.h"
#include "data/rows/record_log.h"
#include "data/seal/bytes.h"

#include <string.h>

/* How far ahead of now a log may be: the clocks of two devices differ. */
static const ts_time ahead = TS_MINUTE;

enum ts_status log_check_moment(ts_time at, ts_time now)
{
	if (at < ROW_EARLIEST || at >= ROW_LATEST)
		return TS_INVALID;
	return at > now + ahead ? TS_FUTURE : TS_OK;
}

enum ts_status log_comment(const char *comment, char out[TS_COMMENT_SIZE])
{
	return text_compose(comment ? comment : "", out, TS_COMMENT_SIZE);
}

bool log_goes_on(const struct action *action, const struct timeline *timeline, const struct log_wish *wish,
                 const struct row_log **present)
{
	*present = timeline_at(timeline, wish->at);
	/* An activity made just now can only go on where its row was missing; then it must be made. */
	if (!*present || action->step.created)
		return false;
	struct ts_id shown = catalogue_resolve(action->catalogue, &(*present)->activity);
	/* A comment of its own is something new to say. */
	return ts_id_equal(shown, catalogue_resolve(action->catalogue, &wish->activity)) &&
	       (wish->comment[0] == '\0' || strcmp(wish->comment, (*present)->comment) == 0);
}

/* An id for a log of that moment. Logs of one moment stand in the order of their ids, and the last one made is the one
 * that is meant: its id is greater than theirs. */
static struct ts_id id_after(const struct timeline *timeline, ts_time at)
{
	const struct row_log *present = timeline_at(timeline, at);
	struct ts_id id = crypt_random_id();

	if (!present || present->at != at || memcmp(id.bytes, present->id.bytes, TS_ID_SIZE) > 0)
		return id;
	uint64_t top = 0;
	for (size_t i = 0; i < 8; i++)
		top = top << 8 | present->id.bytes[i];
	/* Somewhere in what is left above; at the very end there is nothing, and chance decides. */
	uint64_t room = UINT64_MAX - top, random;
	crypt_random(&random, sizeof random);
	if (room > 0)
		top += 1 + random % room;
	for (size_t i = 8; i-- > 0; top >>= 8)
		id.bytes[i] = (unsigned char)top;
	return id;
}

enum ts_status log_make(struct action *action, const struct timeline *timeline, const struct log_wish *wish,
                        struct row_log *out)
{
	struct row_log row = { .id = wish->id ? *wish->id : id_after(timeline, wish->at),
		               .at = wish->at,
		               .offset = wish->offset,
		               .activity = wish->activity,
		               .locked = wish->locked };
	struct ts_civil civil;
	const char *zone = wish->zone;

	if (!zone) {
		ts_civil_local(wish->at, &civil);
		row.offset = civil.offset;
		zone = civil.zone;
	}
	memcpy(row.zone, zone, strnlen(zone, sizeof row.zone - 1));
	memcpy(row.comment, wish->comment, strnlen(wish->comment, sizeof row.comment - 1));
	enum ts_status status = action_log(action, NULL, &row);
	if (status == TS_OK)
		*out = row;
	return status;
}

enum ts_status log_give_way(struct action *action, const struct timeline *timeline, const struct row_log *to,
                            struct ts_done *done)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < timeline->logs.count && status == TS_OK; i++) {
		const struct row_log *log = &timeline->logs.at[i];
		struct ts_activity shown;
		if (log->at != to->at || ts_id_equal(log->id, to->id))
			continue;
		struct row_log dead = *log;
		dead.dead = true;
		status = action_log(action, log, &dead);
		(void)catalogue_show(action->catalogue, &log->activity, &shown);
		memcpy(done->gone, shown.text, sizeof done->gone);
	}
	return status;
}

void log_put(struct row_log *row, ts_time at)
{
	struct ts_civil civil;

	ts_civil_local(row->at, &civil);
	if (civil.offset == row->offset) {
		ts_civil_local(at, &civil);
		row->offset = civil.offset;
		memset(row->zone, 0, sizeof row->zone);
		memcpy(row->zone, civil.zone, strnlen(civil.zone, sizeof row->zone - 1));
	}
	row->at = at;
}

enum ts_status log_add(struct action *action, const struct log_wish *wish, struct ts_done *done)
{
	struct timeline timeline;
	const struct row_log *present;
	struct row_log made;
	enum ts_status status = timeline_read(action->store, wish->at, wish->at + 1, action->now, &timeline);

	if (status != TS_OK)
		return status;
	if (log_goes_on(action, &timeline, wish, &present)) {
		action_describe_log(action, present, done);
		status = TS_UNCHANGED;
		goto out;
	}
	status = log_make(action, &timeline, wish, &made);
	if (status != TS_OK)
		goto out;
	action->step.log = made.id;
	action->step.activity = made.activity;
	action_describe_log(action, &made, done);
	size_t next = timeline_count_before(&timeline, wish->at + 1);
	done->until = next < timeline.logs.count ? timeline.logs.at[next].at : 0;
	/* Who names the moment means it. Keys of several terminals may well come at one, and none of them is lost. */
	if (wish->at < action->now && !wish->locked)
		status = log_give_way(action, &timeline, &made, done);
out:
	timeline_release(&timeline);
	return status;
}

enum ts_status log_find(ts_store *store, const struct ts_id *id, struct row_log *out)
{
	struct row_log row;
	enum ts_status status = record_log_read(store, id, &row);

	if (status == TS_DAMAGED)
		return store_fail(store, TS_DAMAGED, "this log does not verify; it cannot be changed");
	if (status == TS_OK && row.dead)
		return TS_NOT_FOUND;
	if (status == TS_OK)
		*out = row;
	return status;
}

/* A log of a text or, without one, of a slot. */
struct log_request {
	const char *text;
	bool rest; /* if it is new */
	int slot;
	const struct log_wish *wish;
};

static enum ts_status text_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct log_request *request = context;
	struct log_wish wish = *request->wish;

	action->makes_rest = request->rest;
	enum ts_status status = action_activity_of_text(action, request->text, &wish.activity);

	return status == TS_OK ? log_add(action, &wish, done) : status;
}

enum ts_status log_text(ts_store *store, const char *text, bool rest, const char *comment, ts_time at, ts_time now,
                        struct ts_done *done)
{
	char plain[TS_COMMENT_SIZE];
	const struct log_wish wish = { .comment = plain, .at = at };
	const struct log_request request = { .text = text, .rest = rest, .wish = &wish };
	enum ts_status checked = log_comment(comment, plain);

	if (checked == TS_OK)
		checked = log_check_moment(at, now);
	return action_do(store, checked, now, TS_DEED_LOG, text_run, &request, done);
}

enum ts_status ts_log_text(ts_store *store, const char *text, const char *comment, ts_time at, ts_time now,
                           struct ts_done *done)
{
	return log_text(store, text, false, comment, at, now, done);
}

static enum ts_status slot_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct log_request *request = context;
	struct log_wish wish = *request->wish;
	const struct row_activity *holder = action->catalogue->slots[request->slot];

	if (request->slot > 0 && !holder)
		return TS_NOT_FOUND;
	wish.activity = request->slot == 0 ? action->catalogue->off : holder->id;
	return log_add(action, &wish, done);
}

enum ts_status ts_log_slot(ts_store *store, int slot, ts_time at, ts_time now, struct ts_done *done)
{
	const struct log_wish wish = { .comment = "", .at = at };
	const struct log_request request = { .slot = slot, .wish = &wish };
	enum ts_status checked = slot < 0 || slot > TS_SLOTS ? TS_INVALID : log_check_moment(at, now);

	return action_do(store, checked, now, TS_DEED_LOG, slot_run, &request, done);
}

/* The activity that went on before the one in force at now; off is passed over. */
static enum ts_status previous_find(const struct action *action, ts_time now, struct ts_id *out)
{
	const struct catalogue *catalogue = action->catalogue;
	struct ts_id present = { 0 };
	bool begun = false;
	ts_time before = now + 1;
	enum ts_status status;

	/* A week at a time; each begins with the last log before it. */
	for (;;) {
		struct timeline timeline;
		status = timeline_read(action->store, before - 7 * (24 * TS_HOUR), before, now, &timeline);
		if (status != TS_OK)
			return status;
		size_t count = timeline_count_before(&timeline, before);
		for (size_t i = count; i-- > 0;) {
			struct ts_id shown = catalogue_resolve(catalogue, &timeline.logs.at[i].activity);
			if (!begun)
				present = shown;
			begun = true;
			if (!ts_id_equal(shown, present) && !ts_id_equal(shown, catalogue->off) &&
			    catalogue_row(catalogue, &shown)) {
				*out = shown;
				timeline_release(&timeline);
				return TS_OK;
			}
		}
		ts_time first = count > 0 ? timeline.logs.at[0].at : before;
		timeline_release(&timeline);
		if (count == 0 || first >= before - 1)
			return TS_NOT_FOUND;
		before = first + 1;
	}
}

static enum ts_status previous_run(struct action *action, const void *context, struct ts_done *done)
{
	struct log_wish wish = { .comment = "", .at = action->now };
	enum ts_status status = previous_find(action, action->now, &wish.activity);

	(void)context;
	return status == TS_OK ? log_add(action, &wish, done) : status;
}

enum ts_status ts_log_previous(ts_store *store, ts_time now, struct ts_done *done)
{
	return action_do(store, log_check_moment(now, now), now, TS_DEED_LOG, previous_run, NULL, done);
}
