/* Types of terminals that the program knows by itself, where terminfo has no files. Made by .cmake/terminfo.cmake. */
#ifndef TIMESHEET_UI_TERMINAL_TERMINFO_H
#define TIMESHEET_UI_TERMINAL_TERMINFO_H

struct terminfo_entry {
	const char *type;
	const char *value; /* of the variable TERMINFO (ncurses(3): "hex:" and a compiled entry) */
};
/* The last one has no type; in a program that is not static it is the only one. */
extern const struct terminfo_entry terminfo_entries[];

#endif
