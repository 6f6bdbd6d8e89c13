/* A hub's process at the ends of two pipes. */
#include "support_hub.h"

#include "support_environment.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEADLINE = 30000 /* milliseconds */ };

struct hub_process {
	pid_t process;
	int input, output, error;
	unsigned char *bytes; /* room for the greatest packet */
	size_t size, taken;   /* bytes that have come; of these, those that the last packet had */
};

struct hub_process *hub_start(const struct sandbox *sandbox, const char *const *words)
{
	struct words arguments = { .count = 0 }, variables = { .count = 0 };
	struct hub_process *hub = calloc(1, sizeof *hub);
	int input[2], output[2], error[2];

	assert_non_null(hub);
	hub->bytes = malloc(2 * PACKET_SIZE_MOST);
	assert_non_null(hub->bytes);
	environment_fill(&variables, sandbox, words);
	words_add(&arguments, strdup(test_program));
	words_add(&arguments, strdup("hub"));
	words_add(&arguments, strdup("--stdio"));
	for (size_t i = 0; words[i]; i++)
		words_add(&arguments, strdup(words[i]));
	assert_int_equal(pipe2(input, O_CLOEXEC) | pipe2(output, O_CLOEXEC) | pipe2(error, O_CLOEXEC), 0);
	(void)signal(SIGPIPE, SIG_IGN);
	hub->process = fork();
	assert_true(hub->process >= 0);
	if (hub->process == 0) {
		(void)setsid();
		if (dup2(input[0], 0) < 0 || dup2(output[1], 1) < 0 || dup2(error[1], 2) < 0)
			_exit(126);
		(void)close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
		(void)execve(arguments.at[0], arguments.at, variables.at);
		_exit(127);
	}
	(void)close(input[0]);
	(void)close(output[1]);
	(void)close(error[1]);
	hub->input = input[1];
	hub->output = output[0];
	hub->error = error[0];
	words_release(&arguments);
	words_release(&variables);
	return hub;
}

pid_t hub_pid(const struct hub_process *hub)
{
	return hub->process;
}

void hub_hang_up(struct hub_process *hub)
{
	if (hub->input >= 0)
		(void)close(hub->input);
	hub->input = -1;
}

int hub_finish(struct hub_process *hub, char *error, size_t size)
{
	char ignored[512];
	int status;

	hub_hang_up(hub);
	(void)close(hub->output);
	if (!error) {
		error = ignored;
		size = sizeof ignored;
	}
	/* Up to its end: the process has the other end. */
	size_t filled = 0;
	ssize_t got;
	while (filled + 1 < size && (got = read(hub->error, error + filled, size - 1 - filled)) > 0)
		filled += (size_t)got;
	error[filled] = '\0';
	(void)close(hub->error);
	assert_int_equal(waitpid(hub->process, &status, 0), hub->process);
	free(hub->bytes);
	free(hub);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* Who has gone wants no more. */
void hub_say_bytes(struct hub_process *hub, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;

	while (size > 0) {
		ssize_t written = write(hub->input, at, size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			break;
		at += written;
		size -= (size_t)written;
	}
}

static void say(struct hub_process *hub, const struct packet *packet)
{
	size_t size = packet_write(packet, PACKET_CLIENT, NULL, 0);
	unsigned char *bytes = malloc(size);

	assert_non_null(bytes);
	(void)packet_write(packet, PACKET_CLIENT, bytes, size);
	hub_say_bytes(hub, bytes, size);
	free(bytes);
}

void hub_push(struct hub_process *hub, const unsigned char id[PACKET_ID_SIZE], const void *payload, size_t size)
{
	struct packet packet = { .kind = PACKET_PUSH, .payload = { payload, size } };

	memcpy(packet.id, id, sizeof packet.id);
	say(hub, &packet);
}

void hub_pull(struct hub_process *hub, struct packet_view cursor)
{
	say(hub, &(struct packet){ .kind = PACKET_PULL, .cursor = cursor });
}

void hub_ping(struct hub_process *hub)
{
	say(hub, &(struct packet){ .kind = PACKET_PING });
}

bool hub_hears(struct hub_process *hub, struct packet *out)
{
	struct pollfd waits = { .fd = hub->output, .events = POLLIN };
	ptrdiff_t length;

	hub->size -= hub->taken;
	memmove(hub->bytes, hub->bytes + hub->taken, hub->size);
	hub->taken = 0;
	while ((length = packet_read(hub->bytes, hub->size, PACKET_HUB, out)) == 0) {
		if (poll(&waits, 1, DEADLINE) == 0)
			fail_msg("the hub says nothing");
		ssize_t got = read(hub->output, hub->bytes + hub->size, 2 * PACKET_SIZE_MOST - hub->size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		hub->size += (size_t)got;
	}
	assert_true(length > 0);
	hub->taken = (size_t)length;
	return true;
}

struct packet hub_expects(struct hub_process *hub, enum packet_kind kind)
{
	struct packet packet;

	if (!hub_hears(hub, &packet))
		fail_msg("the hub has ended, where it should say %d", kind);
	if (packet.kind == PACKET_REFUSED && kind != PACKET_REFUSED)
		fail_msg("refused: %.*s", (int)packet.text.size, (const char *)packet.text.bytes);
	assert_int_equal(packet.kind, kind);
	return packet;
}

struct hub_process *hub_of(const struct sandbox *sandbox, const char *const *words, unsigned char owner,
                           unsigned char device)
{
	struct hub_process *hub = hub_start(sandbox, words);
	struct packet packet = { .kind = PACKET_HELLO, .version = PACKET_VERSION };

	memset(packet.owner, owner, sizeof packet.owner);
	memset(packet.device, device, sizeof packet.device);
	say(hub, &packet);
	(void)hub_expects(hub, PACKET_HELLO);
	return hub;
}

void hub_id(unsigned char out[PACKET_ID_SIZE], uint32_t number)
{
	memset(out, 0, PACKET_ID_SIZE);
	memcpy(out, &number, sizeof number);
}
