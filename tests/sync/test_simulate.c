/*
 * Devices of one user in one process, and a hub; a seed decides everything: clocks up to ten years off, what is done
 * where, links that are cut anywhere, answers that are lost, frames that come twice, processes that are killed between
 * any two writes, files that are copied, damaged or put back from a backup, a hub in memory, in a file, or in folders
 * that something carries carelessly, and that is put back, made anew, compacted, or lies. In the end all exchange what
 * they have, and what must hold of them then is looked at.
 */
#include "simulate.h"

#include "data/file/store.h"
#include "tests/campaign/campaign.h"
#include "tests/data/support_devices.h"
#include "tests/data/support_fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

ts_time now_of(const struct world *world, const struct device *device)
{
	return SUPPORT_NOW + device->skew + world->step * TS_MINUTE + world->days * 24 * TS_HOUR;
}

/* ---- devices */

/* A process that is killed leaves a journal: then there has to be one. */
static void hurry(const struct world *world, ts_store *store)
{
	if (!world->kills_on)
		rows_hurry(store);
	else
		assert_int_equal(sqlite3_exec(store->database, "PRAGMA synchronous = OFF", NULL, NULL, NULL),
		                 SQLITE_OK);
}

void device_login(struct world *world, struct device *device)
{
	char password[32];

	for (int i = world->password_count; i >= 0; i--) {
		const int number = i == world->password_count ? device->password : i;
		world->tried += 24 * TS_HOUR;
		enum ts_status status =
		        support_login(device->store, "ada", password_text(number, password), world->tried);
		device->password = number;
		if (status == TS_OK)
			return;
		if (status != TS_DENIED)
			fail_msg("seed %ld: %s: %s", world->seed, ts_status_text(status), ts_detail(device->store));
	}
	fail_msg("seed %ld: no password opens %s", world->seed, device->path);
}

void device_open(struct world *world, struct device *device)
{
	char reason[TS_REASON_SIZE];

	if (ts_open(device->path, false, SUPPORT_NOW, reason, &device->store) != TS_OK)
		fail_msg("seed %ld: %s", world->seed, reason);
	if (world->anchored)
		assert_int_equal(ts_anchor_use(device->store, device->anchors), TS_OK);
	device_login(world, device);
	hurry(world, device->store);
}

void device_reopen(struct world *world, struct device *device)
{
	device_unlink(device);
	ts_close(device->store);
	device_open(world, device);
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

static void device_begin(struct world *world, int index)
{
	static const char *const names[] = { "desk", "laptop", "phone", "tablet" };
	struct device *device = &world->devices[index];
	char suffix[16];

	(void)snprintf(suffix, sizeof suffix, "%d", index);
	(void)snprintf(device->path, sizeof device->path, "%.500s.%s", world->support->path, suffix);
	(void)snprintf(device->anchors, sizeof device->anchors, "%.500s.%s.anchors", world->support->path, suffix);
	(void)snprintf(device->folder, sizeof device->folder, "%.500s.%s.folder", world->support->path, suffix);
	assert_int_equal(mkdir(device->folder, 0700), 0);
	device->store = device_make(world->support, suffix);
	device_reopen(world, device);
	device->skew = skew_pick(world);
	assert_int_equal(ts_sync_add(device->store, "ssh://home", names[index], now_of(world, device)), TS_OK);
}

void world_begin(struct world *world, struct support *support, const char *code, long seed)
{
	*world = (struct world){ .support = support, .code = code, .seed = seed, .chance = (uint64_t)seed * 7919 + 17 };
	world->password_count = world->code_count = 1;
	(void)snprintf(world->codes[0], sizeof world->codes[0], "%s", code);
	world->tried = SUPPORT_NOW + YEARS;
	world->kind = seed % 8 == 5 ? HUB_FILE : seed % 8 == 6 ? HUB_FOLDER : HUB_MEMORY;
	world->troubles = seed % 2 != 0;
	world->kills_on = seed % 3 == 1;
	world->anchored = seed % 5 < 2;
	if (world->kind == HUB_MEMORY && seed % 2 == 0)
		world->lie = seed / 2 % 3 != 0 ? LIE_NONE : (enum lie)(1 + seed / 6 % (LIE_COUNT - 1));
	world->spoils = world->lie == LIE_NONE && seed % 8 == 4;
	memory_hub_make(&world->hub, 1);
	(void)snprintf(world->place, sizeof world->place, "%.500s/hub", support->directory);
	world->count = 2 + pick(world, 3);
	for (int i = 0; i < world->count; i++)
		device_begin(world, i);
}

static void files_remove(const struct world *world)
{
	char command[2 * PATH_SIZE + 64];

	(void)snprintf(command, sizeof command, "rm -rf '%s'.[0-9]* '%s'", world->support->path, world->place);
	/* NOLINTNEXTLINE(cert-env33-c): the test's own files */
	assert_int_equal(system(command), 0);
}

void world_end(struct world *world)
{
	for (int i = 0; i < world->count; i++) {
		device_unlink(&world->devices[i]);
		ts_close(world->devices[i].store);
		free(world->devices[i].kept);
	}
	free(world->hub_kept);
	memory_hub_destroy(&world->hub);
	files_remove(world);
}

/* ---- one seed, and many */

struct begun {
	struct support *support;
	char code[TS_RECOVERY_SIZE];
};

static int setup(void **state)
{
	struct begun *begun = calloc(1, sizeof *begun);
	ts_auth *auth = NULL;
	void *support;

	assert_non_null(begun);
	chance_begin(0);
	assert_int_equal(support_setup(&support), 0);
	begun->support = support;
	ts_store *store = support_open(begun->support);
	assert_int_equal(ts_register_begin(store, "ada", SUPPORT_PASSWORD, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	(void)snprintf(begun->code, sizeof begun->code, "%s", ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	*state = begun;
	return 0;
}

static int teardown(void **state)
{
	struct begun *begun = *state;
	void *support = begun->support;

	chance_end();
	free(begun);
	return support_teardown(&support);
}

static void step_run(struct world *world)
{
	const int index = pick(world, world->count);
	const bool killed = world->kills_on && pick(world, 12) == 0;

	if (killed)
		kill_arm(world);
	if (!killed || pick(world, 2) != 0)
		something_do(world, index);
	else
		some_exchange(world, index);
	if (killed)
		kill_end(world, index);
	trouble(world, index);
	if (pick(world, 2) == 0)
		some_exchange(world, pick(world, world->count));
}

static void seed_run(const struct begun *begun, long seed, long figures[4])
{
	struct world *world = malloc(sizeof *world);

	assert_non_null(world);
	chance_begin(seed);
	world_begin(world, begun->support, begun->code, seed);
	for (world->step = 1; world->step <= OPERATIONS; world->step++)
		step_run(world);
	judge(world);
	figures[0] += (long)world->operations;
	figures[1] += (long)world->frames;
	figures[2] += (long)world->copies;
	figures[3] += (long)world->kills;
	world_end(world);
	free(world);
}

/* TIMESHEET_SEED: that one alone, or in the campaign from there on. */
static void devices_come_to_the_same_whatever_happens(void **state)
{
	const char *from = getenv("TIMESHEET_SEED");
	long first = from ? strtol(from, NULL, 10) : 0, figures[4] = { 0 };
	long seeds = from && !campaign_on() ? 1 : campaign_rounds(16, 10000) - first;

	for (long seed = first; seed < first + seeds; seed++)
		seed_run(*state, seed, figures);
	print_message("%ld seeds: %ld operations, %ld frames, %ld copies, %ld kills\n", seeds, figures[0], figures[1],
	              figures[2], figures[3]);
	campaign_record(
	        "Sync",
	        "devices with clocks up to ten years off, cut links, kills, copies, backups, lost and lying hubs",
	        seeds, "seeds", 0, "lost, 0 diverged");
}

static int group_setup(void **state)
{
	(void)state;
	fault_install();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(devices_come_to_the_same_whatever_happens, setup, teardown),
	};

	return cmocka_run_group_tests(tests, group_setup, NULL);
}
