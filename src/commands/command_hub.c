/* hub: keeps frames, and hands them to a user's devices, on standard input and output. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/commands/hub_loop.h"
#include "src/system/charset.h"
#include "src/system/paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

struct hub_wishes {
	const char *only, *quota;
	bool stdio, read_only, sql;
};

/* "500M": a number of bytes, or of kilobytes, megabytes, gigabytes of 1024. False: it is none, or too many. */
static bool size_read(const char *text, int64_t *out)
{
	static const char units[] = "KMG";
	int64_t size = 0, unit = 1;
	const char *at = text;

	for (; *at >= '0' && *at <= '9'; at++) {
		if (size > INT64_MAX / 16)
			return false;
		size = size * 10 + (*at - '0');
	}
	const char *found = *at ? strchr(units, *at >= 'a' && *at <= 'z' ? *at - ('a' - 'A') : *at) : NULL;
	for (const char *step = units; found && step <= found; step++)
		unit *= 1024;
	if (at == text || (*at && !found) || (found && at[1]) || size == 0 || size > INT64_MAX / unit)
		return false;
	*out = size * unit;
	return true;
}

static bool is_pipe(int descriptor)
{
	return uv_guess_handle(descriptor) == UV_NAMED_PIPE;
}

/* The hub is open. */
static int served(const struct command_context *context, struct hub *hub, const struct hub_wishes *wishes)
{
	struct serve_rules rules = { .only = wishes->only, .read_only = wishes->read_only };
	struct serve *serve = NULL;
	enum ts_status status = serve_begin(hub, &rules, &serve);

	if (status == TS_NO_MEMORY)
		return complain(EXIT_FAILED, "%s", ts_status_text(status));
	if (status != TS_OK)
		return command_misused(context, "'%s' is no name", wishes->only);
	int result = hub_loop_run(hub, serve);
	serve_end(serve);
	return result;
}

static int place_serve(const struct command_context *context, const char *place, const struct hub_wishes *wishes)
{
	struct hub_opening how = { .quota = 0 };
	char reason[TS_REASON_SIZE] = "";
	struct hub *hub = NULL;

	if (wishes->quota && !size_read(wishes->quota, &how.quota))
		return command_misused(context, "'%s' is no size: 500M, 2G", wishes->quota);
	if (!is_pipe(0) || !is_pipe(1))
		return complain(EXIT_USAGE,
		                "hub --stdio speaks with another program: standard input and output must be "
		                "pipes, as ssh makes them");
	enum ts_status status = hub_open(place, &how, reason, &hub);
	if (status != TS_OK)
		return complain(exit_status_of(status), "%s", reason[0] ? reason : ts_status_text(status));
	int result = served(context, hub, wishes);
	hub_close(hub);
	return result;
}

static int sql_print(const struct command_context *context, const char *server)
{
	if (strcmp(server, "postgres") != 0 && strcmp(server, "mariadb") != 0)
		return command_misused(context, "'%s' is neither postgres nor mariadb", server);
	(void)fputs(strcmp(server, "mariadb") == 0 ? hub_sql_mariadb : hub_sql, stdout);
	return command_finish_output();
}

int command_hub(struct command_context *context, int count, char **arguments)
{
	struct hub_wishes wishes = { .only = NULL };
	const struct command_option options[] = {
		{ "--stdio", NULL, &wishes.stdio }, { "--only", &wishes.only, NULL },
		{ "--quota", &wishes.quota, NULL }, { "--read-only", NULL, &wishes.read_only },
		{ "--sql", NULL, &wishes.sql },     { NULL, NULL, NULL }
	};
	int words = command_options(context, count, arguments, options);

	if (words < 0)
		return EXIT_USAGE;
	if (words > 1)
		return command_misused(context, "unexpected '%s'", arguments[1]);
	if (wishes.sql && !wishes.stdio)
		return sql_print(context, words == 1 ? arguments[0] : "postgres");
	if (!wishes.stdio || wishes.sql)
		return command_misused(context, "it is either --stdio or --sql");
	char *only = wishes.only ? charset_decode_text(wishes.only) : NULL;
	if (wishes.only && !only)
		return complain(EXIT_USAGE, "the name '%s' has a byte that is no character in %s", wishes.only,
		                charset_name());
	wishes.only = only;
	char *usual = words == 0 ? paths_hub() : NULL;
	const char *place = words == 0 ? usual : arguments[0];
	int result = place ? place_serve(context, place, &wishes)
	                   : complain(EXIT_FAILED, "there is no home directory: name the hub's directory");
	free(usual);
	free(only);
	return result;
}
