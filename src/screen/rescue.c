/* What a signal handler may do, and no more: write, tcsetattr and raise (signal-safety(7)). It has no argument, so what
 * it needs lies here. */
#include "src/screen/rescue.h"

#include "ui/base/alloc.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int fatal_signals[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGSYS, SIGTRAP };
enum { FATAL_SIGNALS = sizeof fatal_signals / sizeof fatal_signals[0] };

/* Mouse, focus and paste reports off, synchronized drawing off, nothing left to read, the shell's screen, plain text, a
 * cursor: what xterm's control sequences call them. A terminal that has no such mode ignores its sequence. */
static const char undo[] =
        "\033[?1006l\033[?1002l\033[?1000l\033[?1004l\033[?2004l\033[?2026l\033[H\033[2J\033[?1049l\033[m\033[?25h\r\n";

static struct {
	int descriptor; /* 0: nothing to rescue */
	struct termios modes;
} terminal;

static void terminal_rescue(void)
{
	int descriptor = terminal.descriptor;

	if (descriptor == 0)
		return;
	terminal.descriptor = 0;
	(void)!write(descriptor, undo, sizeof undo - 1);
	(void)tcsetattr(descriptor, TCSANOW, &terminal.modes);
}

static void fatal_signal(int number)
{
	terminal_rescue();
	/* SA_RESETHAND has put the default back: it ends the process as this signal does. */
	(void)raise(number);
}

void rescue_begin(void)
{
	struct sigaction action, before;
	int descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (descriptor < 0)
		return;
	if (tcgetattr(descriptor, &terminal.modes) != 0) {
		(void)close(descriptor);
		return;
	}
	terminal.descriptor = descriptor;
	memset(&action, 0, sizeof action);
	action.sa_handler = fatal_signal;
	action.sa_flags = (int)SA_RESETHAND;
	for (size_t i = 0; i < FATAL_SIGNALS; i++) {
		/* A sanitizer or a debugger that has its own way keeps it. */
		if (sigaction(fatal_signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
			(void)sigaction(fatal_signals[i], &action, NULL);
	}
	allocate_set_hook(terminal_rescue);
}

void rescue_end(void)
{
	int descriptor = terminal.descriptor;

	terminal.descriptor = 0;
	allocate_set_hook(NULL);
	if (descriptor != 0)
		(void)close(descriptor);
}
