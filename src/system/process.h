/* The process itself: made safe before anything else runs, and what it finds out about where it runs. */
#ifndef TIMESHEET_SRC_SYSTEM_PROCESS_H
#define TIMESHEET_SRC_SYSTEM_PROCESS_H

#include "data/timesheet.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The name of who is at this machine; NULL: it is not known. */
const char *process_account(void);

/* The first thing main does: descriptors 0 to 2 exist, files are private, no core dumps, no other process of the user
 * may read our memory, a closed pipe is an error and not a death. False: it could not be done; nothing should be opened
 * then. */
bool process_harden(void);
/* What is freed between what is left goes back to the system, which the library does not do by itself. */
void process_give_back_memory(void);
/* A pipe that no child inherits unasked; who reads from it or writes to it waits, or not. 0, or the error. */
int process_pipe(int ends[2], bool waits);
/* The user's locale for characters; C.UTF-8 where none was chosen (ssh, cron, small systems). */
void process_set_locale(void);
/* How the locale writes November 23. The C locale does not say: nobody chose it. */
enum ts_date_order process_date_order(void);
/* "light" or "dark", from COLORFGBG; NULL when the terminal does not say. */
const char *process_theme(void);
/* The file that runs, even if another version has been put in its place since: to start it once more. */
void process_own_path(char *out, size_t size);
/* This machine's name up to its first dot; "localhost" when it has none. */
void process_host_name(char *out, size_t size);
/* What steps made here are signed with: the machine and what tells this terminal from its others, "desk tmux %3" or
 * "desk pts/4". The other one is what a command signs with, "desk command". */
void process_origin_screen(char out[TS_ORIGIN_SIZE]);
void process_origin_command(char out[TS_ORIGIN_SIZE]);
/* A descriptor that can be read once a child has ended (pidfd_open(2)); -1: this system has none. */
int process_descriptor(pid_t process);
/* What tells one boot from another, for a message that it cannot be read. */
const char *process_boot_file(void);
/* What a ticket is bound to: this boot, the time since it, and where the session keeps its files ($XDG_RUNTIME_DIR). */
void process_describe_machine(struct ts_machine *out, int64_t uptime);

#endif
