/* Gives the terminal back when the program breaks: a fault in it, or no memory. */
#ifndef TIMESHEET_SRC_SCREEN_RESCUE_H
#define TIMESHEET_SRC_SCREEN_RESCUE_H

/* Remembers how the terminal is now, before it is taken, and from here on puts it back on SIGABRT, SIGSEGV, SIGBUS,
 * SIGFPE, SIGILL, SIGSYS and SIGTRAP, which then do what they always do; and when memory runs out. Without a terminal
 * nothing happens.
 */
void rescue_begin(void);
/* The terminal has been given back properly. */
void rescue_end(void);

#endif
