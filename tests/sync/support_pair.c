/* Two devices at one hub. */
#include "support_pair.h"

#include "tests/data/support_devices.h"
#include "tests/data/support_rows.h"

#include <string.h>

void pair_begin(struct pair *pair, void **state)
{
	*pair = (struct pair){ .support = *state, .chance = 7 };
	memory_hub_make(&pair->hub, 1);
	pair->desk = pair->support->store;
	rows_hurry(pair->desk);
	pair->laptop = device_make(pair->support, "laptop");
	assert_int_equal(ts_sync_add(pair->desk, "ssh://home", "desk", SUPPORT_NOW), TS_OK);
	assert_int_equal(ts_sync_add(pair->laptop, "ssh://home", "laptop", SUPPORT_NOW), TS_OK);
}

void pair_end(struct pair *pair)
{
	ts_close(pair->laptop);
	memory_hub_destroy(&pair->hub);
}

void pair_visit(struct link *link, struct pair *pair, ts_store *store, ts_time at)
{
	link_open(link, &pair->hub, store);
	link_pump(link, 0, MANY, at, &pair->chance);
	link_close(link);
}

/* Both, until neither has anything to say. */
void pair_exchange(struct pair *pair)
{
	unsigned desk = 0, laptop = 0;

	for (int i = 0; i < 4; i++) {
		pair_visit(&pair->desk_link, pair, pair->desk, SUPPORT_NOW);
		pair_visit(&pair->laptop_link, pair, pair->laptop, SUPPORT_NOW);
		desk |= pair->desk_link.events;
		laptop |= pair->laptop_link.events;
	}
	pair->desk_link.events = desk;
	pair->laptop_link.events = laptop;
}

void pair_assert_same(struct pair *pair)
{
	unsigned char desk[TALLY_SIZE], laptop[TALLY_SIZE];

	travels_sum(pair->desk, desk);
	travels_sum(pair->laptop, laptop);
	assert_memory_equal(desk, laptop, TALLY_SIZE);
	assert_int_equal(unsent(pair->desk), 0);
	assert_int_equal(unsent(pair->laptop), 0);
}

struct ts_device device_named(ts_store *store, const char *name)
{
	struct ts_devices devices;
	struct ts_device found = { .name = "" };

	assert_int_equal(ts_devices_read(store, &devices), TS_OK);
	for (size_t i = 0; i < devices.count; i++) {
		if (strcmp(devices.at[i].name, name) == 0)
			found = devices.at[i];
	}
	ts_devices_release(&devices);
	return found;
}
