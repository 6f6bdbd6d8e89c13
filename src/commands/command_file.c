/* backup, migrate: care for the database as a file. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/login.h"

#include <stdio.h>
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
	/* Most of the time there is one of today. */
	context->reads_itself = daily;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (daily) {
		enum ts_status status = ts_backup_daily(context->store, context->moment.now, path, sizeof path);
		if (status == TS_UNCHANGED)
			return EXIT_DONE;
		if (status != TS_OK)
			return command_fail(context, status, "cannot back up");
		command_print_given(path);
		(void)putchar('\n');
		if (ts_detail(context->store)[0])
			(void)complain(EXIT_DONE, "%s", ts_detail(context->store));
		return command_finish_output();
	}
	enum ts_status status = ts_backup(context->store, arguments[0]);
	if (status == TS_EXISTS)
		return complain(EXIT_FAILED, "cannot back up: '%s' exists already", arguments[0]);
	if (status != TS_OK)
		return complain(exit_status_of(status), "cannot back up to '%s': %s", arguments[0],
		                ts_detail(context->store)[0] ? ts_detail(context->store) : ts_status_text(status));
	command_print_given(arguments[0]);
	(void)puts(": copied and verified");
	return command_finish_output();
}

/* What would go, as "notes (1), steps of undo (2)". */
static void goes_print(const struct ts_migration *goes, char *out, size_t size)
{
	const struct {
		const char *name;
		int64_t count;
	} kinds[] = {
		{ "activities", goes->activities },
		{ "logs", goes->logs },
		{ "notes", goes->notes },
		{ "marks, targets, bookings and budgets", goes->ledger },
		{ "drafts", goes->drafts },
		{ "steps of undo", goes->steps + goes->parts },
		{ "what was logged while locked", goes->inbox },
		{ "hubs", goes->hubs },
		{ "devices", goes->devices },
		{ "unsent changes", goes->unsent },
	};
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && used < size; i++) {
		if (kinds[i].count > 0)
			used += (size_t)snprintf(out + used, size - used, "%s%s (%lld)", used > 0 ? ", " : "",
			                         kinds[i].name, (long long)kinds[i].count);
	}
}

/* Says what would go; EXIT_DONE: nothing, or that is wanted, by who is logged in. */
static int migration_refuse(struct command_context *context, int version, bool force)
{
	struct ts_migration goes;
	enum ts_status status = ts_migrate_look(context->store, version, &goes);
	char words[288];

	if (status == TS_INVALID)
		return complain(EXIT_FAILED, "%s", ts_detail(context->store));
	if (status != TS_OK)
		return command_fail(context, status, "cannot migrate");
	if (goes.rows == 0 || (force && ts_logged_in(context->store)))
		return EXIT_DONE;
	if (force)
		return command_ask_login(context);
	goes_print(&goes, words, sizeof words);
	return complain(EXIT_FAILED,
	                "version %d has no room for %s: --force lets it go, a copy stays at '%s.before-v%d'",
	                goes.target, words, ts_path(context->store), goes.target);
}

int command_migrate(struct command_context *context, int count, char **arguments)
{
	bool force = false;
	int version = -1;
	const struct command_option options[] = { { "--force", NULL, &force }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words > 1)
		return command_misused(context, "unexpected '%s'", arguments[1]);
	if (words < 0)
		return EXIT_USAGE;
	if (words == 1) {
		char *end;
		long number = strtol(arguments[0], &end, 10);
		if (end == arguments[0] || *end || number < 0 || number > 1000)
			return command_misused(context, "'%s' is not a version", arguments[0]);
		version = (int)number;
	}
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	int reached, refused = migration_refuse(context, version, force);
	if (refused != EXIT_DONE)
		return refused;
	enum ts_status status = ts_migrate(context->store, version, context->moment.now, &reached);
	if (status == TS_INVALID)
		return complain(EXIT_FAILED, "%s", ts_detail(context->store));
	if (status != TS_OK && status != TS_UNCHANGED)
		return command_fail(context, status, "cannot migrate");
	(void)putchar('\'');
	command_print_given(ts_path(context->store));
	(void)printf("' has version %d%s\n", reached, status == TS_UNCHANGED ? " already" : "");
	return command_finish_output();
}
