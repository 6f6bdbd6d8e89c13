/* One handle a signal; they are closed with the loop. */
#include "src/screen/signals.h"

#include <signal.h>

static const int numbers[SIGNALS] = { SIGWINCH, SIGCONT, SIGTSTP, SIGHUP, SIGTERM,   SIGINT,  SIGQUIT, SIGUSR1,
	                              SIGUSR2,  SIGALRM, SIGXCPU, SIGIO,  SIGVTALRM, SIGPROF, SIGPWR,  SIGSTKFLT };

/* The number of the handle at a place; 0: there are no more. The C library keeps the first real-time ones for itself.
 */
static int number_at(int place)
{
	int number = place < SIGNALS ? numbers[place] : SIGRTMIN + place - SIGNALS;

	return place < SIGNALS || number <= SIGRTMAX ? number : 0;
}

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
	for (int i = 0; i < SIGNALS_MOST && number_at(i) != 0 && error == 0; i++) {
		error = uv_signal_init(loop, &signals->handles[i]);
		if (error != 0)
			break;
		signals->handles[i].data = signals;
		error = uv_signal_start(&signals->handles[i], signal_event, number_at(i));
	}
	return error;
}
