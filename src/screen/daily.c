/* Its standard error is a pipe that is read once, at the end: a line fits into what a pipe holds (pipe(7)). */
#include "src/screen/daily.h"

#include "src/system/exit_status.h"
#include "src/system/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char retry[] = "timesheet backup --daily";

void daily_init(struct daily *daily, void (*done)(void *context, const char *notice), void *context)
{
	daily->done = done;
	daily->context = context;
	daily->reports = -1;
}

static void report_read(struct daily *daily, char *out, size_t size)
{
	static const char name[] = "timesheet: ";
	char bytes[TS_REASON_SIZE];
	ssize_t read_size = read(daily->reports, bytes, sizeof bytes);

	(void)close(daily->reports);
	daily->reports = -1;
	size_t begin = 0, end = read_size > 0 ? (size_t)read_size : 0;
	const char *line_end = memchr(bytes, '\n', end);
	if (line_end)
		end = (size_t)(line_end - bytes);
	if (end >= sizeof name - 1 && memcmp(bytes, name, sizeof name - 1) == 0)
		begin = sizeof name - 1;
	(void)ts_text_clean(bytes + begin, end - begin, false, out, size);
}

/* The backup is made of a file that was read through first; what is damaged is said as such. */
static void daily_damaged(struct daily *daily, const char *reason)
{
	char notice[TS_REASON_SIZE + 96];

	(void)snprintf(notice, sizeof notice, "write no more into it, see 'timesheet check': %s", reason);
	daily->done(daily->context, notice);
}

static void closed_event(uv_handle_t *handle)
{
	struct daily *daily = handle->data;

	daily->running = false;
}

/* What to do comes first: the end may be cut off. */
static void daily_failed(struct daily *daily, const char *reason)
{
	char notice[TS_REASON_SIZE + 96];

	(void)snprintf(notice, sizeof notice, "no backup today; '%s' tries again: %s", retry, reason);
	daily->done(daily->context, notice);
}

static void exit_event(uv_process_t *process, int64_t status, int number)
{
	struct daily *daily = process->data;
	char report[TS_REASON_SIZE];

	report_read(daily, report, sizeof report);
	uv_close((uv_handle_t *)process, closed_event);
	if (status == EXIT_DATABASE && number == 0)
		daily_damaged(daily, report);
	else if (status != 0 || number != 0)
		daily_failed(daily, report[0] ? report : "it has ended suddenly");
	else
		daily->done(daily->context, report);
}

static int daily_start(struct daily *daily, uv_loop_t *loop, const char *database)
{
	char program[TS_PATH_SIZE], *path = strdup(database);
	char *arguments[] = { (char[]){ "timesheet" }, (char[]){ "--db" },    path,
		              (char[]){ "backup" },    (char[]){ "--daily" }, NULL };
	int ends[2], error = UV_ENOMEM;

	if (!path)
		return error;
	if (process_pipe(ends, false) != 0) {
		free(path);
		return UV_EMFILE;
	}
	process_own_path(program, sizeof program);
	uv_stdio_container_t stdio[3] = { { .flags = UV_IGNORE },
		                          { .flags = UV_IGNORE },
		                          { .flags = UV_INHERIT_FD, .data.fd = ends[1] } };
	const uv_process_options_t options = { .exit_cb = exit_event,
		                               .file = program,
		                               .args = arguments,
		                               .flags = UV_PROCESS_DETACHED,
		                               .stdio_count = 3,
		                               .stdio = stdio };
	daily->process.data = daily;
	daily->reports = ends[0];
	daily->running = true;
	error = uv_spawn(loop, &daily->process, &options);
	(void)close(ends[1]);
	free(path);
	if (error == 0) {
		(void)uv_os_setpriority(daily->process.pid, UV_PRIORITY_LOW);
		return 0;
	}
	(void)close(daily->reports);
	daily->reports = -1;
	uv_close((uv_handle_t *)&daily->process, closed_event);
	return error;
}

static void daily_begin(struct daily *daily, uv_loop_t *loop, const char *database)
{
	daily->wanted = false;
	int error = daily_start(daily, loop, database);
	if (error != 0)
		daily_failed(daily, uv_strerror(error));
}

void daily_look(struct daily *daily, uv_loop_t *loop, const char *database, struct moment moment, bool quiet)
{
	ts_day today = ts_day_of(moment.now, 0);

	if (daily->running || (daily->looked && daily->day == today))
		return;
#ifdef TIMESHEET_TEST_BUILD
	if (!getenv("TIMESHEET_DAILY"))
		return;
#endif
	daily->wanted = !quiet;
	if (!quiet)
		return;
	daily->looked = true;
	daily->day = today;
	daily_begin(daily, loop, database);
}

void daily_leave(struct daily *daily, uv_loop_t *loop, const char *database)
{
	if (daily->wanted && !daily->running)
		daily_begin(daily, loop, database);
}

void daily_release(struct daily *daily)
{
	if (daily->running && daily->reports >= 0)
		(void)close(daily->reports);
}
