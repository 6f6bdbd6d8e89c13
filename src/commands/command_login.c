/* login, logout: the ticket that lets one-shot commands run without a password. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/login.h"
#include "src/command_line/password.h"
#include "src/system/process.h"

#include <stdio.h>
#include <string.h>

/* Says what became of what was logged while locked; that it could not be folded in ends no login. */
static void inbox_fold(struct command_context *context)
{
	size_t folded = 0, junk = 0;
	enum ts_status status = ts_inbox_fold(context->store, context->moment.now, &folded, &junk);
	if (status != TS_OK)
		(void)command_fail(context, status, "cannot fold in what was logged while locked");
	if (folded > 0)
		(void)printf("%zu logged while locked, now folded in\n", folded);
	if (junk > 0)
		(void)complain(EXIT_DONE, "%zu logged while locked cannot be used: an empty slot, or damaged", junk);
}

int command_login(struct command_context *context, int count, char **arguments)
{
	enum ts_ticket_place place;
	if (command_words(context, count, arguments, 0) < 0)
		return EXIT_USAGE;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	int status = command_ask_login(context);
	if (status != EXIT_DONE)
		return status;
	inbox_fold(context);
	enum ts_status kept = ts_session_keep(context->store, &context->machine, &place);
	if (kept == TS_NOT_FOUND && context->machine.boot[0] == '\0')
		return complain(EXIT_LOGGED_OUT,
		                "the password is right, but nobody can stay logged in: this machine does not tell its "
		                "boots apart, '%s' cannot be read",
		                process_boot_file());
	if (kept == TS_NOT_FOUND)
		return complain(
		        EXIT_LOGGED_OUT,
		        "the password is right, but this machine has no safe place to stay logged in: the kernel "
		        "keyring is closed to us and XDG_RUNTIME_DIR is not a private directory");
	if (kept != TS_OK)
		return command_fail(context, kept, "cannot stay logged in");
	struct ts_civil until;
	ts_civil_local(context->moment.now + ts_session_left(context->store, &context->machine), &until);
	(void)printf("%s is logged in until %02d:%02d, longer while in use\n", ts_user_name(context->store), until.hour,
	             until.minute);
	return command_finish_output();
}

int command_logout(struct command_context *context, int count, char **arguments)
{
	if (command_words(context, count, arguments, 0) < 0)
		return EXIT_USAGE;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (!context->user)
		return command_fail_user();
	enum ts_status status = ts_session_end(context->store, context->user, &context->machine);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_FAILED, "there is no user '%s'", context->user);
	if (status != TS_OK && status != TS_UNCHANGED)
		return command_fail(context, status, "cannot log out '%s'", context->user);
	command_print_given(context->user);
	(void)puts(status == TS_OK ? " is logged out everywhere" : " was not logged in");
	return command_finish_output();
}
