/*
 * Everything a key can mean: id, name, a word for the hint bar, a line for help. Help, hints and the README's key table
 * are printed from this list and the bindings.
 */
#ifndef TIMESHEET_UI_ACTION_H
#define TIMESHEET_UI_ACTION_H

#include <stdbool.h>

/* X(ID, "name", "hint", "help"): an empty hint keeps an action out of the hint bar, and one with "~" in front is
 * the first to go when there is no room. */
/* clang-format off */
#define ACTION_LIST(X) \
	X(LOG_SLOT, "log-slot", "", "Log that slot's activity now, and show today") \
	X(LOG_OFF, "log-off", "", "Log off: from now on nothing is tracked") \
	X(LOG_PREVIOUS, "log-previous", "back to last", "Log the activity before this one") \
	X(PICK, "pick", "pick/new", "Pick an activity, or type a new one") \
	X(INSERT, "insert", "~insert", "Insert a log inside the selected span") \
	X(EDIT, "edit", "edit", "Edit the selected log: text, time, comment, rest") \
	X(DELETE, "delete", "delete", "Delete the selected log (undo brings it back)") \
	X(RECAST, "recast", "change", "Then a digit, or a text: what the selected log was instead") \
	X(COMMENT, "comment", "~comment", "Comment the selected log") \
	X(EDIT_END, "edit-end", "", "Set when the selected log ends") \
	X(END_EARLIER, "end-earlier", "~end", "End the selected log five minutes earlier") \
	X(END_LATER, "end-later", "", "End the selected log five minutes later") \
	X(AWAY, "away", "", "Say what it was while nobody was there") \
	X(STRETCH, "stretch", "", "Show the whole day in the strip, or the hours of its work") \
	X(MARK_LOG, "mark-log", "", "Mark it: delete, change, move, repeat act on all marked") \
	X(REPEAT, "repeat", "~repeat", "Log it again now, or what is marked on another day today") \
	X(EARLIER, "earlier", "shift", "Move the selected log a minute earlier") \
	X(LATER, "later", "", "Move the selected log a minute later") \
	X(EARLIER_MORE, "earlier-more", "", "Move the selected log five minutes earlier") \
	X(LATER_MORE, "later-more", "", "Move the selected log five minutes later") \
	X(PIN, "pin", "~pin", "Then a digit: pin the selected activity to that slot") \
	X(PICKER_PIN, "picker-pin", "~pin", "While nothing is typed, then a digit: pin to that slot") \
	X(UNDO, "undo", "undo", "Take back the last change") \
	X(REDO, "redo", "~redo", "Do again what was taken back") \
	X(GIVE_UP, "give-up", "", "Give up what waits for a lock; go back where one came from") \
	X(COPY_OUT, "copy-out", "", "Copy as text: the selected log, or all that a screen shows") \
	X(COPY_LINK, "copy-link", "", "Copy the address of a number (#123) in the selected log") \
	X(COPY_CSV, "copy-csv", "", "Copy the grid as CSV, in hours") \
	X(ROUND, "round", "", "Round the grid to 15 minutes, or to minutes again") \
	X(NOTE, "note", "note", "Write the note of the day") \
	X(HIT_PREVIOUS, "hit-previous", "", "After a search: go to the hit before, as n goes to the next") \
	X(UP, "up", "", "Move up") \
	X(DOWN, "down", "", "Move down") \
	X(FIRST, "first", "", "Go to the first") \
	X(LAST, "last", "", "Go to the last") \
	X(PAGE_UP, "page-up", "", "Move up a page") \
	X(PAGE_DOWN, "page-down", "", "Move down a page") \
	X(DAY_PREVIOUS, "day-previous", "day", "Go to the day before") \
	X(DAY_NEXT, "day-next", "", "Go to the day after") \
	X(WEEK_PREVIOUS, "week-previous", "~week", "Go back a week") \
	X(WEEK_NEXT, "week-next", "", "Go on a week") \
	X(TODAY, "today", "today", "Go to today") \
	X(GOTO, "goto", "~date", "Go to a date") \
	X(SEARCH, "search", "search", "Search the logs and notes of all days") \
	X(ACTIVITIES, "activities", "~activities", "Rename, merge, colour, archive activities") \
	X(CHANGE, "change", "change", "Change the activity: text, slot, colour, rest, archived") \
	X(MERGE, "merge", "merge", "Merge it into another activity") \
	X(COLOUR, "colour", "colour", "Choose its colour") \
	X(REST, "rest", "~rest", "Rest or work: rest is shown, not counted") \
	X(ARCHIVE, "archive", "archive", "Archive it, or offer it again") \
	X(SORT, "sort", "sort", "Sort by last use, by number of logs, or by text") \
	X(FILTER, "filter", "filter", "Show only those with a text") \
	X(WEEK, "week", "week", "Show the week: totals against the target") \
	X(MONTH, "month", "month", "Show the month as a calendar") \
	X(YEAR, "year", "year", "Show the year, day by day") \
	X(REPORT, "report", "report", "Show totals over any days") \
	X(PERIOD_PREVIOUS, "period-previous", "period", "Go a week, month or year back; in the grid a cell") \
	X(PERIOD_NEXT, "period-next", "", "Go a week, month or year on; in the grid a cell") \
	X(PAGE_OR_PERIOD_PREVIOUS, "page-or-period-previous", "", "Go a period back; among totals, up a page") \
	X(PAGE_OR_PERIOD_NEXT, "page-or-period-next", "", "Go a period on; among totals, down a page") \
	X(LOGS, "logs", "logs", "Show the logs of what is selected: the day, or a list") \
	X(GO_THERE, "go-there", "go there", "Go to the selected log on its day") \
	X(ONLY, "only", "filter", "Count only what has these words, -word leaves out") \
	X(GROUP, "group", "~projects", "Add up by projects, or by activities again") \
	X(TASKS, "tasks", "", "Show the tasks of a project, or put them away") \
	X(PANE, "pane", "pane", "Go to the next pane") \
	X(PANE_PREVIOUS, "pane-previous", "", "Go to the pane before") \
	X(MARK_DAY, "mark-day", "~mark", "Mark the day: holiday, leave, sick, flex, work") \
	X(TARGET_NEW, "target-new", "target", "Set a target: from which day on, how much on each weekday") \
	X(BOOK, "book", "book", "Book on the balance: an opening balance, a pay-out, a correction") \
	X(SETTINGS, "settings", "~settings", "Change the settings, or the password") \
	X(LOCK, "lock", "lock", "Lock: keys are wiped, digits keep logging") \
	X(HELP, "help", "help", "Show the keys") \
	X(QUIT, "quit", "quit", "Quit") \
	X(ACCEPT, "accept", "ok", "Do it") \
	X(CANCEL, "cancel", "back", "Go back without doing it") \
	X(FIELD_NEXT, "field-next", "next", "Go to the next field") \
	X(FIELD_PREVIOUS, "field-previous", "", "Go to the field before") \
	X(COMPLETE, "complete", "complete", "Complete the text") \
	X(REGISTER, "register", "register", "Register a new user") \
	X(JOIN, "join", "join", "Join: this is another device of a user, who has a hub") \
	X(RECOVER, "recover", "forgot it", "Set a new password with the recovery code") \
	X(KEEP, "keep", "keep it", "Keep the file as it is from now on: it is not asked about again") \
	X(USERS, "users", "users", "Choose among all users") \
	X(OTHER_USER, "other-user", "other user", "Log in as somebody else") \
	X(CHAR_LEFT, "left", "", "Move left") \
	X(CHAR_RIGHT, "right", "", "Move right") \
	X(WORD_LEFT, "word-left", "", "Move a word left") \
	X(WORD_RIGHT, "word-right", "", "Move a word right") \
	X(LINE_START, "line-start", "", "Go to the start of the line") \
	X(LINE_END, "line-end", "", "Go to the end of the line") \
	X(ROW_START, "row-start", "", "Go to the start of the row, again: of the line") \
	X(ROW_END, "row-end", "", "Go to the end of the row, again: of the line") \
	X(ERASE_BACK, "erase-back", "", "Delete the character before") \
	X(ERASE, "erase", "", "Delete the character under the cursor") \
	X(KILL_WORD, "kill-word", "", "Cut the word before") \
	X(KILL_WORD_AFTER, "kill-word-after", "", "Cut the word after") \
	X(KILL_START, "kill-start", "", "Cut to the start of the line") \
	X(KILL_END, "kill-end", "", "Cut to the end of the line") \
	X(YANK, "yank", "", "Put back what was cut") \
	X(MARK, "mark", "~mark", "Mark from here to where the cursor goes") \
	X(EXTEND, "extend", "", "Move and mark what lies between") \
	X(CUT, "cut", "", "Cut what is marked, or the word before") \
	X(COPY, "copy", "", "Copy what is marked, or the line") \
	X(TICK, "tick", "~tick", "Tick the box of a line, or make one") \
	X(MOVE_UP, "move-up", "", "Move the line up") \
	X(MOVE_DOWN, "move-down", "", "Move the line down") \
	X(PUT_TIME, "put-time", "~time", "Put in the time") \
	X(NEWLINE, "newline", "", "Begin a new line") \
	X(TAB, "tab", "", "Put in a tab") \
	X(LINE_UP, "line-up", "", "Move up a line") \
	X(LINE_DOWN, "line-down", "", "Move down a line") \
	X(SCREEN_UP, "screen-up", "", "Move up a screen") \
	X(SCREEN_DOWN, "screen-down", "", "Move down a screen") \
	X(TEXT_START, "text-start", "", "Go to the start of the text") \
	X(TEXT_END, "text-end", "", "Go to the end of the text") \
	X(TEXT_UNDO, "text-undo", "undo", "Undo typing") \
	X(TEXT_REDO, "text-redo", "redo", "Redo typing") \
	X(FIND, "find", "find", "Find text") \
	X(FIND_NEXT, "find-next", "next match", "Go to the next match") \
	X(FIND_PREVIOUS, "find-previous", "", "Go to the match before") \
	X(SAVE, "save", "save", "Save and stay") \
	X(LEAVE, "leave", "save and leave", "Save and leave") \
	X(REDRAW, "redraw", "", "Draw the screen anew") \
	X(SUSPEND, "suspend", "", "Suspend the program")
/* clang-format on */

#define ACTION_ENUM(id, name, hint, help) ACTION_##id,
enum action { ACTION_NONE, ACTION_LIST(ACTION_ENUM) ACTION_COUNT };
#undef ACTION_ENUM

/* Never NULL; "" for ACTION_NONE. */
const char *action_name(enum action action);
const char *action_hint(enum action action);
bool action_lesser(enum action action); /* its hint is the first to go */
const char *action_help(enum action action);

#endif
