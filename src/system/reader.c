/* Whoever reads standard output, watched. libuv would make a descriptor that it polls non-blocking, for everybody who
 * shares it; so the kernel is asked by way of another one. */
#include "src/system/reader.h"

#include <unistd.h>

#ifdef __linux__
#include <sys/epoll.h>

static void closed_event(uv_poll_t *poll, int status, int events)
{
	struct reader *reader = poll->data;

	(void)status;
	(void)events;
	(void)uv_poll_stop(poll);
	reader->closed(reader->context);
}

void reader_watch(struct reader *reader, uv_loop_t *loop, void (*closed)(void *context), void *context)
{
	/* What went wrong at its other end is told without being asked for. */
	struct epoll_event nothing = { .events = 0 };
	int descriptor = epoll_create1(EPOLL_CLOEXEC);

	if (descriptor < 0)
		return;
	if (epoll_ctl(descriptor, EPOLL_CTL_ADD, STDOUT_FILENO, &nothing) != 0 ||
	    uv_poll_init(loop, &reader->poll, descriptor) != 0) {
		(void)close(descriptor);
		return;
	}
	reader->descriptor = descriptor;
	reader->closed = closed;
	reader->context = context;
	reader->poll.data = reader;
	(void)uv_poll_start(&reader->poll, UV_READABLE, closed_event);
}
#else
void reader_watch(struct reader *reader, uv_loop_t *loop, void (*closed)(void *context), void *context)
{
	(void)reader;
	(void)loop;
	(void)closed;
	(void)context;
}
#endif

void reader_release(struct reader *reader)
{
	if (reader->descriptor > 0)
		(void)close(reader->descriptor);
}
