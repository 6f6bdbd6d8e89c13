/* check: whether the file is damaged, and whether it is whole: rows that are not as they were last written, or an older
 * copy in its place. Both can be accepted. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { AUDIT_ROWS = 10000 /* between two looks at the clock */ };

/* total: of all users, which is near enough for a bar. */
static enum ts_status audit(const struct command_context *context, int64_t total, struct ts_audit_result *result)
{
	struct progress progress = progress_begin("comparing the rows");
	ts_audit *running = NULL;
	*result = (struct ts_audit_result){ .done = false };
	enum ts_status status = ts_audit_begin(context->store, &running);
	while (status == TS_OK && !result->done) {
		status = ts_audit_step(running, AUDIT_ROWS, result);
		if (result->rows <= total)
			progress_tell(&progress, (size_t)result->rows, (size_t)total);
	}
	ts_audit_end(running);
	progress_end(&progress);
	return status;
}

static void audit_print(const struct command_context *context, const struct ts_audit_result *result)
{
	const char *name = ts_user_name(context->store);
	if (result->sound)
		(void)printf("all rows of %s are there: %lld, as they were last written or accepted\n", name,
		             (long long)result->rows);
	if (result->missing > 0)
		(void)printf("rows of %s: %lld fewer than were written\n", name, (long long)result->missing);
	if (result->surplus > 0)
		(void)printf("rows of %s: %lld more than were written\n", name, (long long)result->surplus);
	if (result->slots > 0)
		(void)printf(
		        "the key of %s: %lld wrap%s, by password or recovery code, not as last set; an older one may "
		        "open it\n",
		        name, (long long)result->slots, result->slots == 1 ? "" : "s");
	if (!result->sound && result->missing == 0 && result->surplus == 0 && result->slots == 0)
		(void)printf("rows of %s: some are not as they were last written: damaged, or older versions\n", name);
}

static int accept(struct command_context *context, const struct ts_audit_result *result)
{
	char what[64];
	enum ts_status status = result->sound ? TS_OK : ts_audit_accept(context->store, context->moment.now);
	if (status == TS_OK && context->behind > 0)
		status = ts_anchor_accept(context->store);
	if (status != TS_OK)
		return command_fail(context, status, "cannot accept the file as it is");
	if (!result->sound)
		(void)printf("accepted: the rows of %s as they are\n", ts_user_name(context->store));
	command_older_words(context, what, sizeof what);
	if (context->behind > 0)
		(void)printf("accepted: the file without %s\n", what);
	if (result->sound && context->behind == 0)
		(void)printf("nothing to accept: all is as it was last written\n");
	return command_finish_output();
}

/* "; backups stand beside 'PATH'", if any do. */
static const char *backups_words(const struct command_context *context, char *out, size_t size)
{
	const char *path = ts_path(context->store), *name = strrchr(path, '/');
	char directory[TS_PATH_SIZE];
	(void)snprintf(directory, sizeof directory, "%.*sbackups", name ? (int)(name + 1 - path) : 0, path);
	if (access(directory, F_OK) == 0)
		(void)snprintf(out, size, "; backups stand beside '%s'", path);
	else
		out[0] = '\0';
	return out;
}

/* What was found and not accepted. Each finding is a line. */
static int findings(struct command_context *context, const struct ts_audit_result *result)
{
	if (context->behind > 0)
		command_warn_older(context);
	if (result->sound)
		return EXIT_DONE;
	char backups[TS_PATH_SIZE + 32];
	return complain(EXIT_DATABASE,
	                "something other than timesheet has changed the rows of '%s'; 'timesheet check --accept' takes "
	                "them as they are%s",
	                ts_user_name(context->store), backups_words(context, backups, sizeof backups));
}

/* For a logged-in user. */
static int whole_check(struct command_context *context, const struct ts_check *check, bool accepted)
{
	struct ts_audit_result result;
	int64_t total = check->activities + check->logs + check->notes + check->steps;
	enum ts_status status = audit(context, total, &result);
	if (status != TS_OK)
		return command_fail(context, status, "the rows cannot be compared with what was written");
	audit_print(context, &result);
	int finished = command_finish_output();
	if (finished != EXIT_DONE)
		return finished;
	return accepted ? accept(context, &result) : findings(context, &result);
}

static void check_print(const struct command_context *context, bool full, const struct ts_check *check)
{
	(void)printf(
	        "pages sound; users %lld, activities %lld, logs %lld, notes %lld, steps of undo %lld, inbox %lld\n",
	        (long long)check->users, (long long)check->activities, (long long)check->logs, (long long)check->notes,
	        (long long)check->steps, (long long)check->inbox);
	if (check->seals_checked)
		(void)printf("%lld %s of %s opened, %lld damaged\n", (long long)check->seals,
		             ts_counted(check->seals, "seal", "seals"), ts_user_name(context->store),
		             (long long)check->damaged);
	else if (full)
		(void)printf("seals not checked: log in first (timesheet login)\n");
}

static int check_refused(const struct command_context *context)
{
	if (!ts_logged_in(context->store))
		return command_fail(context, TS_LOGGED_OUT, "cannot accept the file as it is");
	if (ts_read_only(context->store))
		return complain(EXIT_FAILED, "cannot accept the file as it is: '%s' can only be read",
		                ts_path(context->store));
	return EXIT_DONE;
}

int command_check(struct command_context *context, int count, char **arguments)
{
	bool full = false, accepted = false;
	struct ts_check check;
	const struct command_option options[] = { { "--full", NULL, &full },
		                                  { "--accept", NULL, &accepted },
		                                  { NULL, NULL, NULL } };
	int begun = command_begin_wordless(context, count, arguments, options);
	if (begun != EXIT_DONE)
		return begun;
	int refused = accepted ? check_refused(context) : EXIT_DONE;
	if (refused != EXIT_DONE)
		return refused;
	enum ts_status status = ts_check(context->store, full, &check);
	if (status != TS_OK)
		return command_fail(context, status, "the check failed");
	check_print(context, full, &check);
	int whole = ts_logged_in(context->store) ? whole_check(context, &check, accepted) : command_finish_output();
	if (check.damaged == 0)
		return whole;
	char backups[TS_PATH_SIZE + 32];
	return complain(EXIT_DATABASE, "%lld row%s not verify: left out of days and totals, and never changed%s",
	                (long long)check.damaged, check.damaged == 1 ? " does" : "s do",
	                backups_words(context, backups, sizeof backups));
}
