/*
 * One-shot commands: the program without a terminal, for hot keys, scripts and status bars. One table, one short file a
 * command.
 */
#ifndef TIMESHEET_SRC_COMMANDS_COMMANDS_H
#define TIMESHEET_SRC_COMMANDS_COMMANDS_H

#include "src/command_line/arguments.h"
#include "src/command_line/command.h"

/* Runs the command, closes what it opened. Returns the exit status. */
int command_run(const struct options *options, int count, char **arguments);
/* Another command, with a store that is open already and somebody logged in; arguments[0] is its name. */
int command_run_on(struct command_context *context, int count, char **arguments);
/* For a command that has understood its words: opens the database and logs in, as far as it needs them. Wrong usage is
 * that with or without a database, whoever is logged in, so it is looked for before. EXIT_DONE, or said why not. */
int command_begin(struct command_context *context);
/* The same for one that takes options and no words: it looks for wrong usage first. */
int command_begin_wordless(struct command_context *context, int count, char **arguments,
                           const struct command_option *options);

/* Each prints to standard output; false: it could not be written. */
bool help_print(struct command_table table); /* the program's */
bool help_print_version(void);
bool help_print_command(const struct command *command);

extern const struct command_table commands;

int command_register(struct command_context *context, int count, char **arguments);
int command_login(struct command_context *context, int count, char **arguments);
int command_logout(struct command_context *context, int count, char **arguments);
int command_passwd(struct command_context *context, int count, char **arguments);
int command_recover(struct command_context *context, int count, char **arguments);
int command_join(struct command_context *context, int count, char **arguments);
int command_sync(struct command_context *context, int count, char **arguments);
int command_rekey(struct command_context *context, int count, char **arguments);
int command_users(struct command_context *context, int count, char **arguments);
int command_log(struct command_context *context, int count, char **arguments);
int command_off(struct command_context *context, int count, char **arguments);
int command_status(struct command_context *context, int count, char **arguments);
int command_day(struct command_context *context, int count, char **arguments);
int command_note(struct command_context *context, int count, char **arguments);
int command_report(struct command_context *context, int count, char **arguments);
int command_search(struct command_context *context, int count, char **arguments);
int command_edit(struct command_context *context, int count, char **arguments);
int command_delete(struct command_context *context, int count, char **arguments);
int command_undo(struct command_context *context, int count, char **arguments);
int command_redo(struct command_context *context, int count, char **arguments);
int command_activities(struct command_context *context, int count, char **arguments);
int command_activity(struct command_context *context, int count, char **arguments);
int command_settings(struct command_context *context, int count, char **arguments);
int command_config(struct command_context *context, int count, char **arguments);
int command_mark(struct command_context *context, int count, char **arguments);
int command_marks(struct command_context *context, int count, char **arguments);
int command_target(struct command_context *context, int count, char **arguments);
int command_budget(struct command_context *context, int count, char **arguments);
int command_book(struct command_context *context, int count, char **arguments);
int command_backup(struct command_context *context, int count, char **arguments);
int command_check(struct command_context *context, int count, char **arguments);
int command_completions(struct command_context *context, int count, char **arguments);
int command_manual(struct command_context *context, int count, char **arguments);
int command_export(struct command_context *context, int count, char **arguments);
int command_import(struct command_context *context, int count, char **arguments);
int command_demo(struct command_context *context, int count, char **arguments);
int command_help(struct command_context *context, int count, char **arguments);
int command_inbox(struct command_context *context, int count, char **arguments);
int command_hub(struct command_context *context, int count, char **arguments);
int command_migrate(struct command_context *context, int count, char **arguments);

#endif
