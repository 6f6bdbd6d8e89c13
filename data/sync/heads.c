/* How far this machine has followed other devices at a hub, as it remembers beside the file: where the hub hands out
 * less to an older file, it is known what is missing. */
#include "data/sync/turn.h"

#include "data/file/anchor_file.h"
#include "data/file/store.h"

#include <string.h>

void turn_heads_keep(const struct turn *turn)
{
	for (size_t i = 0; i < turn->devices.count; i++) {
		const struct device_row *row = &turn->devices.at[i];
		const struct anchor_head head = { .hub = turn->hub.hub, .counter = row->counter };
		if (turn->device_dirty[i] && row->counter > 0)
			anchor_head_write(turn->store, &row->id, &head);
	}
}

static void head_compare(const struct ts_id *device, const struct anchor_head *head, void *context)
{
	struct turn *turn = context;
	struct device_row *row = device_row_find(&turn->devices, device);

	if (!ts_id_equal(head->hub, turn->hub.hub) || ts_id_equal(*device, turn->hub.device) ||
	    (row && (row->missing || row->counter >= head->counter)))
		return;
	row = row ? row : device_row_make(&turn->devices, device);
	if (!row)
		return;
	row->missing = true;
	turn->device_dirty[row - turn->devices.at] = true;
	turn->events |= TS_SYNC_MISSING;
	memcpy(turn->device, row->name, sizeof turn->device);
	/* That device is to hear of it. */
	turn->owes = true;
}

void turn_heads_compare(struct turn *turn)
{
	anchor_heads_visit(turn->store, head_compare, turn);
}
