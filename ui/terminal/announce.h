/* What a terminal is told outside of its screen, as escape sequences: its title, its clipboard, a notification. Pure;
 * nothing of a text can steer the terminal. */
#ifndef TIMESHEET_UI_ANNOUNCE_H
#define TIMESHEET_UI_ANNOUNCE_H

#include <stddef.h>

/* Bytes of a text that is copied: what xterm and its kin take at most, 100,000 in base64. */
enum { ANNOUNCE_COPY_MOST = 74994, ANNOUNCE_SIZE = 512 };

/* OSC 2: the title. Returns out, of ANNOUNCE_SIZE bytes. */
const char *announce_title(const char *text, char out[ANNOUNCE_SIZE]);
/* OSC 52: the clipboard. The caller frees it; NULL: the text is too long. */
char *announce_copy(const char *text, size_t size);

/* How a terminal notifies: its bell, OSC 9 (iTerm2, WezTerm, foot, Windows Terminal), OSC 99 (kitty), OSC 777 (rxvt,
 * VTE, foot, Ghostty). */
enum announce_way { ANNOUNCE_BELL, ANNOUNCE_OSC_9, ANNOUNCE_OSC_99, ANNOUNCE_OSC_777 };
const char *announce_notice(enum announce_way way, const char *text, char out[ANNOUNCE_SIZE]);

#endif
