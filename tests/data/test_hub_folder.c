/* A hub in a folder: the rules of every hub, and files that come in pieces, twice, under other names, or spoiled. */
#include "support_hub.h"
#include "tests/campaign/campaign.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct packet_view beginning = { "", 0 };
#define OWNER "07070707070707070707070707070707"
enum { PATH_ROOM = SUPPORT_PATH_SIZE + 400 };

static int setup(void **state)
{
	struct hub_world *world = calloc(1, sizeof *world);
	char path[SUPPORT_PATH_SIZE];
	void *support;

	assert_non_null(world);
	assert_int_equal(support_setup(&support), 0);
	world->support = support;
	(void)snprintf(world->place, sizeof world->place, "folder:%s/shared", world->support->directory);
	(void)snprintf(path, sizeof path, "%.480s/shared", world->support->directory);
	*state = world;
	return mkdir(path, 0700);
}

static int teardown(void **state)
{
	struct hub_world *world = *state;
	void *support = world->support;
	int code = support_teardown(&support);

	free(world);
	return code;
}

static const char *folder_of(const struct hub_world *world)
{
	return world->place + strlen("folder:");
}

static void path_of(const struct hub_world *world, const char *name, char out[PATH_ROOM])
{
	(void)snprintf(out, PATH_ROOM, "%s/" OWNER "/%s", folder_of(world), name);
}

/* A record of an id of 16 times that byte. */
static size_t record_make(unsigned char id, const char *text, unsigned char *out)
{
	size_t size = strlen(text);

	memset(out, 0, 4);
	out[0] = (unsigned char)(size + PACKET_ID_SIZE);
	memset(out + 4, id, PACKET_ID_SIZE);
	memcpy(out + 4 + PACKET_ID_SIZE, text, size); /* NOLINT(bugprone-not-null-terminated-result): it is no text */
	return 4 + PACKET_ID_SIZE + size;
}

static void put(const struct hub_world *world, const char *name, const void *bytes, size_t size)
{
	char path[PATH_ROOM];

	path_of(world, name, path);
	support_file_write(path, bytes, size);
}

/* The first name that ends so, in the owner's directory. */
static void name_find(const struct hub_world *world, const char *ending, char out[256])
{
	char path[PATH_ROOM];
	struct dirent *entry;

	path_of(world, "", path);
	DIR *directory = opendir(path);
	assert_non_null(directory);
	out[0] = '\0';
	while ((entry = readdir(directory))) {
		size_t size = strlen(entry->d_name), end = strlen(ending);
		if (size > end && strcmp(entry->d_name + size - end, ending) == 0)
			(void)snprintf(out, 256, "%s", entry->d_name);
	}
	(void)closedir(directory);
	assert_true(out[0]);
}

static size_t names_count(const struct hub_world *world)
{
	char path[PATH_ROOM];
	size_t count = 0;

	path_of(world, "", path);
	DIR *directory = opendir(path);
	assert_non_null(directory);
	for (struct dirent *entry; (entry = readdir(directory));)
		count += entry->d_name[0] != '.';
	(void)closedir(directory);
	return count;
}

static void a_file_that_comes_in_pieces_is_read_as_they_come(void **state)
{
	const struct hub_world *world = *state;
	struct device *desk = device_of(world, 7, 1);
	unsigned char bytes[128];
	size_t first = record_make(1, "one", bytes), all = first + record_make(2, "two", bytes + first);

	device_pulls(desk, beginning);
	(void)device_hears(desk, PACKET_END);
	for (size_t size = 0; size <= all; size++) {
		put(world, "laptop.ts", bytes, size);
		device_look(desk);
		if (size == first)
			(void)device_hears_frame(desk, 1, "one");
		if (size == all)
			(void)device_hears_frame(desk, 2, "two");
		if (size == first || size == all)
			(void)device_hears(desk, PACKET_END);
		device_hears_nothing(desk);
	}
	device_close(desk);
}

static void room_that_is_filled_later_is_read_then(void **state)
{
	const struct hub_world *world = *state;
	struct device *desk = device_of(world, 7, 1);
	unsigned char bytes[128], hole[128] = { 0 };
	size_t first = record_make(1, "one", bytes), all = first + record_make(2, "two", bytes + first);

	memcpy(hole, bytes, first);
	device_pulls(desk, beginning);
	(void)device_hears(desk, PACKET_END);
	put(world, "laptop.ts", hole, all);
	device_look(desk);
	(void)device_hears_frame(desk, 1, "one");
	(void)device_hears(desk, PACKET_END);
	/* Within a tick of the file system's clock. */
	char path[PATH_ROOM];
	struct stat about;
	path_of(world, "laptop.ts", path);
	assert_int_equal(stat(path, &about), 0);
	put(world, "laptop.ts", bytes, all);
	const struct timespec times[] = { about.st_atim, about.st_mtim };
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	device_look(desk);
	(void)device_hears_frame(desk, 2, "two");
	(void)device_hears(desk, PACKET_END);
	device_close(desk);
}

static void rubbish_hides_only_what_stands_behind_it(void **state)
{
	const struct hub_world *world = *state;
	struct device *desk = device_of(world, 7, 1);
	unsigned char bytes[256], zeroes[100] = { 0 };
	size_t size = record_make(1, "one", bytes);

	put(world, "zeroes.ts", zeroes, sizeof zeroes);
	memset(bytes + size, 'r', 23);
	put(world, "spoiled.ts", bytes, size + 23);
	size = record_make(2, "two", bytes);
	put(world, "copy.sync-conflict-20261001.ts", bytes, size);
	size = record_make(3, "three", bytes);
	put(world, ".hidden.ts", bytes, size);
	put(world, "other.tmp", bytes, size);
	put(world, "empty.ts", bytes, 0);
	char path[PATH_ROOM], link[PATH_ROOM];
	path_of(world, "other.tmp", path);
	path_of(world, "link.ts", link);
	assert_int_equal(symlink(path, link), 0);
	path_of(world, "pipe.ts", path);
	assert_int_equal(mkfifo(path, 0600), 0);
	path_of(world, "directory.ts", path);
	assert_int_equal(mkdir(path, 0700), 0);
	device_pulls(desk, beginning);
	(void)device_hears_frame(desk, 2, "two");
	(void)device_hears_frame(desk, 1, "one");
	struct packet_view cursor = device_hears(desk, PACKET_END).cursor;
	device_pulls(desk, cursor);
	(void)device_hears(desk, PACKET_END);
	device_hears_nothing(desk);
	device_close(desk);
}

/* The same length, or longer, but another file: it is told by the bytes before the place. */
static void a_file_that_was_exchanged_is_read_anew(void **state)
{
	const struct hub_world *world = *state;
	struct device *desk = device_of(world, 7, 1);
	unsigned char bytes[128];
	size_t size = record_make(1, "one", bytes);

	put(world, "laptop.ts", bytes, size);
	put(world, "third.ts", bytes, size);
	device_pulls(desk, beginning);
	(void)device_hears_frame(desk, 1, "one");
	(void)device_hears_frame(desk, 1, "one");
	struct packet_view cursor = device_hears(desk, PACKET_END).cursor;
	size = record_make(2, "two", bytes);
	put(world, "laptop.ts", bytes, size);
	struct device *again = device_of(world, 7, 1);
	device_pulls(again, cursor);
	(void)device_hears_frame(again, 2, "two");
	cursor = device_hears(again, PACKET_END).cursor;
	/* Shorter. */
	size = record_make(3, "x", bytes);
	put(world, "laptop.ts", bytes, size);
	device_pulls(again, cursor);
	(void)device_hears_frame(again, 3, "x");
	(void)device_hears(again, PACKET_END);
	device_close(again);
	device_close(desk);
}

static void a_device_goes_on_with_its_file_only_as_it_left_it(void **state)
{
	const struct hub_world *world = *state;
	struct device *desk = device_of(world, 7, 1);
	char name[256], path[PATH_ROOM];
	size_t size;

	device_pulls(desk, beginning);
	(void)device_hears(desk, PACKET_END);
	(void)device_pushes(desk, 1, "one");
	struct packet_view cursor = device_hears(desk, PACKET_END).cursor;
	struct device *again = device_of(world, 7, 1);
	device_pulls(again, cursor);
	(void)device_hears(again, PACKET_END);
	(void)device_pushes(again, 2, "two");
	assert_int_equal(names_count(world), 1);
	/* The first process finds its file longer than it left it. */
	(void)device_pushes(desk, 3, "three");
	assert_int_equal(names_count(world), 2);
	device_close(again);
	device_close(desk);
	/* Put back to an older state: what was acknowledged is gone, and that is said. */
	name_find(world, ".ts", name);
	desk = device_of(world, 7, 2);
	device_pulls(desk, beginning);
	struct packet packet;
	while (device_next(desk, &packet) && packet.kind != PACKET_END) {
	}
	(void)device_pushes(desk, 4, "four");
	(void)device_hears(desk, PACKET_END);
	(void)device_pushes(desk, 5, "five");
	cursor = device_hears(desk, PACKET_END).cursor;
	char own[256] = "";
	path_of(world, "", path);
	DIR *directory = opendir(path);
	assert_non_null(directory);
	for (struct dirent *entry; (entry = readdir(directory));) {
		char file[PATH_ROOM + 256];
		(void)snprintf(file, sizeof file, "%s%s", path, entry->d_name);
		struct stat about;
		if (stat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size == 48)
			(void)snprintf(own, sizeof own, "%s", entry->d_name);
	}
	(void)closedir(directory);
	assert_true(own[0]);
	path_of(world, own, path);
	unsigned char *bytes = support_file_read(path, &size);
	support_file_write(path, bytes, 24);
	free(bytes);
	again = device_of(world, 7, 2);
	device_pulls(again, cursor);
	(void)device_hears(again, PACKET_HELLO);
	device_close(again);
	device_close(desk);
}

static void of_two_keyrings_one_holds_everywhere(void **state)
{
	const struct hub_world *world = *state;
	struct device *desk = device_of(world, 7, 1);
	char name[256], path[PATH_ROOM];
	size_t size;

	(void)device_puts(desk, "ada", 0, "first");
	assert_int_equal(names_count(world), 1);
	(void)device_puts(desk, "ada", 1, "desk's second");
	assert_int_equal(names_count(world), 1);
	/* The laptop had put one of its own meanwhile, which arrives in pieces. */
	path_of(world, "", path);
	struct dirent *entry;
	DIR *directory = opendir(path);
	assert_non_null(directory);
	while ((entry = readdir(directory)) && entry->d_name[0] == '.') {
	}
	assert_non_null(entry);
	(void)snprintf(name, sizeof name, "%s", entry->d_name);
	(void)closedir(directory);
	path_of(world, name, path);
	unsigned char *bytes = support_file_read(path, &size);
	name[8 + 15] = '3';
	put(world, name, bytes, size - 1);
	assert_int_equal(device_asks(desk, NULL).generation, 2);
	put(world, name, bytes, size);
	assert_int_equal(device_asks(desk, NULL).generation, 3);
	bytes[size - 1] ^= 1;
	put(world, name, bytes, size);
	assert_int_equal(device_asks(desk, NULL).generation, 2);
	free(bytes);
	device_close(desk);
}

static void a_place_that_will_not_do_is_named(void **state)
{
	const struct hub_world *world = *state;
	char path[PATH_ROOM], reason[TS_REASON_SIZE];
	struct hub *hub = NULL;

	(void)snprintf(path, sizeof path, "folder:%s/nowhere", world->support->directory);
	assert_int_equal(hub_open(path, &(struct hub_opening){ 0 }, reason, &hub), TS_NOT_FOUND);
	assert_non_null(strstr(reason, "nowhere"));
	(void)support_open(world->support);
	(void)snprintf(path, sizeof path, "folder:%s", world->support->directory);
	assert_int_equal(hub_open(path, &(struct hub_opening){ 0 }, reason, &hub), TS_INVALID);
	assert_non_null(strstr(reason, "database lies there"));
	(void)snprintf(path, sizeof path, "folder:%s", world->support->path);
	assert_int_equal(hub_open(path, &(struct hub_opening){ 0 }, reason, &hub), TS_INVALID);
}

/* ---- a syncer that takes no care */

enum { MACHINES = 3, NUMBERS_MOST = 200, STEPS = 60 };

struct machine {
	struct hub_world world;
	struct device *device;
	unsigned char cursor[PACKET_CURSOR_MOST];
	size_t cursor_size;
	bool heard[NUMBERS_MOST], pushed[NUMBERS_MOST];
};

struct trial {
	struct machine machines[MACHINES];
	uint64_t random;
	size_t numbers, conflicts;
	bool acknowledged[NUMBERS_MOST];
};

static size_t chance(struct trial *trial, size_t below)
{
	trial->random ^= trial->random << 13;
	trial->random ^= trial->random >> 7;
	trial->random ^= trial->random << 17;
	return (size_t)((trial->random >> 11) % below);
}

static void cursor_keep(struct machine *machine, struct packet_view cursor)
{
	if (cursor.size == 0)
		return;
	memcpy(machine->cursor, cursor.bytes, cursor.size);
	machine->cursor_size = cursor.size;
}

static void machine_push(struct machine *machine, size_t number);

/* Takes what was said, and keeps the last cursor; a hub that has lost something is given it again. */
static void machine_hear(struct trial *trial, struct machine *machine, bool keep)
{
	struct packet packet;
	bool again = false;

	while (device_next(machine->device, &packet)) {
		size_t number = packet.id[0];
		if (packet.kind == PACKET_ACK)
			trial->acknowledged[number] = true;
		if (packet.kind == PACKET_FRAME)
			machine->heard[number] = true;
		again = again || packet.kind == PACKET_HELLO;
		if (keep)
			cursor_keep(machine, packet.cursor);
	}
	for (size_t i = 0; again && i < NUMBERS_MOST; i++) {
		if (machine->pushed[i] || machine->heard[i])
			machine_push(machine, i);
	}
	if (again)
		machine_hear(trial, machine, keep);
}

static void machine_push(struct machine *machine, size_t number)
{
	struct packet push = packet_push((unsigned char)number, "a frame of some length");

	machine->pushed[number] = true;
	device_say(machine->device, &push);
}

static void machine_link(struct trial *trial, struct machine *machine)
{
	if (machine->device)
		device_close(machine->device);
	machine->device = device_of(&machine->world, 7, 1);
	device_pulls(machine->device, (struct packet_view){ machine->cursor, machine->cursor_size });
	machine_hear(trial, machine, true);
}

/* One file of one machine goes to another: from its beginning to somewhere. Where both differ a second copy is made. */
static void file_carry(struct trial *trial, size_t from, size_t to, const char *name, bool whole)
{
	char path[PATH_ROOM], other[PATH_ROOM], copy[256];
	size_t size, present = 0;

	path_of(&trial->machines[from].world, name, path);
	path_of(&trial->machines[to].world, name, other);
	unsigned char *bytes = support_file_read(path, &size), *there = NULL;
	if (access(other, F_OK) == 0)
		there = support_file_read(other, &present);
	size_t common = size < present ? size : present;
	if (there && memcmp(bytes, there, common) != 0) {
		(void)snprintf(copy, sizeof copy, "conflict-%zu-%.60s", trial->conflicts++, name);
		put(&trial->machines[to].world, copy, bytes, size);
	} else if (size > present) {
		size_t part = whole ? size : present + chance(trial, size - present + 1);
		put(&trial->machines[to].world, name, bytes, part);
	}
	free(bytes);
	free(there);
}

static void files_carry(struct trial *trial, size_t from, size_t to, bool whole)
{
	char path[PATH_ROOM], names[512][96]; /* of copies of copies, too */
	size_t count = 0;

	path_of(&trial->machines[from].world, "", path);
	DIR *directory = opendir(path);
	if (!directory)
		return;
	for (struct dirent *entry; (entry = readdir(directory)) && count < 512;) {
		if (entry->d_name[0] != '.')
			(void)snprintf(names[count++], sizeof names[0], "%.95s", entry->d_name);
	}
	(void)closedir(directory);
	for (size_t i = 0; i < count; i++) {
		if (whole || chance(trial, 2) == 0)
			file_carry(trial, from, to, names[i], whole);
	}
}

/* A process died while it appended: the file has a part of a record more. */
static void file_tear(struct trial *trial, struct machine *machine)
{
	char path[PATH_ROOM], file[PATH_ROOM + 256] = "";

	path_of(&machine->world, "", path);
	DIR *directory = opendir(path);
	if (!directory)
		return;
	for (struct dirent *entry; (entry = readdir(directory));) {
		if (entry->d_name[0] != '.' && (file[0] == '\0' || chance(trial, 3) == 0))
			(void)snprintf(file, sizeof file, "%s%s", path, entry->d_name);
	}
	(void)closedir(directory);
	FILE *open = file[0] ? fopen(file, "abe") : NULL;
	if (!open)
		return;
	assert_int_equal(fwrite("\x30\0\0\0torn", 1, 8, open), 8);
	assert_int_equal(fclose(open), 0);
}

static void step(struct trial *trial)
{
	struct machine *machine = &trial->machines[chance(trial, MACHINES)];

	switch (chance(trial, 8)) {
	case 0:
	case 1:
		if (trial->numbers < NUMBERS_MOST - 1)
			machine_push(machine, ++trial->numbers);
		machine_hear(trial, machine, chance(trial, 4) > 0);
		break;
	case 2:
		machine_link(trial, machine);
		break;
	case 3:
		device_look(machine->device);
		machine_hear(trial, machine, chance(trial, 4) > 0);
		break;
	case 4:
		file_tear(trial, machine);
		break;
	default:
		files_carry(trial, chance(trial, MACHINES), chance(trial, MACHINES), false);
		break;
	}
}

static size_t trial_run(const struct hub_world *world, uint64_t seed)
{
	struct trial *trial = calloc(1, sizeof *trial);
	char path[PATH_ROOM];
	size_t missing = 0;

	assert_non_null(trial);
	trial->random = seed * 0x9e3779b97f4a7c15 + 1;
	for (size_t i = 0; i < MACHINES; i++) {
		struct machine *machine = &trial->machines[i];
		(void)snprintf(path, sizeof path, "%.400s/%zu-%zu", world->support->directory, (size_t)seed, i);
		assert_int_equal(mkdir(path, 0700), 0);
		(void)snprintf(machine->world.place, sizeof machine->world.place, "folder:%.500s", path);
		machine_link(trial, machine);
	}
	for (size_t i = 0; i < STEPS; i++)
		step(trial);
	for (size_t round = 0; round < 3; round++) {
		for (size_t from = 0; from < MACHINES; from++) {
			for (size_t to = 0; to < MACHINES; to++)
				files_carry(trial, from, to, true);
		}
		for (size_t i = 0; i < MACHINES; i++)
			machine_link(trial, &trial->machines[i]);
	}
	for (size_t i = 0; i < MACHINES; i++) {
		struct machine *machine = &trial->machines[i];
		for (size_t number = 0; number < NUMBERS_MOST; number++)
			missing += trial->acknowledged[number] && !machine->heard[number] && !machine->pushed[number];
		device_close(machine->device);
	}
	free(trial);
	return missing;
}

static void nothing_acknowledged_is_lost_to_a_careless_syncer(void **state)
{
	long seeds = campaign_rounds(30, 4000);
	size_t missing = 0;

	for (long seed = 1; seed <= seeds; seed++)
		missing += trial_run(*state, (uint64_t)seed);
	campaign_record("A hub in a folder", "three devices, and a syncer that takes no care", seeds, "trials",
	                (long)missing, "frames lost");
	assert_int_equal(missing, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown),

int main(void)
{
	const struct CMUnitTest tests[] = {
		HUB_CASES(CASE) CASE(a_file_that_comes_in_pieces_is_read_as_they_come)
		        CASE(room_that_is_filled_later_is_read_then) CASE(rubbish_hides_only_what_stands_behind_it)
		                CASE(a_file_that_was_exchanged_is_read_anew)
		                        CASE(a_device_goes_on_with_its_file_only_as_it_left_it)
		                                CASE(of_two_keyrings_one_holds_everywhere)
		                                        CASE(a_place_that_will_not_do_is_named)
		                                                CASE(nothing_acknowledged_is_lost_to_a_careless_syncer)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
