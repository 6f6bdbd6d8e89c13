/* rekey: a new key for everything, and what the older one still opens. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/auth.h"
#include "src/command_line/complain.h"
#include "src/command_line/progress.h"
#include "src/system/presence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Screens of the user that are unlocked hold the key that goes; what is typed there could not be stored any more. */
static int terminals_refuse(const struct command_context *context)
{
	struct presence *presence = presence_create(ts_path(context->store));
	(void)presence_show(presence, ts_user_name(context->store));
	int others = presence_count(presence) - 1;
	presence_destroy(presence);
	if (others <= 0)
		return EXIT_DONE;
	return complain(EXIT_FAILED,
	                "cannot exchange the key: %d terminal%s of '%s' %s open and unlocked; lock %s first", others,
	                others == 1 ? "" : "s", context->user, others == 1 ? "is" : "are", others == 1 ? "it" : "them");
}

static int refused(const struct command_context *context, enum ts_status status)
{
	if (status == TS_WAIT)
		return command_fail_wait(context);
	return command_fail(context, status, "cannot exchange the key");
}

static int key_exchange(struct command_context *context, const char *password)
{
	struct progress progress = progress_begin("sealing anew");
	ts_auth *auth = NULL;
	bool printed = false;
	enum ts_status status =
	        ts_rekey_begin(context->store, password, progress_tell, &progress, context->moment.now, &auth);
	if (status == TS_OK)
		status = auth_run_to_end(context, auth, &printed);
	progress_end(&progress);
	ts_auth_destroy(auth);
	if (status != TS_OK)
		return refused(context, status);
	auth_end_logins(context);
	int result = auth_explain_code(printed);
	(void)fprintf(stderr, "All of %s is sealed by a new key. The password stays; every login has ended.\n",
	              context->user);
	return result;
}

static int password_prove(struct command_context *context)
{
	char *password = NULL;
	int result = auth_prove(context, "Password: ", "cannot exchange the key", &password);
	if (result == EXIT_DONE)
		result = terminals_refuse(context);
	if (result == EXIT_DONE)
		result = key_exchange(context, password);
	ts_secret_free(password);
	return result;
}

static void copies_list(const struct ts_copies *copies)
{
	char clean[TS_PATH_SIZE];
	(void)fprintf(stderr, "%zu older cop%s still open%s by the older key:\n", copies->count,
	              copies->count == 1 ? "y" : "ies", copies->count == 1 ? "s" : "");
	for (size_t i = 0; i < copies->count; i++) {
		(void)ts_text_clean(copies->paths[i], strlen(copies->paths[i]), false, clean, sizeof clean);
		(void)fprintf(stderr, "  %s\n", clean);
	}
}

/* Without them there is no backup any more: a new one is made first of all. */
static int copies_remove(struct command_context *context, const struct ts_copies *copies)
{
	size_t removed = 0;
	char path[TS_PATH_SIZE];
	enum ts_status status = ts_copies_remove(context->store, copies, &removed);
	if (status != TS_OK)
		return command_fail(context, status, "%zu of them %s removed", removed, removed == 1 ? "is" : "are");
	status = ts_backup_daily(context->store, context->moment.now, path, sizeof path);
	if (status != TS_OK && status != TS_UNCHANGED)
		return command_fail(context, status, "they are removed, but no new backup could be made");
	(void)fprintf(stderr, "They are removed, and a new backup is made. Copies that you made yourself are yours to "
	                      "remove.\n");
	return EXIT_DONE;
}

static int copies_offer(struct command_context *context, bool remove)
{
	struct ts_copies copies = { 0 };
	int result = EXIT_DONE;
	enum ts_status status = ts_copies_read(context->store, &copies);
	if (status != TS_OK)
		return command_fail(context, status, "the key is exchanged, but older copies could not be looked for");
	if (copies.count == 0) {
		(void)fprintf(stderr, "There are no older copies beside the file; those you made yourself are yours to "
		                      "remove.\n");
	} else {
		copies_list(&copies);
		if (remove || password_ask_yes("Remove them? [y/N] "))
			result = copies_remove(context, &copies);
		else
			(void)fprintf(stderr, "They are left. Remove them when you need them no more.\n");
	}
	ts_copies_release(&copies);
	return result;
}

int command_rekey(struct command_context *context, int count, char **arguments)
{
	bool remove = false;
	const struct command_option options[] = { { "--remove-copies", NULL, &remove }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words > 0)
		return command_misused(context, "unexpected '%s'", arguments[0]);
	if (words < 0)
		return EXIT_USAGE;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (!context->user)
		return command_fail_user();
	int result = password_prove(context);
	return result == EXIT_DONE ? copies_offer(context, remove) : result;
}
