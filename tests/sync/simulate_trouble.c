/* What goes wrong in a simulation: files that are copied, put back or damaged, processes that are killed, hubs that are
 * lost, and hubs that lie. */
#include "simulate.h"

#include "data/file/store.h"
#include "data/rows/record_log.h"
#include "data/rows/record_outbox.h"
#include "tests/data/support_fault.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- files */

/* What was done there after the backup may be gone, if it was not sent. */
static void put_back(struct world *world, int index)
{
	struct device *device = &world->devices[index];

	if (!device->kept)
		return;
	device_unlink(device);
	ts_close(device->store);
	support_file_write(device->path, device->kept, device->kept_size);
	device->restored = true;
	device_open(world, device);
	for (size_t i = 0; i < world->log_count; i++)
		world->logs[i].sure = world->logs[i].sure &&
		                      (world->logs[i].device != index || world->logs[i].step < device->kept_step);
	for (size_t i = 0; i < world->line_count; i++)
		world->lines[i].sure = world->lines[i].sure &&
		                       (world->lines[i].device != index || world->lines[i].step < device->kept_step);
	if (world->anchored && pick(world, 2) != 0)
		assert_int_equal(ts_anchor_accept(device->store), TS_OK);
	world->broken = true;
}

static void back_up(struct world *world, int index)
{
	struct device *device = &world->devices[index];

	free(device->kept);
	device->kept = support_file_read(device->path, &device->kept_size);
	device->kept_step = world->step;
}

/* The same file twice, and both go on: on this machine, or on another one. */
static void copy(struct world *world, int index)
{
	struct device *from = &world->devices[index], *to = &world->devices[world->count];
	const bool elsewhere = pick(world, 2) != 0;
	size_t size;

	if (world->count == DEVICES_MOST)
		return;
	*to = (struct device){ .skew = from->skew, .password = from->password };
	memcpy(to->folder, from->folder, sizeof to->folder);
	memcpy(to->anchors, from->anchors, sizeof to->anchors);
	(void)snprintf(to->path, sizeof to->path, "%.500s.%d", world->support->path, world->count);
	if (elsewhere)
		(void)snprintf(to->anchors, sizeof to->anchors, "%.500s.%d.anchors", world->support->path,
		               world->count);
	unsigned char *bytes = support_file_read(from->path, &size);
	support_file_write(to->path, bytes, size);
	free(bytes);
	device_open(world, to);
	to->restored = from->restored = true;
	for (size_t i = 0; i < world->log_count; i++)
		world->logs[i].touched |= (world->logs[i].touched >> index & 1U) << world->count;
	world->count++;
	world->copies++;
	world->broken = true;
}

/* A row that another device has too, and that is not on its way from here. */
static void spoil(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	ts_store *other = world->devices[(index + 1) % world->count].store;
	sqlite3_stmt *statement = NULL;
	struct row_log row;
	bool queued = true;

	if (world->log_count == 0 || world->spoiled_count == SPOILED_MOST)
		return;
	const struct ts_id id = world->logs[pick(world, (int)world->log_count)].id;
	assert_int_equal(record_queued(device->store, OUTBOX_LOG, &id, &queued), TS_OK);
	if (queued || record_log_read(device->store, &id, &row) != TS_OK || record_log_read(other, &id, &row) != TS_OK)
		return;
	assert_int_equal(sqlite3_prepare_v2(device->store->database,
	                                    "UPDATE log SET blob = CAST(blob || x'00' AS BLOB) WHERE id = ?", -1,
	                                    &statement, NULL),
	                 SQLITE_OK);
	assert_int_equal(sqlite3_bind_blob(statement, 1, id.bytes, TS_ID_SIZE, SQLITE_STATIC), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
	assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
	world->spoiled[world->spoiled_count++] = id;
}

/* ---- processes */

void kill_arm(struct world *world)
{
	world->killing = true;
	world->kills++;
	fault_arm(1 + pick(world, 24), SQLITE_IOERR, true);
}

void kill_end(struct world *world, int index)
{
	struct device *device = &world->devices[index];

	device_unlink(device);
	ts_close(device->store);
	fault_arm(0, 0, false);
	world->killing = false;
	device_open(world, device);
}

/* ---- the hub */

void lie_begin(struct world *world)
{
	struct memory_hub *hub = &world->hub;

	switch (world->lie) {
	case LIE_WITHHOLDS:
		hub->each = 2 + (size_t)pick(world, 5);
		break;
	case LIE_FORKS:
		hub->forks = true;
		break;
	case LIE_REPLAYS:
		memory_hub_replay(hub, (size_t)pick(world, 1 + (int)hub->count));
		break;
	case LIE_KEYRING:
		hub->exchanges = true;
		break;
	case LIE_DEAF:
		hub->deaf = true;
		break;
	default:
		break;
	}
}

void lie_end(struct world *world)
{
	world->hub.each = 0;
	world->hub.forks = world->hub.exchanges = world->hub.deaf = false;
	world->lie = LIE_NONE;
}

static void lie_do(struct world *world)
{
	if (pick(world, 12) == 0)
		lie_begin(world);
	/* It does not lie all of the time. */
	if (pick(world, 12) == 0) {
		enum lie lie = world->lie;
		lie_end(world);
		world->lie = lie;
	}
}

/* ---- one of all that */

void trouble(struct world *world, int index)
{
	struct device *device = &world->devices[index];

	if (world->lie != LIE_NONE)
		lie_do(world);
	if (world->spoils && pick(world, 12) == 0)
		spoil(world, index);
	const int what = pick(world, 44);
	if (what == 0)
		device->skew = world->seed % 3 == 0 ? 0 : device->skew + (pick(world, 3) - 1) * TS_HOUR;
	if (!world->troubles)
		return;
	switch (what) {
	case 1:
	case 2:
		back_up(world, index);
		break;
	case 3:
		put_back(world, index);
		break;
	case 4:
		if (world->operations > OPERATIONS / 2)
			copy(world, index);
		break;
	case 5:
	case 6:
		hub_keep(world);
		break;
	case 7:
		hub_put_back(world);
		break;
	case 8:
		if (pick(world, 4) == 0)
			hub_make_anew(world);
		break;
	case 9:
		hub_compact(world, index);
		break;
	default:
		break;
	}
}
