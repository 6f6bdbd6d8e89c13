/* join: this machine becomes a device of a user who syncs already. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/auth.h"
#include "src/command_line/complain.h"
#include "src/command_line/hub_words.h"
#include "src/command_line/login.h"
#include "src/command_line/progress.h"
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

/* What a join is about, once its words are understood. */
struct joining {
	struct command_context *context;
	ts_join *join;
	struct hub_url url;
	const char *name;
	char device[TS_ORIGIN_SIZE];
	bool merge; /* with whoever has the name here, without a question */
};

static int join_failed(const struct joining *joining, enum ts_status status)
{
	const struct command_context *context = joining->context;

	if (status == TS_DENIED)
		return complain(EXIT_LOGGED_OUT, "wrong password for '%s'", joining->name);
	if (status == TS_EXISTS || status == TS_UNCHANGED)
		return complain(EXIT_FAILED, "cannot join: %s", ts_detail(context->store));
	return command_fail(context, status, "cannot join");
}

static int job_end(const struct joining *joining, enum ts_status status, ts_auth *auth)
{
	if (status == TS_OK) {
		ts_auth_run(auth);
		status = ts_auth_finish(joining->context->store, auth);
	}
	ts_auth_destroy(auth);
	return status == TS_OK ? rows_pull(joining->context, joining->name) : join_failed(joining, status);
}

static bool merge_wanted(const struct joining *joining)
{
	if (joining->merge)
		return true;
	(void)fprintf(stderr,
	              "'%s' is registered here too, as another user. Her logs and notes here can become the one's "
	              "of %s;\na copy of the file stays beside it.\n",
	              joining->name, joining->url.shown);
	return password_ask_yes("Merge them? [y/N] ");
}

/* Who registered on both machines: the password here proves that she may. */
static int adopt(struct joining *joining, const char *password)
{
	struct command_context *context = joining->context;
	struct progress progress = progress_begin("merging");
	char reason[TS_REASON_SIZE], prompt[TS_NAME_SIZE + 32], *here = NULL;
	ts_auth *auth = NULL;

	if (!merge_wanted(joining))
		return complain(EXIT_FAILED, "not joined: '%s' stays another user here; --merge merges the two",
		                joining->name);
	(void)snprintf(prompt, sizeof prompt, "Password of %s here: ", joining->name);
	if (auth_ask_password(prompt, &here, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_LOGGED_OUT, "cannot merge: %s", reason);
	context->user = joining->name;
	int proven = command_authenticate(context, here); /* frees it */
	if (proven != EXIT_DONE)
		return proven;
	enum ts_status status = ts_join_adopt(joining->join, password, joining->url.url, joining->device, progress_tell,
	                                      &progress, context->moment.now, &auth);
	int result = job_end(joining, status, auth);
	progress_end(&progress);
	return result;
}

/* She is found: her password opens what the hub handed out. */
static int password_ask_and_join(struct joining *joining)
{
	struct command_context *context = joining->context;
	char reason[TS_REASON_SIZE], prompt[TS_NAME_SIZE + HUB_SHORT_SIZE + 32], *password = NULL;
	ts_auth *auth = NULL;

	(void)snprintf(prompt, sizeof prompt, "Password of %s at %s: ", joining->name, joining->url.shown);
	if (auth_ask_password(prompt, &password, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_LOGGED_OUT, "cannot join: %s", reason);
	enum ts_status status = ts_join_password(joining->join, password, joining->url.url, joining->device,
	                                         context->moment.now, &auth);
	int result = status == TS_EXISTS ? adopt(joining, password) : job_end(joining, status, auth);
	ts_secret_free(password);
	return result;
}

static int join_as(struct joining *joining)
{
	char trouble[TS_REASON_SIZE];
	enum ts_status status = ts_join_begin(joining->context->store, joining->name, &joining->join);

	if (status != TS_OK)
		return command_fail(joining->context, status, "cannot join as '%s'", joining->name);
	int result;
	if (!join_ask(joining->join, &joining->url, trouble, sizeof trouble))
		result = complain(EXIT_FAILED, "%s", trouble);
	else if (ts_join_state(joining->join) == TS_JOIN_UNKNOWN)
		result = complain(EXIT_LOGGED_OUT, "there is no user '%s' at %s", joining->name, joining->url.shown);
	else if (ts_join_state(joining->join) == TS_JOIN_REFUSED)
		result = complain(EXIT_FAILED, "%s: %s", joining->url.shown, ts_join_refused(joining->join));
	else
		result = password_ask_and_join(joining);
	ts_join_end(joining->join);
	return result;
}

int command_join(struct command_context *context, int count, char **arguments)
{
	const char *name = NULL;
	struct joining joining = { .context = context };
	const struct command_option options[] = { { "--name", &name, NULL },
		                                  { "--merge", NULL, &joining.merge },
		                                  { NULL, NULL, NULL } };
	char reason[TS_REASON_SIZE], *typed = NULL;
	int words = command_options(context, count, arguments, options);

	if (words < 0)
		return EXIT_USAGE;
	if (words == 0)
		return command_misused(context, "where is the hub? ssh://HOST, or a folder's path");
	if (words > 1)
		return command_misused(context, "unexpected '%s'", arguments[1]);
	if (!hub_url_read(arguments[0], getenv("HOME"), &joining.url, reason, sizeof reason))
		return command_misused(context, "%s", reason);
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (hub_holds_database(context, &joining.url))
		return hub_refuse_place(&joining.url);
	hub_device_name(name, joining.device);
	joining.name = context->options->user;
	if (!joining.name && password_ask_line("Name: ", &typed, reason, sizeof reason) != PASSWORD_GIVEN)
		return complain(EXIT_FAILED, "cannot join: %s", reason);
	joining.name = joining.name ? joining.name : typed;
	int result = join_as(&joining);
	ts_secret_free(typed);
	return result;
}
