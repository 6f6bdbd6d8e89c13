/* The completions of shells as they stand in this folder: each asks the program which words fit. */
#ifndef TIMESHEET_SRC_SHELLS_SCRIPTS_H
#define TIMESHEET_SRC_SHELLS_SCRIPTS_H

extern const char script_bash[]; /* completion.bash */
extern const char script_zsh[];  /* completion.zsh */
extern const char script_fish[]; /* completion.fish */

#endif
