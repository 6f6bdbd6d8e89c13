/* Devices that talk with a hub as it is. */
#include "support_served.h"

#include "tests/data/support_rows.h"

#include <stdio.h>
#include <string.h>

enum { ROWS = 1000 };
static const char url[] = "ssh://home";

static void hub_begin(const char *place, const char *only, struct hub **hub, struct serve **serve)
{
	char reason[TS_REASON_SIZE] = "";

	if (hub_open(place, &(struct hub_opening){ 0 }, reason, hub) != TS_OK)
		fail_msg("%s", reason);
	assert_int_equal(serve_begin(*hub, &(struct serve_rules){ .only = only }, serve), TS_OK);
}

void served_open(struct served *served, const char *place, const char *only, ts_store *store)
{
	*served = (struct served){ .hub = NULL };
	hub_begin(place, only, &served->hub, &served->serve);
	assert_int_equal(ts_sync_begin(store, &served->sync), TS_OK);
}

void served_close(struct served *served)
{
	ts_sync_end(served->sync);
	serve_end(served->serve);
	hub_close(served->hub);
	served->sync = NULL;
}

/* As much as the hub has room for; how much that was. */
static size_t hub_give(struct serve *serve, const void *bytes, size_t size)
{
	size_t room = serve_room(serve), part = size < room ? size : room;

	if (part > 0)
		assert_int_equal(serve_receive(serve, bytes, part), TS_OK);
	while (serve_step(serve))
		;
	return part;
}

/* It only grows, and ends before all is there. */
static void percent_look(struct served *served)
{
	int percent = served->step.percent;

	if (percent == 0 || percent == served->percent)
		return;
	assert_in_range(percent, served->percent, 99);
	served->percent = percent;
	served->percents++;
}

void served_pump(struct served *served, ts_time now)
{
	bool moves = true;

	serve_look(served->serve);
	for (int round = 0; moves; round++) {
		size_t said, answered;
		const void *bytes = ts_sync_output(served->sync, &said);
		ts_sync_sent(served->sync, hub_give(served->serve, bytes, said));
		bytes = serve_output(served->serve, &answered);
		assert_int_equal(ts_sync_receive(served->sync, bytes, answered), TS_OK);
		serve_sent(served->serve, answered);
		assert_int_equal(ts_sync_step(served->sync, served->rows > 0 ? served->rows : ROWS, now, &served->step),
		                 TS_OK);
		/* Whoever is told to come again at once does nothing else, and never hears the hub. */
		assert_true(served->step.next == 0 || served->step.next > now);
		percent_look(served);
		served->events |= served->step.events;
		if (served->step.events != 0)
			memcpy(served->device, served->step.device, sizeof served->device);
		moves = said > 0 || answered > 0 || served->step.more || ts_sync_output(served->sync, &said);
		assert_true(round < 10000);
	}
}

struct served served_visit(const char *place, ts_store *store, ts_time now)
{
	struct served served;

	served_open(&served, place, NULL, store);
	served_pump(&served, now);
	served_close(&served);
	return served;
}

ts_join *served_ask(const char *place, ts_store *store, const char *name)
{
	struct hub *hub = NULL;
	struct serve *serve = NULL;
	ts_join *join = NULL;
	const void *bytes;
	size_t size;

	hub_begin(place, NULL, &hub, &serve);
	assert_int_equal(ts_join_begin(store, name, &join), TS_OK);
	while ((bytes = ts_join_output(join, &size)))
		ts_join_sent(join, hub_give(serve, bytes, size));
	/* In pieces, as a pipe hands them out. */
	while ((bytes = serve_output(serve, &size)) && size > 0) {
		size_t piece = size < 7 ? size : 7;
		assert_int_equal(ts_join_receive(join, bytes, piece), TS_OK);
		serve_sent(serve, piece);
	}
	serve_end(serve);
	hub_close(hub);
	return join;
}

enum ts_status served_password(ts_join *join, ts_store *store, const char *password, const char *device, ts_time now)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_join_password(join, password, url, device, now, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	assert_null(ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	return status;
}

enum ts_status served_join(const char *place, ts_store *store, const char *name, const char *password,
                           const char *device, ts_time now)
{
	ts_join *join = served_ask(place, store, name);
	enum ts_status status = TS_NOT_FOUND;

	if (ts_join_state(join) == TS_JOIN_FOUND)
		status = served_password(join, store, password, device, now);
	ts_join_end(join);
	return status;
}

ts_store *served_store(const struct support *support, const char *suffix)
{
	char path[SUPPORT_PATH_SIZE + 32], reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	(void)snprintf(path, sizeof path, "%s.%s", support->path, suffix);
	if (ts_open(path, true, SUPPORT_NOW, reason, &store) != TS_OK)
		fail_msg("%s", reason);
	rows_hurry(store);
	return store;
}
