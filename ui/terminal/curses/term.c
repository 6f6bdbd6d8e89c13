/*
 * The terminal. ncurses is used for output only: it knows how to move, colour and repaint. Input is read as bytes from
 * a descriptor of our own, because ncurses loses text on split UTF-8 and mixes up mouse reports.
 *
 * Traps kept in mind: the event loop sets its descriptor non-blocking, so input and output are opened anew and apart,
 * and the shell's descriptors 0 to 2 stay as they are. LINES and COLUMNS would freeze the size. initscr exits on an
 * unknown TERM, newterm does not; TERM=dumb opens, but cannot move the cursor. ncurses takes over signals, which are
 * given back.
 */
#include "data/timesheet.h"
#include "ui/terminal/announce.h"
#include "ui/terminal/curses/inside.h"
#include "ui/terminal/terminal_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
	READ_SIZE = 4096,
	READS_MOST = 512 /* of one call: then the screen gets its turn */
};

static const char modes_on[] = "\033[?2004h\033[?1004h";
static const char modes_off[] = "\033[?1004l\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1002h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1002l\033[?1000l";
static const char title_push[] = "\033[22;2t", title_pop[] = "\033[23;2t"; /* xterm's stack of titles */

/* One process has one terminal, and atexit no argument. */
static struct term the_terminal = { .input = -1 };

void term_write_raw(struct term *term, const char *bytes, size_t size)
{
	int descriptor = fileno(term->output);

	while (size > 0 && !term->gone && !term->away) {
		ssize_t written = write(descriptor, bytes, size);

		if (written >= 0) {
			bytes += written;
			size -= (size_t)written;
		} else if (errno != EINTR) {
			term->gone = true;
		}
	}
}

void term_write(struct term *term, const char *text)
{
	term_write_raw(term, text, strlen(text));
}

static const char *capability(const char *name)
{
	const char *text = tigetstr(name);

	return !text || text == (const char *)-1 ? NULL : text;
}

/* A mode's string; one with padding in it belongs to hardware that is gone. */
static void write_capability(struct term *term, const char *name)
{
	const char *text = capability(name);

	if (text && !strstr(text, "$<"))
		term_write(term, text);
}

static void modes_set(struct term *term)
{
	write_capability(term, "smkx");
	term_write(term, modes_on);
	if (term->mouse)
		term_write(term, mouse_on);
}

static void modes_undo(struct term *term)
{
	if (term->title[0] != '\0')
		term_write(term, title_pop);
	term->title[0] = '\0';
	if (term->mouse)
		term_write(term, mouse_off);
	term_write(term, modes_off);
	write_capability(term, "rmkx");
}

/* Where there is no other screen than the shell's, or what was on the one that is left can be called back, the day
 * would stay readable. */
static void screen_clear(struct term *term)
{
	if (term->gone)
		return;
	(void)erase();
	(void)clearok(stdscr, TRUE);
	(void)curs_set(1);
	(void)wnoutrefresh(stdscr);
	(void)doupdate();
}

/* ncurses handles these as it likes; the program has its own mind about them. */
static const int taken_signals[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
enum { TAKEN_SIGNALS = sizeof taken_signals / sizeof taken_signals[0] };

static SCREEN *screen_open(struct term *term, const char *type)
{
	struct sigaction kept[TAKEN_SIGNALS];
	SCREEN *screen;

	for (size_t i = 0; i < TAKEN_SIGNALS; i++)
		(void)sigaction(taken_signals[i], NULL, &kept[i]);
	screen = newterm(type, term->output, term->unread);
	for (size_t i = 0; i < TAKEN_SIGNALS; i++)
		(void)sigaction(taken_signals[i], &kept[i], NULL);
	return screen;
}

/* Descriptors of our own on the controlling terminal. */
static bool files_open(struct term *term)
{
	int output = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	term->input = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (output >= 0) {
		term->output = fdopen(output, "w");
		if (!term->output)
			(void)close(output);
	}
	term->unread = fopen("/dev/tty", "re");
	return term->input >= 0 && term->output && term->unread && tcgetattr(term->input, &term->saved) == 0;
}

static void files_close(struct term *term)
{
	if (term->output)
		(void)fclose(term->output);
	if (term->unread)
		(void)fclose(term->unread);
	if (term->input >= 0)
		(void)close(term->input);
	term->output = term->unread = NULL;
	term->input = -1;
}

static struct term *open_fails(struct term *term, char *reason, size_t size, const char *fault)
{
	type_complain(fault, reason, size);
	files_close(term);
	return NULL;
}

struct term *term_open(bool use_colour, char *reason, size_t reason_size)
{
	struct term *term = &the_terminal;
	char with_colours[64];
	const char *type;

	if (term->open)
		return term;
	*term = (struct term){ .input = -1, .cursor_x = -1, .cursor_y = -1, .repaint = true };
	if (!files_open(term)) {
		files_close(term);
		(void)snprintf(reason, reason_size, "there is no terminal");
		return NULL;
	}
	use_env(FALSE);
	use_tioctl(TRUE);
	type = type_choose(with_colours, sizeof with_colours);
	if (!type)
		return open_fails(term, reason, reason_size, "is not known");
	/* Asked first, as newterm would do something to the terminal already. */
	if (!capability("cup"))
		return open_fails(term, reason, reason_size, "cannot move the cursor");
	term->screen = screen_open(term, type);
	if (!term->screen)
		return open_fails(term, reason, reason_size, "cannot be used");
	term->open = true;
	term->theme = theme_find(NULL);
	type_find(term);
	cells_find_colours(term, use_colour);
	(void)typeahead(-1);
	(void)raw();
	(void)noecho();
	(void)nonl();
	(void)leaveok(stdscr, FALSE);
	(void)curs_set(0);
	modes_set(term);
	return term;
}

void term_close(struct term *term)
{
	if (!term || !term->open)
		return;
	term->open = false;
	if (!term->away) {
		screen_clear(term);
		modes_undo(term);
		(void)endwin();
		/* What was not read were keys for this program, or mouse reports: no commands for the shell. */
		(void)tcsetattr(term->input, TCSAFLUSH, &term->saved);
	}
	delscreen(term->screen);
	term->screen = NULL;
	files_close(term);
	free(term->cells);
	free(term->row);
	term->cells = NULL;
	term->row = NULL;
}

int term_descriptor(const struct term *term)
{
	return term->input;
}

bool term_size(struct term *term, int *width, int *height)
{
	struct winsize size;

	if (ioctl(term->input, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
		return false;
	*width = size.ws_col;
	*height = size.ws_row;
	return true;
}

bool term_ascii(const struct term *term)
{
	return term->ascii;
}

void term_set_mouse(struct term *term, bool on)
{
	if (term->mouse != on)
		term_write(term, on ? mouse_on : mouse_off);
	term->mouse = on;
}

bool term_ask_ground(struct term *term)
{
	if (term->colours == TERM_COLOURS_NONE || !term_takes_strings(term))
		return false;
	term_write(term, "\033]11;?\033\\");
	return true;
}

void term_come_back(struct term *term)
{
	if (!term->away || tcgetpgrp(term->input) != getpgrp())
		return;
	term->away = term->spared = false;
	(void)reset_prog_mode();
	modes_set(term);
	term->repaint = true;
}

/* Input that comes while another process has the terminal is not ours. The process stops, as reading would make it, but
 * outside of a read, which would be begun anew without a look at the signal that ended the stop. The first time it goes
 * on, so that the loop sees signals that came with that. */
static void wait_in_background(struct term *term)
{
	if (term->spared)
		(void)raise(SIGTTIN);
	term->spared = !term->spared;
}

bool term_read(struct term *term, struct decoder *decoder)
{
	char bytes[READ_SIZE];

	term_come_back(term);
	if (term->away) {
		/* Nobody stops a process whose terminal has gone. */
		if (tcgetpgrp(term->input) < 0)
			return false;
		wait_in_background(term);
		return true;
	}
	/* What is read may be the key that suspends. */
	for (int i = 0; i < READS_MOST && !term->away; i++) {
		ssize_t size = read(term->input, bytes, sizeof bytes);

		if (size > 0) {
			decoder_feed(decoder, bytes, (size_t)size);
			/* It may be a password. */
			ts_wipe(bytes, (size_t)size);
		} else if (size == 0 || errno != EINTR) {
			return size < 0 && errno == EAGAIN && !term->gone;
		}
	}
	return true;
}

void term_define_keys(struct term *term, struct decoder *decoder)
{
	if (!term->utf8)
		decoder_use_locale(decoder);
	terminal_keys_define(decoder, capability);
}

void term_bell(struct term *term)
{
	term_write(term, "\a");
}

void term_title(struct term *term, const char *text)
{
	char sequence[ANNOUNCE_SIZE];

	if (!term_takes_strings(term) || term->away || strcmp(announce_title(text, sequence), term->title) == 0)
		return;
	if (term->title[0] == '\0')
		term_write(term, title_push);
	term_write(term, sequence);
	memcpy(term->title, sequence, sizeof sequence);
}

void term_lend(struct term *term)
{
	screen_clear(term);
	modes_undo(term);
	(void)endwin();
	(void)tcsetattr(term->input, TCSADRAIN, &term->saved);
	term->away = true;
}

void term_suspend(struct term *term)
{
	struct sigaction stop = { .sa_handler = SIG_DFL };
	struct sigaction before;

	term_lend(term);
	(void)sigemptyset(&stop.sa_mask);
	(void)sigaction(SIGTSTP, &stop, &before);
	(void)raise(SIGTSTP);
	/* Here the process stands still until it is continued. */
	(void)sigaction(SIGTSTP, &before, NULL);
	term_come_back(term);
}
