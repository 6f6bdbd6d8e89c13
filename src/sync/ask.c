/* One question to a hub. */
#include "src/sync/ask.h"

#include "src/sync/child.h"
#include "src/sync/ssh_words.h"
#include "ui/base/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Milliseconds: somebody may have to find a passphrase. */
enum { PATIENCE = 300000 };

struct asking {
	uv_loop_t loop;
	uv_timer_t patience;
	struct child *child;
	const struct ask_talk *talk_calls;
	void *talk;
	const struct hub_url *url;
	char *trouble;
	size_t size;
	bool greeted, garbled;
};

static void send_on(struct asking *asking)
{
	size_t size;
	const void *bytes = asking->talk_calls->output(asking->talk, &size);

	if (bytes)
		asking->talk_calls->sent(asking->talk, child_write(asking->child, bytes, size));
}

static bool received_event(void *context, const void *bytes, size_t size)
{
	struct asking *asking = context;

	if (asking->talk_calls->receive(asking->talk, bytes, size) != TS_OK) {
		asking->garbled = true;
		child_garbled(asking->url, bytes, size, asking->greeted, asking->trouble, asking->size);
		child_end(asking->child);
		return false;
	}
	asking->greeted = true;
	send_on(asking);
	if (asking->talk_calls->answered(asking->talk))
		child_end(asking->child);
	return true;
}

static void written_event(void *context)
{
	send_on(context);
}

static void ended_event(void *context, int status, const char *said)
{
	struct asking *asking = context;

	if (!asking->garbled && !asking->talk_calls->answered(asking->talk))
		(void)ssh_words(asking->url, status, said, asking->greeted, asking->trouble, asking->size);
	uv_close((uv_handle_t *)&asking->patience, NULL);
}

static void patience_event(uv_timer_t *timer)
{
	struct asking *asking = timer->data;

	asking->garbled = true;
	(void)snprintf(asking->trouble, asking->size, "%s does not answer", asking->url->shown);
	child_end(asking->child);
}

static const struct child_calls calls = { received_event, written_event, ended_event };

static bool ask_run(struct asking *asking, struct hub_url *url)
{
	if (uv_loop_init(&asking->loop) != 0)
		return false;
	asking->patience.data = asking;
	(void)uv_timer_init(&asking->loop, &asking->patience);
	hub_url_let_ask(url);
	int error = child_start(asking->child, &asking->loop, url->words, true, &calls, asking);
	if (error == 0) {
		(void)uv_timer_start(&asking->patience, patience_event, PATIENCE, 0);
		send_on(asking);
	} else {
		(void)ssh_words(url, -1, uv_strerror(error), false, asking->trouble, asking->size);
		uv_close((uv_handle_t *)&asking->patience, NULL);
	}
	(void)uv_run(&asking->loop, UV_RUN_DEFAULT);
	(void)uv_loop_close(&asking->loop);
	return error == 0;
}

bool ask(const struct ask_talk *talk_calls, void *talk, struct hub_url *url, char *trouble, size_t size)
{
	struct asking *asking = allocate(1, sizeof *asking);

	trouble[0] = '\0';
	*asking =
	        (struct asking){ .talk_calls = talk_calls, .talk = talk, .url = url, .trouble = trouble, .size = size };
	asking->child = allocate(1, sizeof *asking->child);
	bool asked = ask_run(asking, url);
	free(asking->child);
	free(asking);
	if (asked && talk_calls->answered(talk))
		return true;
	if (!trouble[0])
		(void)snprintf(trouble, size, "%s could not be asked", url->shown);
	return false;
}
