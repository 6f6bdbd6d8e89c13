/* join: this machine becomes a device of a user who syncs already. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/auth.h"
#include "src/command_line/complain.h"
#include "src/command_line/hub_words.h"
#include "src/sync/join_run.h"
#include "src/sync/link_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Everything that is at the hub. What comes in the middle of a break is kept: the next start goes on. */
static int rows_pull(struct command_context *context, const char *name)
{
	struct ts_sync_info info;
	struct link_news news = { 0 };

	if (!hub_exchange(context, LINK_FIRST, false, &news)) {
		(void)complain(EXIT_DONE, "%s has joined, but not all has come yet: %s; 'timesheet sync now' goes on",
		               name, news.trouble[0] ? news.trouble : "the hub does not answer");
		return EXIT_FAILED;
	}
	enum ts_status status = ts_sync_read(context->store, &info);
	if (status != TS_OK)
		return command_fail(context, status, "cannot look at what has come");
	(void)printf("%lld rows of %s are here, as \"%s\"\n", (long long)info.rows, name, info.device);
	return command_finish_output();
}

static int join_failed(const struct command_context *context, enum ts_status status, const char *name)
{
	if (status == TS_DENIED)
		return complain(EXIT_LOGGED_OUT, "wrong password for '%s'", name);
	if (status == TS_EXISTS)
		return complain(EXIT_FAILED, "cannot join: %s", ts_detail(context->store));
	return command_fail(context, status, "cannot join");
}

/* She is found: her password opens what the hub handed out. */
static int password_ask_and_join(struct command_context *context, ts_join *join, const struct hub_url *url,
                                 const char *name, const char *device)
{
	char reason[TS_REASON_SIZE], prompt[TS_NAME_SIZE + 32], *password = NULL;
	ts_auth *auth = NULL;

	(void)snprintf(prompt, sizeof prompt, "Password of %s: ", name);
	if (auth_ask_password(prompt, &password, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_LOGGED_OUT, "cannot join: %s", reason);
	enum ts_status status = ts_join_password(join, password, url->url, device, context->moment.now, &auth);
	ts_secret_free(password);
	if (status == TS_OK) {
		ts_auth_run(auth);
		status = ts_auth_finish(context->store, auth);
	}
	ts_auth_destroy(auth);
	return status == TS_OK ? rows_pull(context, name) : join_failed(context, status, name);
}

static int join_as(struct command_context *context, struct hub_url *url, const char *name, const char *device)
{
	char trouble[TS_REASON_SIZE];
	ts_join *join = NULL;
	enum ts_status status = ts_join_begin(context->store, name, &join);

	if (status != TS_OK)
		return command_fail(context, status, "cannot join as '%s'", name);
	int result;
	if (!join_ask(join, url, trouble, sizeof trouble))
		result = complain(EXIT_FAILED, "%s", trouble);
	else if (ts_join_state(join) == TS_JOIN_UNKNOWN)
		result = complain(EXIT_LOGGED_OUT, "there is no user '%s' at %s", name, url->shown);
	else if (ts_join_state(join) == TS_JOIN_REFUSED)
		result = complain(EXIT_FAILED, "%s: %s", url->shown, ts_join_refused(join));
	else
		result = password_ask_and_join(context, join, url, name, device);
	ts_join_end(join);
	return result;
}

int command_join(struct command_context *context, int count, char **arguments)
{
	const char *name = NULL;
	const struct command_option options[] = { { "--name", &name, NULL }, { NULL, NULL, NULL } };
	char reason[TS_REASON_SIZE], device[TS_ORIGIN_SIZE], *typed = NULL;
	struct hub_url url;
	int words = command_options(context, count, arguments, options);

	if (words < 0)
		return EXIT_USAGE;
	if (words != 1)
		return command_misused(
		        context, words == 0 ? "where is the hub? ssh://HOST, or a folder's path" : "unexpected '%s'",
		        words == 0 ? "" : arguments[1]);
	if (!hub_url_read(arguments[0], getenv("HOME"), &url, reason, sizeof reason))
		return command_misused(context, "%s", reason);
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (hub_holds_database(context, &url))
		return hub_refuse_place(&url);
	hub_device_name(name, device);
	const char *user = context->options->user;
	if (!user && password_ask_line("Name: ", &typed, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_FAILED, "cannot join: %s", reason);
	int result = join_as(context, &url, user ? user : typed, device);
	ts_secret_free(typed);
	return result;
}
