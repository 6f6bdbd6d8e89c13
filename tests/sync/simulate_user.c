/* What a user does on a device of a simulation, and what of it has to be there in the end. */
#include "simulate.h"

#include "data/file/store.h"
#include "data/rows/record_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const texts[] = { "parser", "review", "mail", "acme: call", "standup", "lunch" };
enum { TEXTS = sizeof texts / sizeof texts[0] };

#define OR(status) (1U << (status))

bool done_right(const struct world *world, enum ts_status status, unsigned allowed)
{
	/* A row that is damaged cannot be changed. */
	allowed |= world->spoiled_count > 0 ? OR(TS_DAMAGED) : 0;
	if (!world->killing && (allowed & 1U << status) == 0)
		fail_msg("seed %ld: %s", world->seed, ts_status_text(status));
	return status == TS_OK;
}

/* No two logs at one moment: one of the two would give way. */
static ts_time moment_pick(struct world *world, const struct device *device)
{
	ts_time now = now_of(world, device);
	ts_time from = device->skew < 0 && device->skew > -TS_HOUR ? now : SUPPORT_NOW < now ? SUPPORT_NOW : now;

	return from - (ts_time)(1 + pick(world, 4 * 24 * 60)) * TS_MINUTE + (ts_time)world->operations;
}

/* What is dead after something was done here, the user has taken away. */
static void logs_look(struct world *world, int index)
{
	for (size_t i = 0; i < world->log_count; i++) {
		struct row_log row;
		if (world->logs[i].sure &&
		    record_log_read(world->devices[index].store, &world->logs[i].id, &row) == TS_OK)
			world->logs[i].sure = !row.dead;
	}
}

static void log_remember(struct world *world, int index, const struct ts_done *done)
{
	/* What is so already, or goes on from before, was made by somebody else. */
	for (size_t i = 0; i < world->log_count; i++) {
		if (!ts_id_equal(world->logs[i].id, done->log))
			continue;
		world->logs[i].touched |= 1U << index;
		return;
	}
	if (world->log_count < LOGS_MOST)
		world->logs[world->log_count++] = (struct made_log){ done->log, index, world->step, true, 1U << index };
}

void log_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_done done;
	enum ts_status status =
	        ts_log_text(device->store, texts[pick(world, TEXTS)], pick(world, 3) == 0 ? "why" : NULL,
	                    moment_pick(world, device), now_of(world, device), &done);

	if (done_right(world, status, OR(TS_OK) | OR(TS_UNCHANGED)))
		log_remember(world, index, &done);
}

/* For a stretch that is over: what was logged there begins later, or is gone. */
static void insert_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	const ts_time at = moment_pick(world, device);
	const ts_time until = pick(world, 2) != 0 ? 0 : at + (ts_time)(1 + pick(world, 90)) * TS_MINUTE;
	struct ts_done done;
	enum ts_status status =
	        ts_log_insert(device->store, texts[pick(world, TEXTS)], NULL, at, until, now_of(world, device), &done);

	for (size_t i = 0; i < world->log_count; i++)
		world->logs[i].touched |= 1U << index;
	if (done_right(world, status, OR(TS_OK) | OR(TS_UNCHANGED) | OR(TS_FUTURE)))
		log_remember(world, index, &done);
	logs_look(world, index);
}

static struct made_log *log_pick(struct world *world)
{
	return world->log_count > 0 ? &world->logs[pick(world, (int)world->log_count)] : NULL;
}

/* Any log that anybody made, if this device knows it. */
static void change_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_log_change change = { .text = NULL };
	struct made_log *log = log_pick(world);
	struct ts_done done;
	char comment[16];
	enum ts_status status;

	if (!log)
		return;
	(void)snprintf(comment, sizeof comment, "c%ld", world->step);
	log->touched |= 1U << index;
	switch (pick(world, 4)) {
	case 0:
		change.text = texts[pick(world, TEXTS)];
		break;
	case 1:
		change.comment = comment;
		break;
	case 2:
		status = ts_log_shift(device->store, log->id, (pick(world, 120) - 60) * TS_MINUTE,
		                      now_of(world, device), &done);
		(void)done_right(world, status, OR(TS_OK) | OR(TS_UNCHANGED) | OR(TS_NOT_FOUND) | OR(TS_FUTURE));
		return;
	default:
		change.move = true;
		change.at = moment_pick(world, device);
	}
	status = ts_log_change(device->store, log->id, &change, now_of(world, device), &done);
	(void)done_right(world, status,
	                 OR(TS_OK) | OR(TS_UNCHANGED) | OR(TS_NOT_FOUND) | OR(TS_FUTURE) | OR(TS_INVALID));
}

static void delete_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct made_log *log = log_pick(world);
	struct ts_done done;

	if (!log)
		return;
	log->touched |= 1U << index;
	enum ts_status status = ts_log_delete(device->store, log->id, now_of(world, device), &done);
	(void)done_right(world, status, OR(TS_OK) | OR(TS_NOT_FOUND));
	log->sure = log->sure && status != TS_OK && !world->killing;
}

/* ---- undo */

static bool log_same(const struct row_log *left, const struct row_log *right)
{
	return left->at == right->at && left->dead == right->dead && ts_id_equal(left->activity, right->activity) &&
	       strcmp(left->comment, right->comment) == 0;
}

/* What only other devices have changed, before and after a step is taken back or done again here. */
static void history_do(struct world *world, int index, bool back)
{
	struct device *device = &world->devices[index];
	struct row_log *before = calloc(world->log_count + 1, sizeof *before), after;
	struct ts_done done;

	assert_non_null(before);
	for (size_t i = 0; i < world->log_count; i++) {
		if ((world->logs[i].touched & 1U << index) == 0 &&
		    record_log_read(device->store, &world->logs[i].id, &before[i]) != TS_OK)
			before[i].at = 0;
	}
	enum ts_status status = back ? ts_undo(device->store, now_of(world, device), &done)
	                             : ts_redo(device->store, now_of(world, device), &done);
	for (size_t i = 0; i < world->log_count && status == TS_OK; i++) {
		if ((world->logs[i].touched & 1U << index) != 0 || before[i].at == 0)
			continue;
		assert_int_equal(record_log_read(device->store, &world->logs[i].id, &after), TS_OK);
		if (!log_same(&before[i], &after))
			fail_msg("seed %ld: taken back on device %d, log %zu is another, which it never changed",
			         world->seed, index, i);
	}
	free(before);
	(void)done_right(world, status, OR(TS_OK) | OR(TS_NOT_FOUND));
	logs_look(world, index);
	for (size_t i = 0; i < world->line_count && (status == TS_OK || world->killing); i++)
		world->lines[i].sure = world->lines[i].sure && status == TS_OK &&
		                       (done.deed != TS_DEED_NOTE || world->lines[i].day != done.day);
}

static void undo_do(struct world *world, int index)
{
	history_do(world, index, true);
}

static void redo_do(struct world *world, int index)
{
	history_do(world, index, false);
}

/* ---- activities, notes, settings, imports */

static void activity_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_activity_change change = { .fields = 1U << pick(world, 5) };
	const ts_time now = now_of(world, device);
	struct ts_activities list;
	struct ts_done done;

	if (!done_right(world, ts_activities_read(device->store, now, &list), OR(TS_OK)))
		return;
	change.text = texts[pick(world, TEXTS)];
	change.slot = pick(world, TS_SLOTS + 1);
	change.colour = pick(world, TS_COLOURS + 1);
	change.rest = pick(world, 2) != 0;
	change.archived = pick(world, 2) != 0;
	if (list.count > 0) {
		const struct ts_activity *activity = &list.at[pick(world, (int)list.count)];
		(void)done_right(world, ts_activity_change(device->store, activity->id, &change, now, &done),
		                 OR(TS_OK) | OR(TS_UNCHANGED) | OR(TS_INVALID) | OR(TS_NOT_FOUND));
	}
	ts_activities_release(&list);
}

const char *line_text(size_t line, char out[32])
{
	(void)snprintf(out, 32, "line %zu of all.\n", line);
	return out;
}

/* One more line behind what stands there. */
static void note_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	const ts_day day = ts_day_of(SUPPORT_NOW, 0) - pick(world, NOTE_DAYS);
	struct ts_note note;
	struct ts_done done;
	char line[32];

	if (world->line_count == LINES_MOST || !done_right(world, ts_note_read(device->store, day, &note), OR(TS_OK)))
		return;
	size_t size = note.size + 40;
	char *text = malloc(size);
	assert_non_null(text);
	const char *before = note.text ? note.text : "";
	bool ended = note.size == 0 || before[note.size - 1] == '\n';
	int length = snprintf(text, size, "%s%s%s", before, ended ? "" : "\n", line_text(world->line_count, line));
	enum ts_status status = ts_note_save(device->store, &note, text, (size_t)length, now_of(world, device), &done);
	world->lines[world->line_count++] =
	        (struct made_line){ day, index, world->step, done_right(world, status, OR(TS_OK)) };
	free(text);
	ts_note_release(&note);
}

static void settings_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_settings settings;

	if (!done_right(world, ts_settings_read(device->store, &settings), OR(TS_OK)))
		return;
	if (pick(world, 2) != 0)
		settings.weekly_target = 60 * pick(world, 40);
	else
		settings.idle_lock = pick(world, 20);
	(void)done_right(world, ts_settings_write(device->store, &settings, now_of(world, device)),
	                 OR(TS_OK) | OR(TS_UNCHANGED));
}

/* The same file on all devices: what one of them makes, the others find there. */
static void import_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	static const char clocks[] = "i 2016-05-02 09:00:00 imported\no 2016-05-02 10:00:00\n"
	                             "i 2016-05-03 09:00:00 imported\no 2016-05-03 11:00:00\n";
	ts_import *import = NULL;
	struct ts_imported sum;

	assert_int_equal(ts_import_create(TS_FORMAT_TIMECLOCK, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "clocks", clocks, sizeof clocks - 1), TS_OK);
	(void)done_right(world, ts_import_run(device->store, import, false, now_of(world, device), NULL, NULL, &sum),
	                 OR(TS_OK) | OR(TS_UNCHANGED));
	ts_import_destroy(import);
	if (pick(world, 3) == 0)
		history_do(world, index, true);
}

/* What is logged while locked goes into the inbox, which stays here, and then among the logs, which travel. */
static void inbox_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	size_t folded, junk = 0;

	(void)done_right(world,
	                 ts_inbox_log(device->store, "ada", 0, pick(world, 2) != 0 ? texts[pick(world, TEXTS)] : NULL,
	                              moment_pick(world, device)),
	                 OR(TS_OK));
	if (pick(world, 2) != 0)
		(void)done_right(world, ts_inbox_fold(device->store, now_of(world, device), &folded, &junk), OR(TS_OK));
	assert_true(world->killing || junk == 0);
	logs_look(world, index);
}

/* Who looks at the past leaves what the months add up to in the file: what comes later must not leave it there. */
static void look_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	const ts_day today = ts_day_of(SUPPORT_NOW, 0);
	const struct ts_range range = { .first = today - 4000, .last = today };
	struct ts_report report;
	bool done = false;

	(void)done_right(world, ts_flex_prepare(device->store, SUPPORT_NOW, 1000, &done), OR(TS_OK));
	if (done_right(world, ts_totals_read(device->store, range, SUPPORT_NOW, &report), OR(TS_OK)))
		ts_report_release(&report);
}

/* ---- passwords */

const char *password_text(int number, char out[32])
{
	if (number == 0)
		(void)snprintf(out, 32, "%s", SUPPORT_PASSWORD);
	else
		(void)snprintf(out, 32, "password number %d", number);
	return out;
}

/* Which of those that were set opens the device is found out at the login. */
static ts_time try_next(struct world *world)
{
	return world->tried += 24 * TS_HOUR;
}

static enum ts_status auth_end(struct world *world, ts_store *store, ts_auth *auth, bool code)
{
	ts_auth_run(auth);
	enum ts_status status = ts_auth_finish(store, auth);
	if (code && status == TS_OK)
		(void)snprintf(world->codes[world->code_count++], TS_RECOVERY_SIZE, "%s", ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	return status;
}

static void passwd_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	char present[32], next[32];
	ts_auth *auth = NULL;

	if (pick(world, 3) != 0 || world->password_count == SECRETS_MOST)
		return;
	const int number = world->password_count++;
	/* It may have come to it from elsewhere since. */
	for (int i = number; i >= 0; i--) {
		const int tried = i == number ? device->password : i;
		enum ts_status status = ts_passwd_begin(device->store, password_text(tried, present),
		                                        password_text(number, next), try_next(world), &auth);
		if (status == TS_OK)
			status = auth_end(world, device->store, auth, false);
		device->password = status == TS_OK ? number : device->password;
		if (status == TS_OK || world->killing)
			return;
		assert_int_equal(status, TS_DENIED);
	}
	fail_msg("seed %ld: no password opens device %d", world->seed, index);
}

static void recover_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	char next[32];
	ts_auth *auth = NULL;

	if (pick(world, 6) != 0 || world->password_count == SECRETS_MOST || world->code_count == SECRETS_MOST)
		return;
	const int number = world->password_count++;
	for (int i = world->code_count - 1; i >= 0; i--) {
		enum ts_status status = ts_recover_begin(device->store, "ada", world->codes[i],
		                                         password_text(number, next), try_next(world), &auth);
		if (status == TS_OK)
			status = auth_end(world, device->store, auth, true);
		device->password = status == TS_OK ? number : device->password;
		if (status == TS_OK || world->killing)
			return;
		assert_int_equal(status, TS_DENIED);
	}
	/* Where the disk failed, the next code has been seen by nobody. */
	if (world->kills == 0)
		fail_msg("seed %ld: no code opens device %d", world->seed, index);
}

/* ---- one of all that */

void something_do(struct world *world, int index)
{
	static void (*const deeds[])(struct world *, int) = {
		log_do,  log_do,      log_do,      insert_do,  change_do, change_do, change_do, delete_do, activity_do,
		note_do, activity_do, settings_do, import_do,  note_do,   undo_do,   undo_do,   redo_do,   look_do,
		look_do, inbox_do,    passwd_do,   recover_do, owed_do,   owed_do,   owed_do
	};

	world->operations++;
	deeds[pick(world, sizeof deeds / sizeof deeds[0])](world, index);
}
