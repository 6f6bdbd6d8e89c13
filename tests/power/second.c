/* Another process that acts on the same database. */
#include "second.h"

#include "demand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void second_work(int socket, struct actor *actor)
{
	struct act act;

	while (recv(socket, &act, sizeof act, 0) == (ssize_t)sizeof act) {
		struct act_result result = { .status = TS_OK };
		if (act.kind == ACT_KINDS)
			actor_close(actor);
		else
			result = act_run(actor, &act);
		DEMAND(send(socket, &result, sizeof result, 0) == (ssize_t)sizeof result, "answer");
	}
	actor_close(actor);
	_exit(0);
}

struct second second_begin(const char *path, const char *pragma)
{
	struct actor actor = { .pragma = pragma };
	int sockets[2];

	(void)snprintf(actor.path, sizeof actor.path, "%s", path);
	DEMAND(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) == 0, "socketpair");
	(void)fflush(NULL);
	pid_t process = fork();
	DEMAND(process >= 0, "fork");
	if (process == 0) {
		(void)close(sockets[0]);
		second_work(sockets[1], &actor);
	}
	(void)close(sockets[1]);
	return (struct second){ .socket = sockets[0], .process = process };
}

struct act_result second_act(const struct second *second, const struct act *act)
{
	struct act_result result;

	DEMAND(send(second->socket, act, sizeof *act, 0) == (ssize_t)sizeof *act, "tell the other process");
	DEMAND(recv(second->socket, &result, sizeof result, 0) == (ssize_t)sizeof result, "hear the other process");
	return result;
}

void second_rest(const struct second *second)
{
	const struct act rest = { .kind = ACT_KINDS };

	if (second->socket >= 0)
		(void)second_act(second, &rest);
}

void second_end(struct second *second)
{
	int result = -1;

	if (second->socket < 0)
		return;
	(void)close(second->socket);
	DEMAND(waitpid(second->process, &result, 0) == second->process && result == 0, "the other process");
	second->socket = -1;
}
