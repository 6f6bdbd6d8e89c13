/*
 * What goes between the conversation and the child. Bytes that came are merged in slices on this thread: a slice is
 * sized by what the last one took, so that no key waits longer than that.
 */
#include "src/sync/link_talk.h"

#include "src/sync/backoff.h"
#include "src/sync/ssh_words.h"
#include "src/system/clock.h"

#include <stdio.h>
#include <string.h>

/* Milliseconds. */
enum {
	SLICE = 20,             /* what a transaction of merging should take */
	RETRY_REFUSED = 600000, /* where only its user can help */
	AGAIN = 1000,           /* what is due cannot be done yet */
	BUSY_AGAIN = 50,        /* another process is writing */
	QUIET = 30000,          /* nothing came for so long: is it there? */
	SILENT = 20000,         /* no answer: it is not */
	LOST = 600000           /* up for so long, and the next failure is a first one */
};
enum { ROWS_FIRST = 64, ROWS_MOST = 8192, HELD_MOST = 4 * 1024 * 1024 };

static void step_run(struct link *link);

/* ---- what is told */

void talk_tell(struct link *link)
{
	link->calls->told(link->context, &link->news);
	link->news.changed = 0;
	link->news.events = 0;
	link->news.device[0] = '\0';
}

static void phase_set(struct link *link, enum link_phase phase)
{
	struct link_news *news = &link->news;

	if (phase == LINK_UP || phase == LINK_NONE || phase == LINK_PAUSED || phase == LINK_ELSEWHERE)
		news->offline_since = 0;
	else if (news->offline_since == 0)
		news->offline_since = clock_now().now;
	if (phase == LINK_UP)
		news->trouble[0] = '\0';
	news->phase = phase;
	talk_tell(link);
}

/* ---- trying again */

static void retry_event(uv_timer_t *timer)
{
	talk_start(timer->data);
}

static void retry_later(struct link *link, bool soon)
{
	if (link->ending)
		return;
	if (link->up_since != 0 && clock_now().uptime - link->up_since > LOST)
		link->failures = 0;
	link->up_since = 0;
	link->failures++;
	phase_set(link, soon ? LINK_OFFLINE : LINK_REFUSED);
	(void)uv_timer_start(&link->retry, retry_event, soon ? backoff_wait(link->failures) : RETRY_REFUSED, 0);
}

/* ---- the conversation */

void talk_close(struct link *link)
{
	ts_sync_end(link->sync);
	link->sync = NULL;
	(void)uv_timer_stop(&link->turn);
	(void)uv_timer_stop(&link->pulse);
}

static void output_send(struct link *link)
{
	size_t size;
	const void *bytes = link->sync ? ts_sync_output(link->sync, &size) : NULL;

	if (bytes)
		ts_sync_sent(link->sync, child_write(link->child, bytes, size));
}

static void turn_event(uv_timer_t *timer)
{
	step_run(timer->data);
}

static void step_again(struct link *link, uint64_t after)
{
	(void)uv_timer_start(&link->turn, turn_event, after, 0);
}

void talk_again(struct link *link)
{
	step_again(link, 0);
}

static void slice_fit(struct link *link, int64_t took)
{
	if (took > SLICE && link->rows > 8)
		link->rows /= 2;
	else if (took < SLICE / 3 && link->rows < ROWS_MOST)
		link->rows *= 2;
}

/* The hub, or what came from it, has ended the conversation: the child is of no use any more. */
static void sync_refused(struct link *link, const struct ts_sync_step *step)
{
	if (step->state == TS_SYNC_NEWER)
		(void)snprintf(link->news.trouble, sizeof link->news.trouble,
		               "what came from %s was made by a newer timesheet", link->news.shown);
	else if (step->state == TS_SYNC_KEY)
		(void)snprintf(link->news.trouble, sizeof link->news.trouble,
		               "the key was exchanged on another device: lock, and type the password it has there");
	else
		(void)snprintf(link->news.trouble, sizeof link->news.trouble, "%.120s: %.300s", link->news.shown,
		               step->refused);
	link->garbled = true;
	child_end(link->child);
}

static void step_take(struct link *link, const struct ts_sync_step *step)
{
	struct link_news *news = &link->news;
	bool unlike = news->state != step->state || news->unsent != step->unsent || step->changed > 0 || step->events;

	news->state = step->state;
	news->unsent_since = step->unsent == 0 ? 0 : news->unsent_since != 0 ? news->unsent_since : clock_now().now;
	news->unsent = step->unsent;
	unlike = unlike || (news->held > 0) != (step->held > 0) || news->telling != step->telling ||
	         news->percent != step->percent;
	news->percent = step->percent;
	news->held = step->held;
	news->telling = step->telling;
	news->changed += step->changed;
	news->events |= step->events;
	if (step->device[0])
		(void)snprintf(news->device, sizeof news->device, "%s", step->device);
	if (step->refused[0] && step->state == TS_SYNC_REFUSED)
		(void)snprintf(news->trouble, sizeof news->trouble, "%.120s: %.300s", news->shown, step->refused);
	if (step->state > TS_SYNC_GREETING && !link->greeted) {
		link->greeted = true;
		link->up_since = clock_now().uptime;
		phase_set(link, LINK_UP);
	} else if (unlike) {
		talk_tell(link);
	}
}

/* Somebody else's lock, a full disk: it is not the link that has failed. */
static void step_failed(struct link *link, enum ts_status status)
{
	if (status == TS_LOGGED_OUT || status == TS_NOT_FOUND) {
		link->looked = false;
		child_end(link->child);
	} else {
		step_again(link, status == TS_BUSY ? BUSY_AGAIN : BACKOFF_MOST);
	}
}

static void step_run(struct link *link)
{
	struct ts_sync_step step;
	const struct moment begun = clock_now();

	if (!link->sync || link->ending)
		return;
	enum ts_status status = ts_sync_step(link->sync, link->rows, begun.now, &step);
	if (status != TS_OK) {
		step_failed(link, status);
		return;
	}
	slice_fit(link, clock_now().uptime - begun.uptime);
	output_send(link);
	if (step.more)
		step_again(link, 0);
	else if (step.next != 0)
		step_again(link, step.next > begun.now + AGAIN ? (uint64_t)(step.next - begun.now) : AGAIN);
	if (step.held < HELD_MOST)
		child_read_on(link->child);
	step_take(link, &step);
	if (step.state == TS_SYNC_PAUSED) {
		link->looked = false;
		child_end(link->child);
	} else if (step.state >= TS_SYNC_ENDED) {
		sync_refused(link, &step);
	}
}

/* ---- whether it is there */

static void pulse_event(uv_timer_t *timer)
{
	talk_pulse(timer->data);
}

void talk_pulse(struct link *link)
{
	if (!link->sync)
		return;
	if (link->asked) {
		(void)snprintf(link->news.trouble, sizeof link->news.trouble, "%s answers no more", link->news.shown);
		link->garbled = true;
		child_end(link->child);
		return;
	}
	link->asked = true;
	if (ts_sync_ping(link->sync) == TS_OK)
		output_send(link);
	(void)uv_timer_start(&link->pulse, pulse_event, SILENT, 0);
}

static void pulse_felt(struct link *link)
{
	link->asked = false;
	(void)uv_timer_start(&link->pulse, pulse_event, QUIET, 0);
}

/* ---- the child */

static bool received_event(void *context, const void *bytes, size_t size)
{
	struct link *link = context;

	if (!link->sync)
		return false;
	pulse_felt(link);
	if (ts_sync_receive(link->sync, bytes, size) == TS_INVALID) {
		link->garbled = true;
		child_garbled(&link->url, bytes, size, link->greeted, link->news.trouble, sizeof link->news.trouble);
		child_end(link->child);
		return false;
	}
	link->news.held += size;
	step_again(link, 0);
	return link->news.held < HELD_MOST;
}

static void written_event(void *context)
{
	output_send(context);
}

static void ended_event(void *context, int status, const char *said)
{
	struct link *link = context;
	bool soon = true;

	talk_close(link);
	holder_release(link->holder);
	if (link->ending)
		return;
	if (!link->garbled)
		soon = ssh_words(&link->url, status, said, link->greeted, link->news.trouble,
		                 sizeof link->news.trouble);
	else
		soon = link->greeted && link->news.state < TS_SYNC_ENDED;
	if (!link->looked || !ts_logged_in(link->store))
		phase_set(link, LINK_NONE);
	else
		retry_later(link, soon);
}

static const struct child_calls child_calls = { received_event, written_event, ended_event };

void talk_start(struct link *link)
{
	if (link->ending || child_runs(link->child) || link->news.phase == LINK_NONE || !ts_logged_in(link->store))
		return;
	if (!holder_take(link->holder, link->user)) {
		phase_set(link, LINK_ELSEWHERE);
		(void)uv_timer_start(&link->retry, retry_event, BACKOFF_MOST, 0);
		return;
	}
	enum ts_status status = ts_sync_begin(link->store, &link->sync);
	if (status != TS_OK) {
		holder_release(link->holder);
		link->looked = false;
		if (status == TS_BUSY)
			retry_later(link, true);
		return;
	}
	link->greeted = link->asked = link->garbled = false;
	link->rows = ROWS_FIRST;
	link->news.held = 0;
	link->news.telling = false;
	link->news.state = TS_SYNC_GREETING;
	if (link->asks)
		hub_url_let_ask(&link->url);
	int error = child_start(link->child, link->loop, link->url.words, link->asks, &child_calls, link);
	if (error != 0) {
		talk_close(link);
		holder_release(link->holder);
		(void)ssh_words(&link->url, -1, uv_strerror(error), false, link->news.trouble,
		                sizeof link->news.trouble);
		retry_later(link, false);
		return;
	}
	phase_set(link, LINK_CONNECTING);
	pulse_felt(link);
	output_send(link);
}
