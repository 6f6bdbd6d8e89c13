/* A hub's child process. */
#include "src/sync/child.h"

#include "src/system/process.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Milliseconds. At the end of its input a child goes by itself: ssh may be the master of other connections, which a
 * signal would end. What it said last is in the pipe when it has gone, whoever else holds that pipe. */
enum { FAREWELL = 2000, LAST_WORDS = 50 };

bool child_runs(const struct child *child)
{
	return child->open > 0;
}

static void line_end(struct child *child)
{
	if (child->saying > 0)
		(void)ts_text_clean(child->said, child->saying, false, child->last, sizeof child->last);
	child->saying = 0;
}

static void said_take(struct child *child, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] == '\n' || bytes[i] == '\r')
			line_end(child);
		else if (child->saying < sizeof child->said)
			child->said[child->saying++] = bytes[i];
	}
}

static void handle_closed(uv_handle_t *handle)
{
	struct child *child = handle->data;

	if (--child->open > 0)
		return;
	line_end(child);
	child->calls->ended(child->context, child->status, child->last);
}

static void handle_close(void *handle)
{
	if (!uv_is_closing(handle))
		uv_close(handle, handle_closed);
}

static void pipes_close(struct child *child)
{
	handle_close(&child->input);
	handle_close(&child->output);
}

static void all_close(struct child *child)
{
	pipes_close(child);
	handle_close(&child->errors);
	handle_close(&child->patience);
}

static void words_event(uv_timer_t *timer)
{
	all_close(timer->data);
}

static void exit_event(uv_process_t *process, int64_t status, int number)
{
	struct child *child = process->data;

	child->exited = true;
	child->status = number != 0 ? 128 + number : (int)status;
	pipes_close(child);
	handle_close(&child->process);
	if (!uv_is_closing((uv_handle_t *)&child->patience))
		(void)uv_timer_start(&child->patience, words_event, LAST_WORDS, 0);
}

static void farewell_event(uv_timer_t *timer)
{
	struct child *child = timer->data;

	(void)uv_process_kill(&child->process, SIGKILL);
}

void child_end(struct child *child)
{
	if (child->open == 0 || child->ending)
		return;
	child->ending = true;
	pipes_close(child);
	if (!child->exited)
		(void)uv_timer_start(&child->patience, farewell_event, FAREWELL, 0);
}

/* ---- bytes */

static void room_offer(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct child *child = handle->data;

	(void)suggested;
	*buffer = uv_buf_init(child->piece, sizeof child->piece);
}

static void output_event(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
	struct child *child = stream->data;

	if (size < 0) {
		/* It says nothing more: whatever it still does is of no use. */
		child_end(child);
	} else if (size > 0 && !child->calls->received(child->context, buffer->base, (size_t)size) && !child->ending) {
		(void)uv_read_stop(stream);
		child->reading = false;
	}
}

static void errors_event(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
	struct child *child = stream->data;

	if (size < 0)
		handle_close(stream);
	else
		said_take(child, buffer->base, (size_t)size);
}

void child_read_on(struct child *child)
{
	if (child->open == 0 || child->reading || uv_is_closing((uv_handle_t *)&child->output))
		return;
	child->reading = uv_read_start((uv_stream_t *)&child->output, room_offer, output_event) == 0;
}

static void write_end(uv_write_t *write, int status)
{
	struct child *child = write->data;

	child->writing = false;
	if (status == 0 && !child->ending)
		child->calls->written(child->context);
	else if (status != UV_ECANCELED)
		child_end(child);
}

size_t child_write(struct child *child, const void *bytes, size_t size)
{
	if (child->open == 0 || child->writing || child->ending || child->exited || size == 0)
		return 0;
	uv_buf_t buffer = uv_buf_init(child->copy, (unsigned)(size < sizeof child->copy ? size : sizeof child->copy));
	memcpy(child->copy, bytes, buffer.len);
	child->write.data = child;
	if (uv_write(&child->write, (uv_stream_t *)&child->input, &buffer, 1, write_end) != 0)
		return 0;
	child->writing = true;
	return buffer.len;
}

/* ---- birth */

static int pipe_open(struct child *child, uv_loop_t *loop, uv_pipe_t *pipe)
{
	int error = uv_pipe_init(loop, pipe, 0);

	pipe->data = child;
	child->open += error == 0;
	return error;
}

static int pipes_open(struct child *child, uv_loop_t *loop)
{
	int error = uv_timer_init(loop, &child->patience);

	child->patience.data = child;
	child->open += error == 0;
	if (error == 0)
		error = pipe_open(child, loop, &child->input);
	if (error == 0)
		error = pipe_open(child, loop, &child->output);
	return error == 0 ? pipe_open(child, loop, &child->errors) : error;
}

static void quietly_ended(void *context, int status, const char *said)
{
	(void)context;
	(void)status;
	(void)said;
}

/* Handles that are closing stay the loop's until it turns: the child's memory must outlive them. */
static int start_fail(struct child *child, int error)
{
	static const struct child_calls nobody = { .ended = quietly_ended };

	child->calls = &nobody;
	all_close(child);
	return error;
}

int child_start(struct child *child, uv_loop_t *loop, char **words, bool asks, const struct child_calls *calls,
                void *context)
{
	char program[TS_PATH_SIZE];

	*child = (struct child){ .calls = calls, .context = context, .status = -1 };
	if (strcmp(words[0], "timesheet") == 0)
		process_own_path(program, sizeof program);
	else
		(void)snprintf(program, sizeof program, "%s", words[0]);
	int error = pipes_open(child, loop);
	if (error != 0)
		return start_fail(child, error);
	uv_stdio_container_t stdio[3] = {
		{ .flags = UV_CREATE_PIPE | UV_READABLE_PIPE, .data.stream = (uv_stream_t *)&child->input },
		{ .flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE, .data.stream = (uv_stream_t *)&child->output },
		{ .flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE, .data.stream = (uv_stream_t *)&child->errors },
	};
	if (asks)
		stdio[2] = (uv_stdio_container_t){ .flags = UV_INHERIT_FD, .data.fd = STDERR_FILENO };
	const uv_process_options_t options = { .exit_cb = exit_event,
		                               .file = program,
		                               .args = words,
		                               .flags = asks ? 0 : UV_PROCESS_DETACHED,
		                               .stdio_count = 3,
		                               .stdio = stdio };
	child->process.data = child;
	error = uv_spawn(loop, &child->process, &options);
	child->open++;
	if (error != 0) {
		handle_close(&child->process);
		return start_fail(child, error);
	}
	if (asks)
		handle_close(&child->errors);
	else
		(void)uv_read_start((uv_stream_t *)&child->errors, room_offer, errors_event);
	child_read_on(child);
	return 0;
}
