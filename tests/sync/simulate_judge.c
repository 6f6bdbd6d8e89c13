/* What must hold in a simulation once all have exchanged what they have. */
#include "simulate.h"

#include "data/file/store.h"
#include "data/rows/record_log.h"
#include "tests/data/support_devices.h"
#include "tests/data/support_seen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the same everywhere, and sound */

bool devices_same(struct world *world)
{
	unsigned char first[TALLY_SIZE], sum[TALLY_SIZE];
	bool same = true;

	travels_sum(world->devices[0].store, first);
	for (int i = 0; i < world->count; i++) {
		travels_sum(world->devices[i].store, sum);
		same = same && memcmp(first, sum, TALLY_SIZE) == 0 && unsent(world->devices[i].store) == 0;
	}
	return same;
}

static void assert_same(struct world *world)
{
	if (!devices_same(world))
		fail_msg("seed %ld: not all devices have the same", world->seed);
}

/* A machine's own half of the settings is its own. */
static void local_settings_reset(struct world *world)
{
	for (int i = 0; i < world->count; i++) {
		struct ts_settings settings;
		assert_int_equal(ts_settings_read(world->devices[i].store, &settings), TS_OK);
		settings.idle_lock = 10;
		enum ts_status status =
		        ts_settings_write(world->devices[i].store, &settings, now_of(world, &world->devices[i]));
		assert_true(status == TS_OK || status == TS_UNCHANGED);
		assert_int_equal(unsent(world->devices[i].store), 0);
	}
}

/* Line by line, what one device has kept in memory against what others read from their files. */
static void assert_seen_same(struct world *world)
{
	struct seen seen = { 0 }, other = { 0 };
	const struct seen none = { 0 };
	const char *wrong = NULL;

	local_settings_reset(world);
	seen_read(&seen, world->devices[0].store, SUPPORT_NOW + YEARS);
	assert_int_equal(seen.damaged, 0);
	for (int i = 1; i < world->count; i++) {
		device_reopen(world, &world->devices[i]);
		seen_read(&other, world->devices[i].store, SUPPORT_NOW + YEARS);
		if (seen_compare(&seen, &none, &other, &wrong) != SEEN_SAME)
			fail_msg("seed %ld, device %d: %s", world->seed, i, wrong);
		seen_release(&other);
	}
	seen_release(&seen);
	owed_assert_same(world);
}

/* ---- nothing is lost */

static void logs_assert(struct world *world, int index)
{
	for (size_t i = 0; i < world->log_count; i++) {
		const struct made_log *log = &world->logs[i];
		struct row_log row;
		if (log->sure && (record_log_read(world->devices[index].store, &log->id, &row) != TS_OK || row.dead))
			fail_msg("seed %ld: log %zu of device %d is not on device %d", world->seed, i, log->device,
			         index);
	}
}

static void lines_assert(struct world *world, int index)
{
	for (size_t i = 0; i < world->line_count; i++) {
		const struct made_line *made = &world->lines[i];
		struct ts_note note;
		char line[32];
		if (!made->sure)
			continue;
		assert_int_equal(ts_note_read(world->devices[index].store, made->day, &note), TS_OK);
		if (!note.text || !strstr(note.text, line_text(i, line)))
			fail_msg("seed %ld: line %zu of device %d is not on device %d", world->seed, i, made->device,
			         index);
		ts_note_release(&note);
	}
}

/* An alarm is raised where a file was put back, and nowhere else. */
static void anchors_assert(const struct world *world, const struct device *device)
{
	int64_t behind = 0;

	if (!world->anchored)
		return;
	assert_int_equal(ts_anchor_read(device->store, &behind), TS_OK);
	if (behind > 0 && !device->restored)
		fail_msg("seed %ld: %s is said to lack %lld changes", world->seed, device->path, (long long)behind);
}

static void assert_kept(struct world *world)
{
	for (int i = 0; i < world->count; i++) {
		struct ts_check check;
		logs_assert(world, i);
		lines_assert(world, i);
		assert_int_equal(ts_check(world->devices[i].store, true, &check), TS_OK);
		if (check.damaged != 0)
			fail_msg("seed %ld: %lld rows of device %d do not verify", world->seed,
			         (long long)check.damaged, i);
		anchors_assert(world, &world->devices[i]);
	}
}

/* One password opens all of them. */
static void assert_one_password(struct world *world)
{
	for (int i = 0; i < world->count; i++) {
		ts_lock(world->devices[i].store);
		device_login(world, &world->devices[i]);
		if (world->devices[i].password != world->devices[0].password)
			fail_msg("seed %ld: password %d opens device 0, and %d device %d", world->seed,
			         world->devices[0].password, world->devices[i].password, i);
	}
}

/* ---- later holds */

/* What is changed of what has been seen: settings, a log, an activity, by turns. */
static void causal_change(struct world *world, int index, int round, struct ts_id log, struct ts_settings *settings,
                          char comment[24])
{
	struct device *device = &world->devices[index];
	struct ts_log_change change = { .comment = comment };
	struct ts_done done;

	assert_int_equal(ts_settings_read(device->store, settings), TS_OK);
	(void)snprintf(comment, 24, "round %d", round);
	if (round % 2 != 0) {
		assert_int_equal(ts_log_change(device->store, log, &change, now_of(world, device), &done), TS_OK);
		return;
	}
	settings->day_start = (settings->day_start + 7) % 700;
	assert_int_equal(ts_settings_write(device->store, settings, now_of(world, device)), TS_OK);
}

static void causal_assert(struct world *world, int index, bool log_too, struct ts_id log,
                          const struct ts_settings *settings, const char *comment)
{
	for (int i = 0; i < world->count; i++) {
		struct ts_settings read;
		struct row_log row;
		assert_int_equal(ts_settings_read(world->devices[i].store, &read), TS_OK);
		assert_int_equal(record_log_read(world->devices[i].store, &log, &row), TS_OK);
		if (read.day_start != settings->day_start || (log_too && strcmp(row.comment, comment) != 0))
			fail_msg("seed %ld: what device %d changes last does not hold on device %d: %d for %d, '%s' "
			         "for '%s'",
			         world->seed, index, i, read.day_start, settings->day_start, row.comment, comment);
	}
}

/* A later change of what has been seen holds, whatever the clocks say; and who only takes part queues nothing. */
static void assert_causal(struct world *world)
{
	struct ts_done made;
	const ts_time now = now_of(world, &world->devices[0]);

	assert_int_equal(
	        ts_log_text(world->devices[0].store, "causal", NULL, SUPPORT_NOW - YEARS - YEARS / 10, now, &made),
	        TS_OK);
	full_exchange(world);
	for (int round = 0; round < 3 * world->count; round++) {
		const int index = round % world->count;
		struct ts_settings settings;
		char comment[24];
		world->step++;
		causal_change(world, index, round, made.log, &settings, comment);
		size_t frames = world->hub.count;
		full_exchange(world);
		/* The change, and what each then says of how far it is. */
		const size_t heads = (size_t)(world->broken ? 3 * world->count : world->count);
		if (world->hub.count > frames + 1 + heads)
			fail_msg("seed %ld: %zu frames for a change", world->seed, world->hub.count - frames);
		causal_assert(world, index, round % 2 != 0, made.log, &settings, comment);
	}
}

/* Undoing an import elsewhere than where the clock is ahead holds, too. */
static void assert_import_undone(struct world *world)
{
	struct device *device = &world->devices[pick(world, world->count)];
	static const char clocks[] = "i 2015-05-02 09:00:00 undone\no 2015-05-02 10:00:00\n";
	ts_import *import = NULL;
	struct ts_imported sum;
	struct ts_done done;

	assert_int_equal(ts_import_create(TS_FORMAT_TIMECLOCK, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "clocks", clocks, sizeof clocks - 1), TS_OK);
	assert_int_equal(ts_import_run(device->store, import, false, now_of(world, device), NULL, NULL, &sum), TS_OK);
	ts_import_destroy(import);
	full_exchange(world);
	device->skew = -YEARS / 2;
	assert_int_equal(ts_undo(device->store, now_of(world, device), &done), TS_OK);
	full_exchange(world);
	assert_same(world);
	for (int i = 0; i < world->count; i++)
		rows_assert_day(world->devices[i].store, ts_day_from_civil(2015, 5, 2), SUPPORT_NOW, "");
}

/* ---- what is said */

static void others_assert_known(const struct world *world, int index)
{
	struct ts_devices list;

	assert_int_equal(ts_devices_read(world->devices[index].store, &list), TS_OK);
	for (size_t j = 0; j < list.count; j++) {
		if (!list.at[j].self && !(list.at[j].compared && list.at[j].same))
			fail_msg("seed %ld: device %d does not know whether %s has the same", world->seed, index,
			         list.at[j].name);
	}
	ts_devices_release(&list);
}

/* When nothing was lost or copied, nothing is said of it; and each device knows that the others have the same.
 * differed: they had not, so that it is right to say so. */
static void assert_quiet(struct world *world, bool differed)
{
	const unsigned broken = differed ? TS_SYNC_JUNK : TS_SYNC_DIFFERENT | TS_SYNC_JUNK;
	const unsigned loud = TS_SYNC_COPY | TS_SYNC_OTHER_HUB | TS_SYNC_HUB_LOST | TS_SYNC_MISSING | TS_SYNC_FORKED |
	                      TS_SYNC_JUNK | TS_SYNC_DIFFERENT;

	for (int i = 0; i < world->count; i++) {
		struct ts_sync_info info;
		assert_int_equal(ts_sync_read(world->devices[i].store, &info), TS_OK);
		if (info.junk + info.left + info.oversize + info.healed != 0 && world->spoiled_count == 0)
			fail_msg("seed %ld: device %d: junk %lld, left %lld, healed %lld", world->seed, i,
			         (long long)info.junk, (long long)info.left, (long long)info.healed);
		/* Files of a folder come in no order. Of what several processes of a device have sent again and again,
		 * the one may be forgotten that is gone on from. */
		const unsigned mute = (world->kind == HUB_FOLDER ? TS_SYNC_MISSING | TS_SYNC_FORKED : 0U) |
		                      (world->holders > 1 ? TS_SYNC_FORKED : 0U);
		if (world->devices[i].events & (world->broken ? broken : loud) & ~mute)
			fail_msg("seed %ld: device %d says %x", world->seed, i, world->devices[i].events);
		if (!world->broken)
			others_assert_known(world, i);
	}
}

/* ---- after lies */

/* Everybody does something: so that what is missing is missed. */
static void everybody_logs(struct world *world)
{
	bool silent;

	world->hub.loses_acks = world->hub.repeats = false;
	for (int i = 0; i < world->count; i++) {
		world->operations++;
		world->step++;
		log_do(world, i);
	}
	for (int i = 0; i < 3; i++)
		round_exchange(world, &silent);
}

static bool anybody_names(const struct world *world)
{
	const unsigned names =
	        TS_SYNC_HUB_LOST | TS_SYNC_OTHER_HUB | TS_SYNC_MISSING | TS_SYNC_FORKED | TS_SYNC_DIFFERENT;
	unsigned said = 0;
	bool refused = false;

	for (int i = 0; i < world->count; i++) {
		said |= world->devices[i].events;
		refused = refused || world->devices[i].wire.step.state == TS_SYNC_REFUSED;
	}
	return (said & names) || refused;
}

/* A hub that has lied: where devices have not the same, one says so; once it lies no more, they come to it. */
static void assert_lies_named(struct world *world)
{
	bool well = false;

	/* What was withheld last is missed when its device speaks again. */
	for (int round = 0; round < 3 || (!well && round < 8); round++) {
		everybody_logs(world);
		well = devices_same(world) || anybody_names(world);
	}
	/* As long as nothing crosses, a fork is as two halves of which the other one is off. */
	const bool crosses = world->lie != LIE_FORKS;
	if (!well && crosses)
		fail_msg("seed %ld: the hub lies, and nobody says so", world->seed);
	lie_end(world);
	for (int day = 0; day < 8; day++) {
		world->days += 2;
		everybody_logs(world);
		if (!well && !anybody_names(world))
			fail_msg("seed %ld: the hub has lied, and nobody says so", world->seed);
	}
	world->broken = true;
	for (int i = 0; i < world->count; i++)
		world->devices[i].events = 0;
}

/* Rows that are damaged are healed by who sends them once more, one after the other: what is on its way from here is
 * not replaced. */
static void spoiled_heal(struct world *world)
{
	for (int i = 0; i < world->count; i++) {
		struct device *device = &world->devices[i];
		struct ts_sync_info info;
		assert_int_equal(ts_sync_read(device->store, &info), TS_OK);
		assert_int_equal(ts_sync_remove(device->store), TS_OK);
		assert_int_equal(ts_sync_add(device->store, "ssh://home", info.device, now_of(world, device)), TS_OK);
		full_exchange(world);
	}
	/* Where one came that was changed since, the sums object until the user says that it is well. */
	for (int i = 0; i < world->count; i++) {
		struct device *device = &world->devices[i];
		if (!rows_audit(device->store).sound)
			assert_int_equal(ts_audit_accept(device->store, now_of(world, device)), TS_OK);
		device->events = 0;
	}
	world->broken = true;
	full_exchange(world);
}

/* All is sent again once a day at most: what was lost twice in one may come on the next. True: something was. */
static bool days_pass(struct world *world)
{
	int days = 0;

	while (days < 3 && world->broken && !devices_same(world)) {
		days++;
		world->days += 2;
		everybody_logs(world);
		full_exchange(world);
	}
	return days > 0;
}

void judge(struct world *world)
{
	if (world->lie != LIE_NONE)
		assert_lies_named(world);
	full_exchange(world);
	if (world->spoiled_count > 0)
		spoiled_heal(world);
	const bool differed = days_pass(world);
	assert_same(world);
	if (world->seed % 5 == 0)
		assert_seen_same(world);
	assert_kept(world);
	assert_causal(world);
	assert_import_undone(world);
	assert_quiet(world, differed);
	assert_one_password(world);
}
