/*
 * Devices of one user in one process, and a hub in memory; a seed decides everything: clocks up to ten years off, what
 * is done where, links that are cut anywhere, answers that are lost, frames that come twice, files that are copied or
 * put back from a backup, a hub that is put back or made anew. In the end all exchange what they have, and what must
 * hold of them then is looked at.
 */
#include "data/file/store.h"
#include "data/rows/record_log.h"
#include "support_hub.h"
#include "tests/campaign/campaign.h"
#include "tests/data/support_devices.h"
#include "tests/data/support_rows.h"
#include "tests/data/support_seen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	DEVICES_MOST = 5,
	LOGS_MOST = 256,
	LINES_MOST = 64,
	NOTE_DAYS = 2,
	OPERATIONS = 60,
	ROWS = 40, /* merged in a step: less than a frame may hold */
	PATH_SIZE = SUPPORT_PATH_SIZE + 32
};
#define YEARS ((ts_time)10 * 365 * 24 * TS_HOUR)

/* What a user did, and has not taken back anywhere: it has to be there in the end. */
struct made_log {
	struct ts_id id;
	int device;
	long step;
	bool sure;
};
struct made_line {
	ts_day day;
	int device;
	long step;
	bool sure;
};

struct device {
	char path[PATH_SIZE];
	ts_store *store;
	struct link link;
	bool linked, copied;
	ts_time skew;
	unsigned char *kept; /* a backup of the file */
	size_t kept_size;
	long kept_step;
	unsigned events;
};

struct world {
	struct support *support;
	uint64_t chance;
	long seed, step;
	struct memory_hub hub;
	struct device devices[DEVICES_MOST];
	int count;
	struct made_log logs[LOGS_MOST];
	size_t log_count;
	struct made_line lines[LINES_MOST];
	size_t line_count;
	size_t frames, operations, copies;
	bool broken; /* the hub was put back or made anew, a file copied or put back: then all may be sent again */
};

static int pick(struct world *world, int below)
{
	return rows_random_below(&world->chance, below);
}

static ts_time now_of(const struct world *world, const struct device *device)
{
	return SUPPORT_NOW + device->skew + world->step * TS_MINUTE;
}

/* ---- devices */

static void device_open(struct device *device)
{
	char reason[TS_REASON_SIZE];

	if (ts_open(device->path, false, SUPPORT_NOW, reason, &device->store) != TS_OK)
		fail_msg("%s", reason);
	assert_int_equal(support_login(device->store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	rows_hurry(device->store);
}

static void device_unlink(struct device *device)
{
	if (!device->linked)
		return;
	device->events |= device->link.events;
	link_close(&device->link);
	device->linked = false;
}

static void device_link(struct world *world, struct device *device)
{
	if (device->linked)
		return;
	link_open(&device->link, &world->hub, device->store);
	device->linked = true;
}

static ts_time skew_pick(struct world *world)
{
	switch (pick(world, 3)) {
	case 0:
		return 0;
	case 1:
		return (pick(world, 2) != 0 ? 1 : -1) * pick(world, 60) * TS_MINUTE;
	default:
		return (pick(world, 2) != 0 ? 1 : -1) * (ts_time)pick(world, 1000) * (YEARS / 1000);
	}
}

static void world_begin(struct world *world, struct support *support, long seed)
{
	static const char *const names[] = { "desk", "laptop", "phone" };

	*world = (struct world){ .support = support, .seed = seed, .chance = (uint64_t)seed * 7919 + 17 };
	memory_hub_make(&world->hub, 1);
	world->count = 2 + pick(world, 2);
	for (int i = 0; i < world->count; i++) {
		struct device *device = &world->devices[i];
		char suffix[16];
		(void)snprintf(suffix, sizeof suffix, "%d", i);
		(void)snprintf(device->path, sizeof device->path, "%s.%s", support->path, suffix);
		device->store = device_make(support, suffix);
		device->skew = skew_pick(world);
		assert_int_equal(ts_sync_add(device->store, "ssh://home", names[i % 3], now_of(world, device)), TS_OK);
	}
}

static void world_end(struct world *world)
{
	for (int i = 0; i < world->count; i++) {
		device_unlink(&world->devices[i]);
		ts_close(world->devices[i].store);
		free(world->devices[i].kept);
	}
	memory_hub_destroy(&world->hub);
}

/* ---- what a user does */

static const char *const texts[] = { "parser", "review", "mail", "acme: call", "standup", "lunch" };
enum { TEXTS = sizeof texts / sizeof texts[0] };

/* No two logs at one moment: one of the two would give way. */
static ts_time moment_pick(struct world *world, const struct device *device)
{
	ts_time now = now_of(world, device);
	ts_time from = device->skew < 0 && device->skew > -TS_HOUR ? now : SUPPORT_NOW < now ? SUPPORT_NOW : now;

	return from - (ts_time)(1 + pick(world, 4 * 24 * 60)) * TS_MINUTE + (ts_time)world->operations;
}

static void log_unsure(struct world *world, const struct ts_id *id)
{
	for (size_t i = 0; i < world->log_count; i++) {
		if (ts_id_equal(world->logs[i].id, *id))
			world->logs[i].sure = false;
	}
}

static void log_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_done done;
	enum ts_status status =
	        ts_log_text(device->store, texts[pick(world, TEXTS)], pick(world, 3) == 0 ? "why" : NULL,
	                    moment_pick(world, device), now_of(world, device), &done);

	assert_true(status == TS_OK || status == TS_UNCHANGED);
	if (status == TS_OK && world->log_count < LOGS_MOST)
		world->logs[world->log_count++] = (struct made_log){ done.log, index, world->step, true };
}

/* Any log that anybody made, if this device knows it. */
static void change_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_log_change change = { .text = NULL };
	struct ts_done done;
	char comment[16];

	if (world->log_count == 0)
		return;
	const struct ts_id id = world->logs[pick(world, (int)world->log_count)].id;
	(void)snprintf(comment, sizeof comment, "c%ld", world->step);
	switch (pick(world, 3)) {
	case 0:
		change.text = texts[pick(world, TEXTS)];
		break;
	case 1:
		change.comment = comment;
		break;
	default:
		change.move = true;
		change.at = moment_pick(world, device);
	}
	enum ts_status status = ts_log_change(device->store, id, &change, now_of(world, device), &done);
	assert_true(status == TS_OK || status == TS_UNCHANGED || status == TS_NOT_FOUND || status == TS_FUTURE ||
	            status == TS_INVALID);
}

static void delete_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_done done;

	if (world->log_count == 0)
		return;
	const struct ts_id id = world->logs[pick(world, (int)world->log_count)].id;
	enum ts_status status = ts_log_delete(device->store, id, now_of(world, device), &done);
	assert_true(status == TS_OK || status == TS_NOT_FOUND);
	if (status == TS_OK)
		log_unsure(world, &id);
}

static void history_do(struct world *world, int index, bool back)
{
	struct device *device = &world->devices[index];
	struct ts_done done;
	enum ts_status status = back ? ts_undo(device->store, now_of(world, device), &done)
	                             : ts_redo(device->store, now_of(world, device), &done);

	assert_true(status == TS_OK || status == TS_NOT_FOUND);
	if (status != TS_OK)
		return;
	log_unsure(world, &done.log);
	for (size_t i = 0; i < world->line_count && done.deed == TS_DEED_NOTE; i++)
		world->lines[i].sure = world->lines[i].sure && world->lines[i].day != done.day;
}

static void activity_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_activity_change change = { .fields = 1U << pick(world, 5) };
	const ts_time now = now_of(world, device);
	struct ts_activities list;
	struct ts_done done;

	assert_int_equal(ts_activities_read(device->store, now, &list), TS_OK);
	change.text = texts[pick(world, TEXTS)];
	change.slot = pick(world, TS_SLOTS + 1);
	change.colour = pick(world, TS_COLOURS + 1);
	change.rest = pick(world, 2) != 0;
	change.archived = pick(world, 2) != 0;
	if (list.count > 0) {
		const struct ts_activity *activity = &list.at[pick(world, (int)list.count)];
		enum ts_status status = ts_activity_change(device->store, activity->id, &change, now, &done);
		assert_true(status == TS_OK || status == TS_UNCHANGED || status == TS_INVALID ||
		            status == TS_NOT_FOUND);
	}
	ts_activities_release(&list);
}

static const char *line_text(size_t line, char out[32])
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

	if (world->line_count == LINES_MOST)
		return;
	assert_int_equal(ts_note_read(device->store, day, &note), TS_OK);
	size_t size = note.size + 40;
	char *text = malloc(size);
	assert_non_null(text);
	const char *before = note.text ? note.text : "";
	bool ended = note.size == 0 || before[note.size - 1] == '\n';
	int length = snprintf(text, size, "%s%s%s", before, ended ? "" : "\n", line_text(world->line_count, line));
	assert_int_equal(ts_note_save(device->store, &note, text, (size_t)length, now_of(world, device), &done), TS_OK);
	world->lines[world->line_count++] = (struct made_line){ day, index, world->step, true };
	free(text);
	ts_note_release(&note);
}

static void settings_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_settings settings;

	assert_int_equal(ts_settings_read(device->store, &settings), TS_OK);
	if (pick(world, 2) != 0)
		settings.weekly_target = 60 * pick(world, 40);
	else
		settings.idle_lock = pick(world, 20);
	enum ts_status status = ts_settings_write(device->store, &settings, now_of(world, device));
	assert_true(status == TS_OK || status == TS_UNCHANGED);
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
	enum ts_status status = ts_import_run(device->store, import, false, now_of(world, device), NULL, NULL, &sum);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
	ts_import_destroy(import);
	if (pick(world, 3) == 0)
		history_do(world, index, true);
}

static void something_do(struct world *world, int index)
{
	static void (*const deeds[])(struct world *, int) = { log_do,      log_do,    log_do,    change_do,
		                                              change_do,   change_do, delete_do, activity_do,
		                                              activity_do, note_do,   note_do,   settings_do,
		                                              import_do };
	const int deed = pick(world, sizeof deeds / sizeof deeds[0] + 3);

	world->operations++;
	if (deed < (int)(sizeof deeds / sizeof deeds[0]))
		deeds[deed](world, index);
	else
		history_do(world, index, deed % 3 != 0);
}

/* ---- what goes wrong */

/* What was done there after the backup may be gone, if it was not sent. */
static void put_back(struct world *world, int index)
{
	struct device *device = &world->devices[index];

	if (!device->kept)
		return;
	device_unlink(device);
	ts_close(device->store);
	support_file_write(device->path, device->kept, device->kept_size);
	device_open(device);
	for (size_t i = 0; i < world->log_count; i++)
		world->logs[i].sure = world->logs[i].sure &&
		                      (world->logs[i].device != index || world->logs[i].step < device->kept_step);
	for (size_t i = 0; i < world->line_count; i++)
		world->lines[i].sure = world->lines[i].sure &&
		                       (world->lines[i].device != index || world->lines[i].step < device->kept_step);
	world->broken = true;
}

static void back_up(struct world *world, int index)
{
	struct device *device = &world->devices[index];

	free(device->kept);
	device->kept = support_file_read(device->path, &device->kept_size);
	device->kept_step = world->step;
}

/* The same file twice, and both go on. */
static void copy(struct world *world, int index)
{
	struct device *from = &world->devices[index], *to = &world->devices[world->count];
	size_t size;

	if (world->count == DEVICES_MOST)
		return;
	*to = (struct device){ .skew = from->skew };
	(void)snprintf(to->path, sizeof to->path, "%s.%d", world->support->path, world->count);
	unsigned char *bytes = support_file_read(from->path, &size);
	support_file_write(to->path, bytes, size);
	free(bytes);
	device_open(to);
	world->count++;
	world->copies++;
	world->broken = true;
}

static void trouble(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	size_t lost;

	switch (pick(world, 30)) {
	case 0:
		back_up(world, index);
		break;
	case 1:
		put_back(world, index);
		break;
	case 2:
		if (world->operations > OPERATIONS / 2)
			copy(world, index);
		break;
	case 3:
		for (int i = 0; i < world->count; i++)
			device_unlink(&world->devices[i]);
		lost = (size_t)pick(world, 1 + (int)world->hub.count);
		memory_hub_roll_back(&world->hub, world->hub.count - lost);
		world->broken = true;
		break;
	case 4:
		if (pick(world, 4) != 0)
			break;
		for (int i = 0; i < world->count; i++)
			device_unlink(&world->devices[i]);
		memory_hub_destroy(&world->hub);
		memory_hub_make(&world->hub, (unsigned char)(2 + pick(world, 100)));
		world->broken = true;
		break;
	case 5:
		device->skew = skew_pick(world);
		break;
	default:
		break;
	}
}

/* ---- the exchange */

static void some_exchange(struct world *world, int index)
{
	struct device *device = &world->devices[index];

	world->hub.loses_acks = pick(world, 4) == 0;
	world->hub.repeats = pick(world, 4) == 0;
	device_link(world, device);
	size_t frames = world->hub.count;
	const size_t rows = 1 + (size_t)pick(world, ROWS);
	link_pump(&device->link, 1 + pick(world, 12), rows, now_of(world, device), &world->chance);
	world->frames += world->hub.count - frames;
	if (pick(world, 3) == 0)
		device_unlink(device);
}

/* Until nobody has anything to say. */
static void full_exchange(struct world *world)
{
	bool silent = false;

	world->hub.loses_acks = world->hub.repeats = false;
	for (int round = 0; !silent; round++) {
		assert_true(round < 40);
		size_t frames = world->hub.count;
		silent = true;
		for (int i = 0; i < world->count; i++) {
			struct device *device = &world->devices[i];
			device_unlink(device);
			device_link(world, device);
			link_pump(&device->link, 0, ROWS, now_of(world, device), &world->chance);
			assert_int_equal(device->link.step.state, TS_SYNC_LIVE);
			silent = silent && device->link.changed == 0 && device->link.step.unsent == 0;
			device_unlink(device);
		}
		silent = silent && (world->hub.count == frames || round > 20);
	}
}

/* ---- what must hold */

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
		ts_close(world->devices[i].store);
		device_open(&world->devices[i]);
		seen_read(&other, world->devices[i].store, SUPPORT_NOW + YEARS);
		if (seen_compare(&seen, &none, &other, &wrong) != SEEN_SAME)
			fail_msg("seed %ld, device %d: %s", world->seed, i, wrong);
		seen_release(&other);
	}
	seen_release(&seen);
}

static void assert_same(struct world *world)
{
	unsigned char first[TALLY_SIZE], sum[TALLY_SIZE];

	travels_sum(world->devices[0].store, first);
	for (int i = 0; i < world->count; i++) {
		travels_sum(world->devices[i].store, sum);
		if (memcmp(first, sum, TALLY_SIZE) != 0)
			fail_msg("seed %ld: device %d has not what device 0 has", world->seed, i);
		assert_int_equal(unsent(world->devices[i].store), 0);
	}
}

static void assert_kept(struct world *world)
{
	for (int i = 0; i < world->count; i++) {
		ts_store *store = world->devices[i].store;
		struct ts_check check;
		for (size_t j = 0; j < world->log_count; j++) {
			struct row_log row;
			if (!world->logs[j].sure)
				continue;
			if (record_log_read(store, &world->logs[j].id, &row) != TS_OK || row.dead)
				fail_msg("seed %ld: log %zu of device %d is not on device %d", world->seed, j,
				         world->logs[j].device, i);
		}
		for (size_t j = 0; j < world->line_count; j++) {
			struct ts_note note;
			char line[32];
			if (!world->lines[j].sure)
				continue;
			assert_int_equal(ts_note_read(store, world->lines[j].day, &note), TS_OK);
			if (!note.text || !strstr(note.text, line_text(j, line)))
				fail_msg("seed %ld: line %zu of device %d is not on device %d", world->seed, j,
				         world->lines[j].device, i);
			ts_note_release(&note);
		}
		assert_int_equal(ts_check(store, true, &check), TS_OK);
		assert_int_equal(check.damaged, 0);
	}
}

/* A later change of what has been seen holds, whatever the clocks say; and who only takes part queues nothing. */
static void assert_causal(struct world *world)
{
	for (int round = 0; round < 3 * world->count; round++) {
		const int index = round % world->count;
		struct device *device = &world->devices[index];
		struct ts_settings settings, read;
		world->step++;
		assert_int_equal(ts_settings_read(device->store, &settings), TS_OK);
		settings.day_start = (settings.day_start + 7) % 700;
		assert_int_equal(ts_settings_write(device->store, &settings, now_of(world, device)), TS_OK);
		size_t frames = world->hub.count;
		full_exchange(world);
		/* The change, and what each then says of how far it is. */
		const size_t heads = (size_t)(world->broken ? 3 * world->count : world->count);
		if (world->hub.count > frames + 1 + heads)
			fail_msg("seed %ld: %zu frames for a change", world->seed, world->hub.count - frames);
		for (int i = 0; i < world->count; i++) {
			assert_int_equal(ts_settings_read(world->devices[i].store, &read), TS_OK);
			if (read.day_start != settings.day_start)
				fail_msg("seed %ld: what device %d sets does not hold on device %d", world->seed, index,
				         i);
		}
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

/* When nothing was lost or copied, nothing is said of it; and each device knows that the others have the same. */
static void assert_quiet(struct world *world)
{
	const unsigned loud = TS_SYNC_COPY | TS_SYNC_OTHER_HUB | TS_SYNC_HUB_LOST | TS_SYNC_MISSING | TS_SYNC_FORKED |
	                      TS_SYNC_JUNK | TS_SYNC_DIFFERENT;

	for (int i = 0; i < world->count; i++) {
		struct ts_sync_info info;
		struct ts_devices list;
		assert_int_equal(ts_sync_read(world->devices[i].store, &info), TS_OK);
		assert_int_equal(info.junk + info.healed + info.left + info.oversize, 0);
		if (world->devices[i].events & (world->broken ? TS_SYNC_DIFFERENT | TS_SYNC_JUNK : loud))
			fail_msg("seed %ld: device %d says %x", world->seed, i, world->devices[i].events);
		assert_int_equal(ts_devices_read(world->devices[i].store, &list), TS_OK);
		for (size_t j = 0; j < list.count && !world->broken; j++) {
			if (!list.at[j].self && !(list.at[j].compared && list.at[j].same))
				fail_msg("seed %ld: device %d does not know whether %s has the same", world->seed, i,
				         list.at[j].name);
		}
		ts_devices_release(&list);
	}
}

static void seed_run(struct support *support, long seed, long figures[3])
{
	struct world *world = malloc(sizeof *world);

	assert_non_null(world);
	world_begin(world, support, seed);
	for (world->step = 1; world->step <= OPERATIONS; world->step++) {
		const int index = pick(world, world->count);
		something_do(world, index);
		if (seed % 2 != 0)
			trouble(world, index);
		if (pick(world, 2) == 0)
			some_exchange(world, pick(world, world->count));
	}
	full_exchange(world);
	assert_same(world);
	if (seed % 5 == 0)
		assert_seen_same(world);
	assert_kept(world);
	assert_causal(world);
	assert_import_undone(world);
	assert_quiet(world);
	figures[0] += (long)world->operations;
	figures[1] += (long)world->frames;
	figures[2] += (long)world->copies;
	world_end(world);
	free(world);
}

static void devices_come_to_the_same_whatever_happens(void **state)
{
	long seeds = campaign_rounds(12, 10000), figures[3] = { 0 };

	for (long seed = 0; seed < seeds; seed++)
		seed_run(*state, seed, figures);
	print_message("%ld seeds: %ld operations, %ld frames, %ld copies\n", seeds, figures[0], figures[1], figures[2]);
	campaign_record("Sync",
	                "devices with clocks up to ten years off, cut links, lost answers, copies, backups, lost hubs",
	                seeds, "seeds", 0, "different");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(devices_come_to_the_same_whatever_happens, support_setup_login,
		                                support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
