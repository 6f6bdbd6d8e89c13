/*
 * The terminal. ncurses is used for output only: it knows how to move, colour and repaint. Input is read as bytes from
 * a descriptor of our own, because ncurses loses text on split UTF-8 and mixes up mouse reports.
 *
 * Traps kept in mind: the event loop sets its descriptor non-blocking, so input and output are opened anew and apart,
 * and the shell's descriptors 0 to 2 stay as they are. LINES and COLUMNS would freeze the size. initscr exits on an
 * unknown TERM, newterm does not; TERM=dumb opens, but cannot move the cursor. ncurses takes over signals, which are
 * given back.
 */
#include "ui/terminal/term.h"

#include "data/timesheet.h"
#include "ui/base/alloc.h"
#include "ui/draw/glyph.h"
#include "ui/terminal/announce.h"
#include "ui/terminal/terminal_keys.h"
#include "ui/terminal/terminfo.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <termcap.h>

enum {
	READ_SIZE = 4096,
	READS_MOST = 512, /* of one call: then the screen gets its turn */
	ESCAPE_DELAY = 50,
	ESCAPE_DELAY_SSH = 150,
	ESCAPE_DELAY_MOST = 5000,
	ROW_MOST = 16384,
	COLOURS_KEPT = 64 /* of 24 bits, by a hash of 6 */
};

static const char modes_on[] = "\033[?2004h\033[?1004h";
static const char modes_off[] = "\033[?1004l\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1002h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1002l\033[?1000l";
static const char title_push[] = "\033[22;2t", title_pop[] = "\033[23;2t"; /* xterm's stack of titles */
static const char update_begins[] = "\033[?2026h";
static const char update_ends[] = "\033[?2026l";

struct term {
	bool open;
	int input;             /* a descriptor of its own, non-blocking */
	FILE *output, *unread; /* unread: ncurses insists on an input, and never reads it */
	SCREEN *screen;
	struct termios saved;
	enum term_colours colours;
	bool default_colours; /* the terminal's own can be asked for */
	bool utf8, ascii, synchronized, console, mouse, gone;
	bool spared; /* one call for input in the background was let pass */
	bool away;   /* suspended, and not yet back in the foreground: the terminal is somebody else's */
	const struct theme *theme;
	struct {
		int32_t rgb;
		short number; /* 16 and more; 0: none yet */
	} nearest[COLOURS_KEPT];
	struct cell *cells; /* as last flushed */
	cchar_t *row;
	int width, height;
	int cursor_x, cursor_y;
	bool repaint;
	char title[ANNOUNCE_SIZE]; /* as last sent, with what stands around; "" none */
};

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

static void write_text(struct term *term, const char *text)
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
		write_text(term, text);
}

static void modes_set(struct term *term)
{
	write_capability(term, "smkx");
	write_text(term, modes_on);
	if (term->mouse)
		write_text(term, mouse_on);
}

static void modes_undo(struct term *term)
{
	if (term->title[0] != '\0')
		write_text(term, title_pop);
	term->title[0] = '\0';
	if (term->mouse)
		write_text(term, mouse_off);
	write_text(term, modes_off);
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

static void colours_find(struct term *term, bool use_colour)
{
	term->colours = TERM_COLOURS_NONE;
	if (!use_colour || !has_colors() || start_color() == ERR || COLORS < 8)
		return;
	term->default_colours = use_default_colors() == OK;
	if (COLORS >= 1 << 24 && tigetflag("RGB") > 0)
		term->colours = TERM_COLOURS_DIRECT;
	else
		term->colours = COLORS >= 256 ? TERM_COLOURS_256 : TERM_COLOURS_8;
}

static bool type_begins(const char *type, const char *prefix)
{
	return strncmp(type, prefix, strlen(prefix)) == 0;
}

static void type_find(struct term *term)
{
	static const char *const synchronized[] = { "xterm", "tmux", "foot", "kitty", "alacritty" };
	const char *type = getenv("TERM");

	if (!type)
		type = "";
	for (size_t i = 0; i < sizeof synchronized / sizeof synchronized[0]; i++)
		term->synchronized = term->synchronized || type_begins(type, synchronized[i]);
	term->console = strcmp(type, "linux") == 0;
	term->ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	/* A plain "C" says nothing of bytes above ASCII; they are UTF-8, most likely, and nothing else is taken. */
	term->utf8 = !term->ascii || strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0;
}

/* Closes what was opened so far, and says what is wrong with this TERM. */
static struct term *open_fails(struct term *term, char *reason, size_t size, const char *fault)
{
	const char *type = getenv("TERM");
	char name[64];

	if (!type || type[0] == '\0')
		fault = "is no answer: TERM is not set";
	/* TERM comes from outside: nothing of it may steer the terminal it is shown on. */
	(void)snprintf(name, sizeof name, "%s", type ? type : "");
	for (char *at = name; *at != '\0'; at++) {
		if (*at < ' ' || *at > '~')
			*at = '?';
	}
	(void)snprintf(reason, size, "the terminal type '%s' %s", name, fault);
	files_close(term);
	return NULL;
}

/* Whether a type is known: to terminfo, or to the program itself. */
static bool type_known(const char *type)
{
	const struct terminfo_entry *entry = terminfo_entries;

	if (tgetent(NULL, type) > 0)
		return true;
	while (entry->type && strcmp(entry->type, type) != 0)
		entry++;
	return entry->type && setenv("TERMINFO", entry->value, true) == 0 && tgetent(NULL, type) > 0;
}

/* A terminal that says that it has all colours (COLORTERM, which ssh hands on where it is told to) and is called by a
 * name that has few: it has the name with them, too. Into out (size bytes); "": there is none. */
static void type_with_colours(const char *type, char *out, size_t size)
{
	const char *colours = getenv("COLORTERM");
	bool all = colours && (strcmp(colours, "truecolor") == 0 || strcmp(colours, "24bit") == 0);

	out[0] = '\0';
	if (!all || !type || !type_known(type) || tgetnum("Co") >= 256)
		return;
	if (snprintf(out, size, "%s-256color", type) >= (int)size || !type_known(out))
		out[0] = '\0';
}

/* The type to open, NULL if there is none. newterm is asked only for what terminfo knows: it leaks when it fails. */
static const char *type_choose(char *with_colours, size_t size)
{
	const char *candidates[] = { with_colours, getenv("TERM"), "xterm-256color" };

	/* A name that is not known here is newer, most likely: they all speak xterm. Without one, nothing is likely. */
	if (!candidates[1] || candidates[1][0] == '\0')
		return NULL;
	type_with_colours(candidates[1], with_colours, size);
	for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
		if (candidates[i][0] != '\0' && type_known(candidates[i]))
			return candidates[i];
	}
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
	colours_find(term, use_colour);
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

bool term_half_blocks(const struct term *term)
{
	return !term->ascii && term->colours >= TERM_COLOURS_256;
}

static enum theme_depth depth_of(const struct term *term)
{
	static const enum theme_depth depths[] = {
		[TERM_COLOURS_NONE] = THEME_MONO,
		[TERM_COLOURS_8] = THEME_8,
		[TERM_COLOURS_256] = THEME_RGB,
		[TERM_COLOURS_DIRECT] = THEME_RGB,
	};

	return depths[term->colours];
}

bool term_tints(const struct term *term)
{
	return theme_tints(term->theme, depth_of(term));
}

bool term_shows(uint32_t character)
{
	mbstate_t state = { 0 };
	char bytes[MB_LEN_MAX];

	return wcrtomb(bytes, (wchar_t)character, &state) != (size_t)-1 && wcwidth((wchar_t)character) > 0;
}

bool term_ascii(const struct term *term)
{
	return term->ascii;
}

enum term_colours term_colours(const struct term *term)
{
	return term->colours;
}

void term_set_theme(struct term *term, const struct theme *theme)
{
	term->repaint = true;
	term->theme = theme;
}

void term_set_mouse(struct term *term, bool on)
{
	if (term->mouse != on)
		write_text(term, on ? mouse_on : mouse_off);
	term->mouse = on;
}

bool term_takes_strings(const struct term *term)
{
	/* These show such a string instead of answering, or do without colours of their own. */
	static const char *const silent[] = { "linux", "vt", "ansi", "cons", "sun", "wsvt", "dumb" };
	const char *type = getenv("TERM");

	for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
		if (!type || type_begins(type, silent[i]))
			return false;
	}
	(void)term;
	return true;
}

bool term_ask_ground(struct term *term)
{
	if (term->colours == TERM_COLOURS_NONE || !term_takes_strings(term))
		return false;
	write_text(term, "\033]11;?\033\\");
	return true;
}

/* Takes the terminal again after a suspension. A process that was continued in the background, to be ended say, must
 * not touch it: it would be stopped, and never end. */
static void come_back(struct term *term)
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

	come_back(term);
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

int term_escape_delay(const struct term *term)
{
	const char *chosen = getenv("ESCDELAY");
	bool remote = getenv("SSH_CONNECTION") != NULL || getenv("SSH_TTY") != NULL;

	(void)term;
	if (chosen) {
		char *end;
		long delay = strtol(chosen, &end, 10);

		if (end != chosen && *end == '\0' && delay > 0 && delay <= ESCAPE_DELAY_MOST)
			return (int)delay;
	}
	return remote ? ESCAPE_DELAY_SSH : ESCAPE_DELAY;
}

/* Looking for the nearest of 240 takes longer than all else about a cell, and a theme has few colours. */
static int colour_nearest(struct term *term, int32_t rgb)
{
	size_t place = ((uint32_t)rgb * UINT32_C(0x9e3779b1)) >> 26;

	if (term->nearest[place].number == 0 || term->nearest[place].rgb != rgb) {
		term->nearest[place].rgb = rgb;
		term->nearest[place].number = (short)theme_colour_256(rgb);
	}
	return term->nearest[place].number;
}

/* The number ncurses knows a colour by. */
static int colour_number(struct term *term, int32_t colour, int instead)
{
	if (colour == THEME_DEFAULT)
		return term->default_colours ? -1 : instead;
	if (term->colours == TERM_COLOURS_256)
		return colour_nearest(term, colour);
	return colour;
}

static attr_t attributes_of(unsigned attributes)
{
	static const struct {
		unsigned ours;
		attr_t theirs;
	} pairs[] = {
		{ ATTRIBUTE_BOLD, A_BOLD },       { ATTRIBUTE_DIM, A_DIM },       { ATTRIBUTE_UNDERLINE, A_UNDERLINE },
		{ ATTRIBUTE_REVERSE, A_REVERSE }, { ATTRIBUTE_ITALIC, A_ITALIC },
	};
	attr_t all = A_NORMAL;

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		if ((attributes & pairs[i].ours) != 0)
			all |= pairs[i].theirs;
	}
	return all;
}

/* The cell as ncurses wants it; returns how many cells of its row it takes. */
static int cell_convert(struct term *term, const struct cell *cell, cchar_t *out)
{
	struct appearance look = theme_resolve(term->theme, cell->look, (enum style)cell->ground, depth_of(term));
	wchar_t text[CELL_CHARACTERS + 1] = { 0 };
	int width = cell->width == 2 ? 2 : 1;
	int pair = 0;

	for (int i = 0; i < CELL_CHARACTERS; i++)
		text[i] = (wchar_t)(term->console ? glyph_console(cell->characters[i]) : cell->characters[i]);
	/* What ncurses would count differently must not reach it, or the row would shift. */
	if (wcwidth(text[0]) != width) {
		text[0] = term->ascii ? L'?' : L'\xfffd';
		text[1] = L'\0';
		width = 1;
	}
	if (term->colours != TERM_COLOURS_NONE) {
		pair = alloc_pair(colour_number(term, look.ink, COLOR_WHITE),
		                  colour_number(term, look.paper, COLOR_BLACK));
		if (pair < 0)
			pair = 0;
	}
	(void)setcchar(out, text, attributes_of(look.attributes), (short)(pair > 0x7fff ? 0x7fff : pair), &pair);
	return width;
}

/* Member by member: there is padding in a cell. */
static bool cell_equal(const struct cell *left, const struct cell *right)
{
	return memcmp(left->characters, right->characters, sizeof left->characters) == 0 &&
	       left->width == right->width && left->ground == right->ground && left->look.style == right->look.style &&
	       left->look.ink == right->look.ink && left->look.paper == right->look.paper &&
	       left->look.underline == right->look.underline;
}

/* Carries a row to ncurses if it differs from what was last flushed. True: it did. */
static bool row_flush(struct term *term, const struct surface *surface, int y)
{
	struct cell *before = &term->cells[(size_t)y * (size_t)term->width];
	bool changed = term->repaint;
	int count = 0;

	for (int x = 0; x < term->width; x++) {
		const struct cell *cell = surface_cell(surface, x, y);

		changed = changed || !cell_equal(cell, &before[x]);
	}
	if (!changed)
		return false;
	for (int x = 0; x < term->width;)
		x += cell_convert(term, surface_cell(surface, x, y), &term->row[count++]);
	for (int x = 0; x < term->width; x++)
		before[x] = *surface_cell(surface, x, y);
	(void)mvadd_wchnstr(y, 0, term->row, count);
	return true;
}

static void resize(struct term *term, int width, int height)
{
	/* The library gives its lines back as they are, and what is on them outlives a lock. All is drawn again anyway.
	 */
	(void)werase(stdscr);
	(void)werase(newscr);
	(void)werase(curscr);
	if (resizeterm(height, width) == ERR)
		return;
	term->width = width;
	term->height = height;
	free(term->cells);
	free(term->row);
	term->cells = allocate((size_t)width * (size_t)height, sizeof *term->cells);
	term->row = allocate((size_t)width, sizeof *term->row);
	term->repaint = true;
}

void term_flush(struct term *term, const struct surface *surface)
{
	int width = surface_width(surface), height = surface_height(surface);
	int x, y;
	bool changed = false;

	come_back(term);
	if (width < 1 || height < 1 || width > ROW_MOST || term->gone || term->away)
		return;
	if (width != term->width || height != term->height)
		resize(term, width, height);
	if (width != term->width || height != term->height)
		return;
	if (term->repaint)
		(void)clearok(curscr, TRUE);
	for (int i = 0; i < height; i++)
		changed = row_flush(term, surface, i) || changed;
	surface_cursor_at(surface, &x, &y);
	if (!changed && x == term->cursor_x && y == term->cursor_y)
		return;
	(void)curs_set(x >= 0 ? 1 : 0);
	(void)move(y >= 0 ? y : 0, x >= 0 ? x : 0);
	term->cursor_x = x;
	term->cursor_y = y;
	term->repaint = false;
	if (term->synchronized)
		write_text(term, update_begins);
	(void)wnoutrefresh(stdscr);
	(void)doupdate();
	if (term->synchronized)
		write_text(term, update_ends);
}

void term_redraw(struct term *term)
{
	term->repaint = true;
}

void term_bell(struct term *term)
{
	write_text(term, "\a");
}

void term_title(struct term *term, const char *text)
{
	char sequence[ANNOUNCE_SIZE];

	if (!term_takes_strings(term) || term->away || strcmp(announce_title(text, sequence), term->title) == 0)
		return;
	if (term->title[0] == '\0')
		write_text(term, title_push);
	write_text(term, sequence);
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
	come_back(term);
}
