/* A hub's process. All that was read in one turn of the loop is worked on together, so that pushes share a commit. */
#include "src/commands/hub_loop.h"

#include "src/command_line/complain.h"
#include "src/system/looks.h"
#include "src/system/loop_end.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

enum {
	READ_MOST = 64 * 1024,
	WRITE_MOST = 64 * 1024,
	FAREWELL = 10000 /* milliseconds in which an answer must go once the device says nothing more */
};

struct hub_loop {
	uv_loop_t uv;
	uv_pipe_t input, output;
	uv_check_t turn;
	uv_timer_t often, farewell;
	uv_poll_t server;
	uv_write_t write;
	struct looks looks;
	struct hub *hub;
	struct serve *serve;
	int status;
	bool reading, writing;
	bool listening; /* to the hub */
	bool ended;     /* nothing more comes */
	bool closed;    /* nobody reads */
	bool failed;    /* there is no memory, or nothing to listen with */
	char received[READ_MOST], written[WRITE_MOST];
};

static void turn(struct hub_loop *loop);

/* ---- output: one write at a time, of a copy, since what waits behind it moves */

static void write_end(uv_write_t *write, int status)
{
	struct hub_loop *loop = write->data;

	loop->writing = false;
	(void)uv_timer_stop(&loop->farewell);
	loop->closed = loop->closed || status != 0;
	/* Otherwise the loop is closing. */
	if (status != UV_ECANCELED)
		turn(loop);
}

/* Who does not read for long may be slow; or has gone, which shows where we do not read either. */
static void farewell_event(uv_timer_t *timer)
{
	struct hub_loop *loop = timer->data;
	struct pollfd input = { .fd = 0, .events = POLLRDHUP };

	if (loop->ended || (poll(&input, 1, 0) > 0 && (input.revents & (POLLHUP | POLLRDHUP | POLLERR)) != 0))
		uv_stop(timer->loop);
}

static void write_some(struct hub_loop *loop)
{
	size_t size;
	const void *bytes = serve_output(loop->serve, &size);
	uv_buf_t buffer = uv_buf_init(loop->written, (unsigned)(size < WRITE_MOST ? size : WRITE_MOST));

	if (size == 0 || loop->writing || loop->closed)
		return;
	memcpy(loop->written, bytes, buffer.len);
	loop->write.data = loop;
	if (uv_write(&loop->write, (uv_stream_t *)&loop->output, &buffer, 1, write_end) != 0) {
		loop->closed = true;
		return;
	}
	loop->writing = true;
	serve_sent(loop->serve, buffer.len);
	(void)uv_timer_start(&loop->farewell, farewell_event, FAREWELL, FAREWELL);
}

/* ---- input */

static void input_end(struct hub_loop *loop)
{
	(void)uv_read_stop((uv_stream_t *)&loop->input);
	loop->reading = false;
	loop->ended = true;
}

static void room_offer(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct hub_loop *loop = handle->data;
	size_t room = serve_room(loop->serve);

	(void)suggested;
	*buffer = uv_buf_init(loop->received, (unsigned)(room < READ_MOST ? room : READ_MOST));
}

static void input_event(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
	struct hub_loop *loop = stream->data;

	if (size > 0 && serve_receive(loop->serve, buffer->base, (size_t)size) != TS_OK)
		loop->failed = true;
	/* ENOBUFS: there was no room left; it is read on when there is. */
	if (size < 0 && size != UV_ENOBUFS)
		input_end(loop);
}

static void input_follow(struct hub_loop *loop)
{
	bool wanted = serve_room(loop->serve) > 0 && !loop->ended;

	if (wanted && !loop->reading)
		loop->reading = uv_read_start((uv_stream_t *)&loop->input, room_offer, input_event) == 0;
	else if (!wanted && loop->reading)
		loop->reading = uv_read_stop((uv_stream_t *)&loop->input) != 0;
}

/* ---- news */

static bool concerns(void *context, const char *name)
{
	(void)context;
	(void)name;
	return true;
}

static void look(void *context)
{
	struct hub_loop *loop = context;

	serve_look(loop->serve);
	turn(loop);
}

static void often_event(uv_timer_t *timer)
{
	look(timer->data);
}

static void server_event(uv_poll_t *poll, int status, int events)
{
	(void)status;
	(void)events;
	look(poll->data);
}

/* Where the directory cannot be watched it is looked at as often as a slow one. */
static int news_start(struct hub_loop *loop)
{
	static const struct looks_calls calls = { concerns, look };
	struct hub_wait wait = hub_wait_of(loop->hub);
	uint64_t often = (uint64_t)wait.milliseconds;

	loop->listening = wait.directory || wait.descriptor >= 0 || often > 0;
	if (wait.directory && looks_start(&loop->looks, &loop->uv, wait.directory, &calls, loop) != 0 && often == 0)
		often = 1000;
	int error = often > 0 ? uv_timer_start(&loop->often, often_event, often, often) : 0;
	if (error != 0 || wait.descriptor < 0)
		return error;
	error = uv_poll_init(&loop->uv, &loop->server, wait.descriptor);
	loop->server.data = loop;
	return error == 0 ? uv_poll_start(&loop->server, UV_READABLE, server_event) : error;
}

/* ---- turns */

static bool output_waits(const struct hub_loop *loop)
{
	size_t size;

	(void)serve_output(loop->serve, &size);
	return (size > 0 || loop->writing) && !loop->closed;
}

static void turn(struct hub_loop *loop)
{
	bool misspoken;

	while (!loop->closed && serve_step(loop->serve)) {
	}
	if (!loop->listening && news_start(loop) != 0)
		loop->failed = true;
	write_some(loop);
	input_follow(loop);
	bool over = loop->ended || loop->closed || loop->failed || serve_over(loop->serve, &misspoken);
	if (over && !output_waits(loop))
		uv_stop(&loop->uv);
}

static void turn_event(uv_check_t *check)
{
	turn(check->data);
}

static int stream_open(struct hub_loop *loop, uv_pipe_t *stream, int descriptor)
{
	int error = uv_pipe_init(&loop->uv, stream, 0);

	stream->data = loop;
	return error == 0 ? uv_pipe_open(stream, descriptor) : error;
}

static int loop_start(struct hub_loop *loop)
{
	int error = stream_open(loop, &loop->input, 0);

	if (error == 0)
		error = stream_open(loop, &loop->output, 1);
	if (error == 0)
		error = uv_timer_init(&loop->uv, &loop->farewell);
	if (error == 0)
		error = uv_check_init(&loop->uv, &loop->turn);
	loop->turn.data = loop;
	loop->farewell.data = loop;
	if (error == 0)
		error = uv_check_start(&loop->turn, turn_event);
	if (error == 0)
		error = uv_timer_init(&loop->uv, &loop->often);
	loop->often.data = loop;
	return error;
}

static int status_of(const struct hub_loop *loop, int error)
{
	bool misspoken;
	const char *why = serve_over(loop->serve, &misspoken);

	if (error != 0)
		return complain(EXIT_FAILED, "%s", uv_strerror(error));
	if (loop->failed)
		return complain(EXIT_FAILED, "hub: %s", ts_status_text(TS_NO_MEMORY));
	return why ? complain(misspoken ? EXIT_USAGE : EXIT_FAILED, "hub: %s", why) : EXIT_DONE;
}

int hub_loop_run(struct hub *hub, struct serve *serve)
{
	struct hub_loop *loop = calloc(1, sizeof *loop);

	if (!loop)
		return complain(EXIT_FAILED, "%s", ts_status_text(TS_NO_MEMORY));
	loop->hub = hub;
	loop->serve = serve;
	int error = uv_loop_init(&loop->uv);
	if (error == 0) {
		error = loop_start(loop);
		if (error == 0) {
			input_follow(loop);
			(void)uv_run(&loop->uv, UV_RUN_DEFAULT);
		}
		loop_end(&loop->uv);
	}
	int status = status_of(loop, error);
	free(loop);
	return status;
}
