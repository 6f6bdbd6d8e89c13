/* backup, check, migrate: care for the database as a file. */
#include "command.h"

#include <stdlib.h>
#include <string.h>

int command_backup(struct command_context *context, int count, char **arguments)
{
	bool daily = false;
	char path[TS_PATH_SIZE];
	const struct command_option options[] = { { "--daily", NULL, &daily }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (daily ? words != 0 : words != 1)
		return command_misused(context, daily ? "--daily chooses the file itself" : "one FILE, or --daily");
	if (daily) {
		enum ts_status status = ts_backup_daily(context->store, context->moment.now, path, sizeof path);
		if (status == TS_UNCHANGED)
			return EXIT_DONE;
		if (status != TS_OK)
			return command_fail(context, status, "cannot back up");
		(void)printf("%s\n", path);
		if (ts_detail(context->store)[0])
			(void)complain(EXIT_DONE, "%s", ts_detail(context->store));
		return command_finish_output();
	}
	enum ts_status status = ts_backup(context->store, arguments[0], context->moment.now);
	if (status == TS_EXISTS)
		return complain(EXIT_FAILED, "cannot back up: '%s' exists already", arguments[0]);
	if (status != TS_OK)
		return complain(exit_status_of(status), "cannot back up to '%s': %s", arguments[0],
		                ts_detail(context->store)[0] ? ts_detail(context->store) : ts_status_text(status));
	(void)printf("%s: copied and verified\n", arguments[0]);
	return command_finish_output();
}

int command_check(struct command_context *context, int count, char **arguments)
{
	bool full = false;
	struct ts_check check;
	const struct command_option options[] = { { "--full", NULL, &full }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words > 0)
		return command_misused(context, "unexpected '%s'", arguments[0]);
	enum ts_status status = ts_check(context->store, full, &check);
	if (status != TS_OK)
		return command_fail(context, status, "the check failed");
	(void)printf(
	        "pages sound; users %lld, activities %lld, logs %lld, notes %lld, steps of undo %lld, inbox %lld\n",
	        (long long)check.users, (long long)check.activities, (long long)check.logs, (long long)check.notes,
	        (long long)check.steps, (long long)check.inbox);
	if (check.seals_checked)
		(void)printf("%lld seals of %s opened, %lld damaged\n", (long long)check.seals,
		             ts_user_name(context->store), (long long)check.damaged);
	else if (full)
		(void)printf("seals not checked: log in first (timesheet login)\n");
	int finished = command_finish_output();
	if (finished == EXIT_DONE && check.damaged > 0)
		return complain(EXIT_DATABASE,
		                "%lld rows do not verify: they are shown as damaged and never changed; backups stand "
		                "beside '%s'",
		                (long long)check.damaged, ts_path(context->store));
	return finished;
}

int command_migrate(struct command_context *context, int count, char **arguments)
{
	int version = -1;
	int words = command_words(context, count, arguments, 1);
	if (words < 0)
		return EXIT_USAGE;
	if (words == 1) {
		char *end;
		long number = strtol(arguments[0], &end, 10);
		if (end == arguments[0] || *end || number < 0 || number > 1000)
			return command_misused(context, "'%s' is not a version", arguments[0]);
		version = (int)number;
	}
	int reached;
	enum ts_status status = ts_migrate(context->store, version, context->moment.now, &reached);
	if (status == TS_INVALID)
		return complain(EXIT_FAILED, "%s", ts_detail(context->store));
	if (status != TS_OK && status != TS_UNCHANGED)
		return command_fail(context, status, "cannot migrate");
	(void)printf("'%s' has version %d%s\n", ts_path(context->store), reached,
	             status == TS_UNCHANGED ? " already" : "");
	return command_finish_output();
}
