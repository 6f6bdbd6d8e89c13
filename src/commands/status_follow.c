/* status --follow: a line when something has changed, and when a minute turns that the line tells. Nothing is polled:
 * the folder of the database, the clock and whoever reads are waited for. */
#include "src/commands/status.h"

#include "src/command_line/complain.h"
#include "src/commands/commands.h"
#include "src/system/alarm.h"
#include "src/system/clock.h"
#include "src/system/loop_end.h"
#include "src/system/process.h"
#include "src/system/reader.h"
#include "src/system/watch.h"

#include <stdlib.h>
#include <string.h>

enum {
	AHEAD = 2 * 60 * 1000, /* a log may be made by a minute ahead of time */
	PATIENCE = 200         /* milliseconds to wait for who writes; the next look is not far */
};

struct following {
	uv_loop_t loop;
	struct watch watch;
	struct alarm alarm;
	struct reader reader;
	struct command_context *context;
	const struct status_wish *wish;
	char *line;     /* the last one */
	size_t damaged; /* that were told */
	bool ticketed;  /* the login is a ticket's, and ends with it */
	int64_t left;   /* milliseconds that it holds */
	bool over;
	int result; /* once it is over */
};

static void over(struct following *following, int result)
{
	following->over = true;
	following->result = result;
	uv_stop(&following->loop);
}

/* ---- lines */

/* Prints what was written, unless that is what was printed last. */
static void line_say(struct following *following, char *line)
{
	if (following->line && line && strcmp(following->line, line) == 0) {
		free(line);
		return;
	}
	free(following->line);
	following->line = line;
	if (!line || fputs(line, stdout) < 0 || fflush(stdout) != 0)
		over(following, command_fail_output());
}

/* shown NULL: nobody is logged in. */
static char *line_make(const struct following *following, const struct status_shown *shown)
{
	char *line = NULL;
	size_t size;
	FILE *memory = open_memstream(&line, &size);

	if (!memory)
		return NULL;
	if (shown)
		status_write(memory, following->wish, shown);
	else if (following->wish->json)
		status_print_bar_locked(memory);
	else
		(void)fputs("locked\n", memory);
	if (fclose(memory) == 0)
		return line;
	free(line);
	return NULL;
}

static void damaged_say(struct following *following, size_t damaged)
{
	if (damaged != following->damaged)
		(void)command_fail_damaged(EXIT_DONE, damaged, " of this time");
	following->damaged = damaged;
}

/* ---- the login */

static enum ts_status ticket_read(void *context)
{
	struct following *following = context;
	struct command_context *command = following->context;

	following->left = ts_session_left(command->store, &command->machine);
	return TS_OK;
}

/* How long the ticket holds, 0: it is over. TS_BUSY: that cannot be told now. Being looked at counts as a use. */
static enum ts_status ticket_left(struct following *following)
{
	struct command_context *context = following->context;

	process_describe_machine(&context->machine, context->moment.uptime);
	/* Within a reading, so that a file that is locked is not taken for one that has no such ticket. */
	enum ts_status status = ts_read_together(context->store, ticket_read, following);
	const int64_t renewed =
	        status == TS_OK && following->left > 0 ? ts_session_renew(context->store, &context->machine) : 0;
	following->left = renewed > following->left ? renewed : following->left;
	return status;
}

/* Nobody is logged in yet: perhaps somebody is by now. */
static void login_try(struct following *following)
{
	struct command_context *context = following->context;

	process_describe_machine(&context->machine, context->moment.uptime);
	if (ts_session_resume(context->store, context->user, &context->machine) == TS_OK)
		following->ticketed = true;
}

/* What the settings say, and what was logged while nobody was logged in: it counts from now on. */
static enum ts_status login_look(struct command_context *context)
{
	size_t folded, junk;
	enum ts_status status = ts_settings_read(context->store, &context->settings);

	if (status == TS_OK && !ts_read_only(context->store))
		status = ts_inbox_fold(context->store, context->moment.now, &folded, &junk);
	return status == TS_BUSY ? TS_OK : status;
}

/* ---- looks */

/* When a log begins that was made ahead of time; 0: none was. */
static int64_t ahead_of(struct following *following, const struct status_shown *shown)
{
	const struct moment moment = following->context->moment;
	struct ts_span next;

	if (ts_current_read(following->context->store, moment.now + AHEAD, &next) != TS_OK ||
	    (shown->logged && ts_id_equal(next.id, shown->span.id)) || next.begin <= moment.now)
		return 0;
	return moment.uptime + (next.begin - moment.now);
}

static int64_t earlier(int64_t left, int64_t right)
{
	return left == 0 || (right != 0 && right < left) ? right : left;
}

/* Tells what goes on. wake becomes when that will be something else by itself. */
static enum ts_status tell(struct following *following, int64_t *wake)
{
	struct status_shown shown = { 0 };
	enum ts_status status = login_look(following->context);

	if (status == TS_OK)
		status = status_look(following->context, following->wish->parts, &shown);
	if (status != TS_OK)
		return status;
	damaged_say(following, shown.damaged);
	line_say(following, line_make(following, &shown));
	*wake = earlier(*wake, ahead_of(following, &shown));
	return TS_OK;
}

/* Whoever is not logged in may be by now, and a login may be over. wake becomes when to look after the ticket. */
static enum ts_status login_follow(struct following *following, int64_t *wake)
{
	struct command_context *context = following->context;

	if (!ts_logged_in(context->store))
		login_try(following);
	if (!following->ticketed)
		return ts_logged_in(context->store) ? TS_OK : TS_LOGGED_OUT;
	enum ts_status status = ticket_left(following);
	if (status == TS_OK && following->left == 0)
		ts_lock(context->store);
	*wake = following->left > 0 ? context->moment.uptime + following->left / 2 : 0;
	return status != TS_OK || ts_logged_in(context->store) ? status : TS_LOGGED_OUT;
}

static void look(struct following *following)
{
	struct command_context *context = following->context;
	int64_t wake = 0;

	context->moment = clock_now();
	enum ts_status status = login_follow(following, &wake);
	if (status == TS_OK)
		status = tell(following, &wake);
	if (status == TS_LOGGED_OUT)
		line_say(following, line_make(following, NULL));
	if (status == TS_LOGGED_OUT && following->ticketed && !following->over)
		over(following, EXIT_DONE);
	/* What could not be read now is read soon. */
	if (status == TS_BUSY || (status == TS_OK && (following->wish->parts & STATUS_TIME)))
		alarm_set(&following->alarm, context->moment, wake);
	else
		alarm_set_late(&following->alarm, context->moment, wake);
	if (status != TS_OK && status != TS_LOGGED_OUT && status != TS_BUSY)
		over(following, command_fail(context, status, "cannot tell what goes on"));
}

static void look_event(void *context)
{
	struct following *following = context;

	if (!following->over)
		look(following);
}

/* Somebody writes, and it cannot be told yet what: of a login the ticket comes behind the file's half. */
static void touched_event(void *context)
{
	struct following *following = context;

	if (!following->over && !ts_logged_in(following->context->store))
		look(following);
}

static void nothing_event(void *context)
{
	(void)context;
}

static void closed_event(void *context)
{
	over(context, EXIT_OUTPUT_CLOSED);
}

/* ---- life */

static int loop_start(struct following *following)
{
	static const struct watch_calls calls = { look_event, touched_event, nothing_event };
	int error = alarm_start(&following->alarm, &following->loop, look_event, following);

	if (error == 0)
		error = watch_start(&following->watch, &following->loop, following->context->store, &calls, following);
	if (error == 0)
		reader_watch(&following->reader, &following->loop, closed_event, following);
	return error;
}

static int loop_run(struct following *following)
{
	int error = uv_loop_init(&following->loop);

	if (error != 0)
		return error;
	error = loop_start(following);
	if (error == 0) {
		look(following);
		if (!following->over)
			(void)uv_run(&following->loop, UV_RUN_DEFAULT);
	}
	loop_end(&following->loop);
	alarm_release(&following->alarm);
	watch_release(&following->watch);
	reader_release(&following->reader);
	return error;
}

int status_follow(struct command_context *context, const struct status_wish *wish)
{
	struct following following = { .context = context, .wish = wish };
	const struct command *command = context->command;
	struct command trying = *command;

	/* Whoever is not logged in is waited for. */
	trying.need = COMMAND_TRIES_LOGIN;
	context->command = &trying;
	int begun = command_begin(context);
	context->command = command;
	if (begun != EXIT_DONE)
		return begun;
	if (!context->user)
		return command_fail_user();
	ts_patience_set(context->store, PATIENCE);
	process_describe_machine(&context->machine, context->moment.uptime);
	following.ticketed = ts_session_left(context->store, &context->machine) > 0;
	int error = loop_run(&following);
	free(following.line);
	if (error != 0)
		return complain(EXIT_FAILED, "cannot follow: the folder of the database is not watched (%s)",
		                uv_strerror(error));
	return following.result;
}
