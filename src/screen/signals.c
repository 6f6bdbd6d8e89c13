/* One handle a signal; they are closed with the loop. */
#include "src/screen/signals.h"

#include <signal.h>

static const int numbers[SIGNALS] = { SIGWINCH, SIGHUP,  SIGTERM, SIGINT,  SIGQUIT,
	                              SIGUSR1,  SIGUSR2, SIGALRM, SIGCONT, SIGTSTP };

static void signal_event(uv_signal_t *handle, int number)
{
	const struct signals *signals = handle->data;

	signals->came(signals->context, number);
}

int signals_start(struct signals *signals, uv_loop_t *loop, void (*came)(void *context, int number), void *context)
{
	int error = 0;

	signals->came = came;
	signals->context = context;
	for (int i = 0; i < SIGNALS && error == 0; i++) {
		error = uv_signal_init(loop, &signals->handles[i]);
		if (error != 0)
			break;
		signals->handles[i].data = signals;
		error = uv_signal_start(&signals->handles[i], signal_event, numbers[i]);
	}
	return error;
}
