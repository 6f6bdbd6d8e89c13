/* The link without a screen. */
#include "src/sync/link_run.h"

#include "src/system/looks.h"
#include "src/system/loop_end.h"
#include "ui/base/alloc.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* Milliseconds of nothing at all after which "once" has failed. */
enum { PATIENCE = 40000, PATIENCE_FIRST = 300000, PATIENCE_ELSEWHERE = 5000 };
enum { ELSEWHERE_AGAIN = 50 }; /* and between looks at what another process sends */

struct run {
	uv_loop_t loop;
	uv_signal_t signals[3];
	uv_prepare_t turn;
	uv_timer_t patience, elsewhere;
	struct looks looks;
	char *name; /* the database's, in its directory */
	ts_store *store;
	struct link *link;
	enum link_wish wish;
	link_told *told;
	void *context;
	struct link_news news;
	int64_t least; /* of what waits here while another process has the link, as last seen */
	bool done, over;
};

static void run_end(struct run *run, bool done)
{
	if (run->over)
		return;
	run->over = true;
	run->done = done;
	link_end(run->link);
	uv_stop(&run->loop);
}

static void patience_event(uv_timer_t *timer)
{
	run_end(timer->data, false);
}

static void patience_begin(struct run *run)
{
	(void)uv_timer_start(&run->patience, patience_event, run->wish == LINK_FIRST ? PATIENCE_FIRST : PATIENCE, 0);
}

/* Another process has the link: what waits here goes by it, or it lets go. */
static void elsewhere_event(uv_timer_t *timer)
{
	struct run *run = timer->data;
	struct ts_sync_info info;

	if (ts_sync_read(run->store, &info) == TS_OK) {
		/* It does send, and may have much. */
		if (info.unsent < run->least)
			(void)uv_timer_again(&run->patience);
		run->least = info.unsent < run->least ? info.unsent : run->least;
		run->news.unsent = info.unsent;
	}
	if (run->news.unsent == 0)
		run_end(run, true);
	else
		link_hurry(run->link);
}

static void elsewhere_wait(struct run *run)
{
	if (uv_is_active((uv_handle_t *)&run->elsewhere))
		return;
	run->least = INT64_MAX;
	(void)uv_timer_start(&run->elsewhere, elsewhere_event, 0, ELSEWHERE_AGAIN);
	(void)uv_timer_start(&run->patience, patience_event, PATIENCE_ELSEWHERE, PATIENCE_ELSEWHERE);
}

static void told_event(void *context, const struct link_news *news)
{
	struct run *run = context;

	run->news = *news;
	if (run->over)
		return;
	if (run->told)
		run->told(run->context, news);
	if (run->wish == LINK_STAY)
		return;
	if (news->phase == LINK_ELSEWHERE) {
		elsewhere_wait(run);
		return;
	}
	(void)uv_timer_stop(&run->elsewhere);
	patience_begin(run);
	/* How far this device is, it says last: others would not know until the next change. */
	if (news->phase == LINK_UP && news->state == TS_SYNC_LIVE && news->unsent == 0 && news->held == 0 &&
	    !news->telling)
		run_end(run, true);
	else if (news->phase == LINK_OFFLINE || news->phase == LINK_REFUSED || news->phase == LINK_PAUSED ||
	         (news->phase == LINK_UP && news->state == TS_SYNC_REFUSED))
		run_end(run, false);
}

static void signal_event(uv_signal_t *handle, int number)
{
	(void)number;
	run_end(handle->data, true);
}

static void turn_event(uv_prepare_t *prepare)
{
	struct run *run = prepare->data;

	if (!run->over)
		link_follow(run->link);
}

static bool concerns(void *context, const char *name)
{
	const struct run *run = context;

	return !name || strncmp(name, run->name, strlen(run->name)) == 0;
}

static void look(void *context)
{
	struct run *run = context;

	(void)ts_changed(run->store);
	if (!run->over)
		link_changed(run->link);
}

static void watch_start(struct run *run)
{
	static const struct looks_calls calls = { concerns, look };

	/* Without it the link's own timers look. */
	(void)!looks_start_beside(&run->looks, &run->loop, ts_path(run->store), &calls, run, &run->name);
}

static int run_start(struct run *run)
{
	static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };
	static const struct link_calls calls = { told_event };
	int error = uv_loop_init(&run->loop);

	if (error != 0)
		return error;
	for (int i = 0; i < 3; i++) {
		run->signals[i].data = run;
		(void)uv_signal_init(&run->loop, &run->signals[i]);
		(void)uv_signal_start(&run->signals[i], signal_event, numbers[i]);
	}
	run->patience.data = run->elsewhere.data = run->turn.data = run;
	(void)uv_timer_init(&run->loop, &run->elsewhere);
	(void)uv_timer_init(&run->loop, &run->patience);
	(void)uv_prepare_init(&run->loop, &run->turn);
	(void)uv_prepare_start(&run->turn, turn_event);
	run->link = link_create(&run->loop, run->store, &calls, run);
	if (run->wish == LINK_FIRST)
		link_let_ask(run->link);
	if (run->wish == LINK_STAY)
		watch_start(run);
	else
		patience_begin(run);
	return 0;
}

bool link_run(ts_store *store, enum link_wish wish, link_told *told, void *context, struct link_news *news)
{
	struct run *run = allocate(1, sizeof *run);

	*run = (struct run){ .store = store, .wish = wish, .told = told, .context = context };
	if (run_start(run) == 0) {
		link_follow(run->link);
		if (!run->over)
			(void)uv_run(&run->loop, UV_RUN_DEFAULT);
		loop_end(&run->loop);
	}
	link_destroy(run->link);
	bool done = run->done;
	*news = run->news;
	free(run->name);
	free(run);
	return done;
}
