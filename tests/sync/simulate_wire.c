/* What gets across in a simulation: conversations that are cut anywhere, with a hub in memory or one as it is shipped,
 * and folders that something carries to and fro. */
#include "simulate.h"

#include "data/file/store.h"
#include "tests/data/support_devices.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- one conversation */

/* False: the disk fails just now. */
static bool served_open(const struct world *world, const struct device *device, struct wire *wire)
{
	char place[PATH_SIZE + 16], reason[TS_REASON_SIZE] = "";

	(void)snprintf(place, sizeof place, "%s%s", world->kind == HUB_FOLDER ? "folder:" : "",
	               world->kind == HUB_FOLDER ? device->folder : world->place);
	enum ts_status status = hub_open(place, &(struct hub_opening){ 0 }, reason, &wire->hub);
	if (status != TS_OK && world->killing)
		return false;
	if (status != TS_OK)
		fail_msg("seed %ld: %s", world->seed, reason);
	assert_int_equal(serve_begin(wire->hub, &(struct serve_rules){ 0 }, &wire->serve), TS_OK);
	return true;
}

void wire_open(struct world *world, struct device *device, struct wire *wire, ts_store *store)
{
	*wire = (struct wire){ .open = true };
	if (world->kind == HUB_MEMORY) {
		link_open(&wire->link, &world->hub, store);
		return;
	}
	wire->open = served_open(world, device, wire);
	if (wire->open)
		assert_int_equal(ts_sync_begin(store, &wire->sync), TS_OK);
}

void wire_close(struct wire *wire)
{
	if (wire->serve) {
		ts_sync_end(wire->sync);
		serve_end(wire->serve);
		hub_close(wire->hub);
	} else {
		link_close(&wire->link);
	}
	wire->open = false;
}

static size_t cut(struct world *world, size_t size)
{
	return pick(world, 3) == 0 ? (size_t)pick(world, (int)size + 1) : size;
}

static bool to_hub(struct world *world, struct wire *wire)
{
	size_t size, room = serve_room(wire->serve);
	const void *bytes = ts_sync_output(wire->sync, &size);

	if (!bytes)
		return false;
	size = cut(world, size < room ? size : room);
	if (size > 0 && serve_receive(wire->serve, bytes, size) != TS_OK)
		return false;
	ts_sync_sent(wire->sync, size);
	return true;
}

static bool to_device(struct world *world, struct wire *wire)
{
	size_t size;
	const void *bytes = serve_output(wire->serve, &size);

	if (size == 0)
		return false;
	size = cut(world, size);
	assert_int_equal(ts_sync_receive(wire->sync, bytes, size), TS_OK);
	serve_sent(wire->serve, size);
	return true;
}

/* False: nothing moves any more, or the disk of one side fails. */
static bool served_turn(struct world *world, struct wire *wire, size_t rows, ts_time now)
{
	bool misspoken = false, moves = to_hub(world, wire);
	size_t size;

	serve_look(wire->serve);
	while (serve_step(wire->serve))
		moves = to_device(world, wire) || moves;
	moves = to_device(world, wire) || moves;
	enum ts_status status = ts_sync_step(wire->sync, rows, now, &wire->step);
	if (world->killing && (status != TS_OK || serve_over(wire->serve, &misspoken)))
		return false;
	if (status != TS_OK || misspoken)
		fail_msg("seed %ld: %s", world->seed, ts_status_text(status));
	wire->events |= wire->step.events;
	wire->changed += wire->step.changed;
	return moves || wire->step.more || ts_sync_output(wire->sync, &size);
}

void wire_pump(struct world *world, struct wire *wire, int rounds, size_t rows, ts_time now)
{
	if (!wire->open)
		return;
	if (wire->serve) {
		for (int round = 0; (rounds == 0 || round < rounds) && served_turn(world, wire, rows, now); round++)
			assert_true(round < 100000);
		return;
	}
	const size_t frames = world->hub.count;
	wire->link.may_fail = world->killing;
	link_pump(&wire->link, rounds, rows, now, &world->chance);
	world->frames += world->hub.count - frames;
	wire->step = wire->link.step;
	wire->events = wire->link.events;
	wire->changed = wire->link.changed;
}

void device_unlink(struct device *device)
{
	if (!device->wire.open)
		return;
	device->events |= device->wire.events;
	wire_close(&device->wire);
}

void device_link(struct world *world, struct device *device)
{
	if (!device->wire.open)
		wire_open(world, device, &device->wire, device->store);
}

/* ---- exchanges */

/* Two processes of a device that both have a link: not wrong, only of no use. */
static void two_holders(struct world *world, struct device *device)
{
	struct device second = *device;
	const ts_time now = now_of(world, device);

	world->holders++;
	second.wire.open = false;
	device_open(world, &second);
	device_link(world, device);
	device_link(world, &second);
	for (int i = 0; i < 6; i++) {
		struct device *one = pick(world, 2) != 0 ? device : &second;
		wire_pump(world, &one->wire, 1 + pick(world, 4), ROWS, now);
	}
	device_unlink(&second);
	device->events |= second.events;
	device->password = second.password;
	ts_close(second.store);
}

void some_exchange(struct world *world, int index)
{
	struct device *device = &world->devices[index];

	world->hub.loses_acks = pick(world, 4) == 0;
	world->hub.repeats = pick(world, 4) == 0;
	if (world->kind == HUB_FOLDER)
		folders_carry(world, false);
	if (!world->killing && pick(world, 10) == 0)
		two_holders(world, device);
	device_link(world, device);
	const size_t rows = 1 + (size_t)pick(world, ROWS);
	wire_pump(world, &device->wire, 1 + pick(world, 12), rows, now_of(world, device));
	if (pick(world, 3) == 0)
		device_unlink(device);
}

void round_exchange(struct world *world, bool *silent)
{
	*silent = true;
	if (world->kind == HUB_FOLDER)
		folders_carry(world, true);
	for (int i = 0; i < world->count; i++) {
		struct device *device = &world->devices[i];
		device_unlink(device);
		device_link(world, device);
		*silent = *silent && unsent(device->store) == 0;
		wire_pump(world, &device->wire, 0, ROWS, now_of(world, device));
		*silent = *silent && device->wire.changed == 0 && device->wire.step.unsent == 0;
		if (world->lie == LIE_NONE)
			assert_int_equal(device->wire.step.state, TS_SYNC_LIVE);
		device_unlink(device);
	}
}

void full_exchange(struct world *world)
{
	/* Frames at a real hub, which may only tell how far a device is, are not counted. */
	const int quiet_least = world->kind == HUB_MEMORY ? 1 : 3;
	int quiet = 0;

	world->hub.loses_acks = world->hub.repeats = false;
	for (int round = 0; quiet < quiet_least; round++) {
		size_t frames = world->hub.count;
		bool silent;
		assert_true(round < 40);
		round_exchange(world, &silent);
		quiet = silent && (world->hub.count == frames || round > 20) ? quiet + 1 : 0;
	}
}

/* ---- folders */

enum { NAME_MOST = 256 };

static bool file_size(const char *path, size_t *size)
{
	struct stat about;
	bool there = stat(path, &about) == 0 && S_ISREG(about.st_mode);

	*size = there ? (size_t)about.st_size : 0;
	return there;
}

/* Whole, in a piece, or under another name. */
static void file_carry(struct world *world, const char *from, const char *to, const char *name, bool carefully)
{
	char source[2 * PATH_SIZE + NAME_MOST], target[2 * PATH_SIZE + NAME_MOST + 16];
	size_t size, there;

	(void)snprintf(source, sizeof source, "%s/%s", from, name);
	(void)snprintf(target, sizeof target, "%s/%s", to, name);
	(void)file_size(target, &there);
	if (!file_size(source, &size) || there >= size)
		return;
	unsigned char *bytes = support_file_read(source, &size);
	if (!carefully && pick(world, 3) == 0)
		size = there + (size_t)pick(world, (int)(size - there) + 1);
	if (!carefully && strncmp(name, "keyring", 7) != 0 && pick(world, 8) == 0)
		(void)snprintf(target, sizeof target, "%s/conflict %d.ts", to, pick(world, 10));
	support_file_write(target, bytes, size);
	free(bytes);
}

/* The files of one user from a folder to another. */
static void folder_carry(struct world *world, const struct device *from, const struct device *to, bool carefully)
{
	char source[2 * PATH_SIZE], target[2 * PATH_SIZE];
	DIR *top = opendir(from->folder), *files;

	assert_non_null(top);
	for (struct dirent *owner; (owner = readdir(top));) {
		if (owner->d_name[0] == '.')
			continue;
		(void)snprintf(source, sizeof source, "%s/%.64s", from->folder, owner->d_name);
		(void)snprintf(target, sizeof target, "%s/%.64s", to->folder, owner->d_name);
		(void)mkdir(target, 0700);
		files = opendir(source);
		for (struct dirent *file; files && (file = readdir(files));) {
			if (file->d_name[0] != '.' && strncmp(file->d_name, "conflict", 8) != 0)
				file_carry(world, source, target, file->d_name, carefully);
		}
		if (files)
			(void)closedir(files);
	}
	(void)closedir(top);
}

void folders_carry(struct world *world, bool carefully)
{
	for (int i = 0; i < world->count; i++) {
		for (int j = 0; j < world->count; j++) {
			if (i != j && (carefully || pick(world, 3) == 0))
				folder_carry(world, &world->devices[i], &world->devices[j], carefully);
		}
	}
}

/* ---- what becomes of the hub */

static void all_unlink(struct world *world)
{
	for (int i = 0; i < world->count; i++)
		device_unlink(&world->devices[i]);
	world->broken = true;
}

static void hub_file(const struct world *world, char out[PATH_SIZE + 16])
{
	(void)snprintf(out, PATH_SIZE + 16, "%s/hub.db", world->place);
}

/* A journal that holds something is a part of the file: what was under way when its server was killed. */
static void hub_journal(const struct world *world, char out[PATH_SIZE + 32])
{
	(void)snprintf(out, PATH_SIZE + 32, "%s/hub.db-journal", world->place);
}

void hub_keep(struct world *world)
{
	char path[PATH_SIZE + 16], journal[PATH_SIZE + 32];
	size_t size, under_way = 0;

	hub_file(world, path);
	hub_journal(world, journal);
	if (world->kind != HUB_FILE || !file_size(path, &size) || (file_size(journal, &under_way) && under_way > 0))
		return;
	free(world->hub_kept);
	world->hub_kept = support_file_read(path, &world->hub_kept_size);
}

void hub_put_back(struct world *world)
{
	char path[PATH_SIZE + 16], journal[PATH_SIZE + 32];

	if (world->kind == HUB_FOLDER)
		return;
	all_unlink(world);
	hub_file(world, path);
	hub_journal(world, journal);
	if (world->kind == HUB_MEMORY) {
		memory_hub_roll_back(&world->hub, world->hub.count - (size_t)pick(world, 1 + (int)world->hub.count));
	} else if (world->hub_kept) {
		/* Or it would be played back into another file than it is of. */
		(void)unlink(journal);
		support_file_write(path, world->hub_kept, world->hub_kept_size);
	}
}

static void folder_empty(const char *path)
{
	char command[PATH_SIZE + 32];

	(void)snprintf(command, sizeof command, "rm -rf '%s'/*", path);
	/* NOLINTNEXTLINE(cert-env33-c): a directory of the test's own */
	assert_int_equal(system(command), 0);
}

void hub_make_anew(struct world *world)
{
	char path[PATH_SIZE + 16];

	all_unlink(world);
	hub_file(world, path);
	if (world->kind == HUB_MEMORY) {
		memory_hub_destroy(&world->hub);
		memory_hub_make(&world->hub, (unsigned char)(2 + pick(world, 100)));
	} else if (world->kind == HUB_FILE) {
		(void)unlink(path);
	} else {
		for (int i = 0; i < world->count; i++)
			folder_empty(world->devices[i].folder);
	}
}

/* Says it in a device's name, of which the hub knows nothing more than that. */
static void file_compact(struct world *world, const struct device *device, const struct packet *packet)
{
	struct packet hello = { .kind = PACKET_HELLO, .version = PACKET_VERSION };
	unsigned char bytes[PACKET_CURSOR_MOST + 128];
	struct wire wire = { .open = false };

	memcpy(hello.owner, device->store->identity->user.bytes, TS_ID_SIZE);
	assert_true(served_open(world, device, &wire));
	size_t size = packet_write(&hello, PACKET_CLIENT, bytes, sizeof bytes);
	assert_int_equal(serve_receive(wire.serve, bytes, size), TS_OK);
	size = packet_write(packet, PACKET_CLIENT, bytes, sizeof bytes);
	assert_int_equal(serve_receive(wire.serve, bytes, size), TS_OK);
	while (serve_step(wire.serve))
		;
	serve_end(wire.serve);
	hub_close(wire.hub);
}

/* Behind what a hub has now; as it says in its greeting. */
static struct packet file_mark(struct world *world, const struct device *device,
                               unsigned char cursor[PACKET_CURSOR_MOST])
{
	struct packet hello = { .kind = PACKET_HELLO, .version = PACKET_VERSION }, answer = { .kind = PACKET_HELLO };
	struct packet compact = { .kind = PACKET_COMPACT };
	unsigned char bytes[128];
	struct wire wire = { .open = false };

	memcpy(hello.owner, device->store->identity->user.bytes, TS_ID_SIZE);
	assert_true(served_open(world, device, &wire));
	size_t size = packet_write(&hello, PACKET_CLIENT, bytes, sizeof bytes);
	assert_int_equal(serve_receive(wire.serve, bytes, size), TS_OK);
	while (serve_step(wire.serve))
		;
	const void *said = serve_output(wire.serve, &size);
	assert_true(packet_read(said, size, PACKET_HUB, &answer) > 0);
	memcpy(cursor, answer.cursor.bytes, answer.cursor.size);
	compact.cursor = (struct packet_view){ cursor, answer.cursor.size };
	serve_end(wire.serve);
	hub_close(wire.hub);
	return compact;
}

static bool all_sent(struct world *world, struct device *device)
{
	device_unlink(device);
	device_link(world, device);
	wire_pump(world, &device->wire, 0, ROWS, now_of(world, device));
	bool sent = device->wire.step.state == TS_SYNC_LIVE && device->wire.step.unsent == 0;
	device_unlink(device);
	return sent;
}

void hub_compact(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	unsigned char cursor[PACKET_CURSOR_MOST];
	struct ts_sync_info info;
	struct packet packet = { .kind = PACKET_COMPACT };

	if (world->kind == HUB_FOLDER)
		return;
	all_unlink(world);
	world->hub.loses_acks = world->hub.repeats = false;
	if (!all_sent(world, device))
		return;
	const size_t frames = world->hub.count;
	if (world->kind == HUB_FILE)
		packet = file_mark(world, device, cursor);
	/* The hub is removed and added again. */
	assert_int_equal(ts_sync_read(device->store, &info), TS_OK);
	assert_int_equal(ts_sync_remove(device->store), TS_OK);
	assert_int_equal(ts_sync_add(device->store, "ssh://home", info.device, now_of(world, device)), TS_OK);
	if (!all_sent(world, device))
		return;
	if (world->kind == HUB_MEMORY)
		memory_hub_compact(&world->hub, frames);
	else
		file_compact(world, device, &packet);
}
