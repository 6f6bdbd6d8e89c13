/* hub: processes that share a hub, at the ends of pipes. */
#include "support_hub.h"
#include "support_pipes.h"
#include "support_process.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct packet_view beginning = { "", 0 };

static int setup(void **state)
{
	*state = sandbox_create();
	return 0;
}

static int teardown(void **state)
{
	sandbox_destroy(*state);
	return 0;
}

/* A place in the sandbox. */
#define PLACE(name)                                                                                                    \
	char name[SANDBOX_PATH_SIZE];                                                                                  \
	sandbox_path(*state, "hub", name)

static void push_number(struct hub_process *hub, uint32_t number, size_t size)
{
	unsigned char id[PACKET_ID_SIZE];
	char *payload = calloc(1, size);

	assert_non_null(payload);
	hub_id(id, number);
	hub_push(hub, id, payload, size);
	free(payload);
}

static bool is_number(const struct packet *packet, uint32_t number)
{
	unsigned char id[PACKET_ID_SIZE];

	hub_id(id, number);
	return memcmp(packet->id, id, sizeof id) == 0;
}

static void news_cross_between_two_processes(void **state)
{
	PLACE(place);
	struct hub_process *desk = hub_of(*state, WORDS(place), 7, 1), *laptop = hub_of(*state, WORDS(place), 7, 2);

	hub_pull(laptop, beginning);
	(void)hub_expects(laptop, PACKET_END);
	for (uint32_t i = 1; i <= 20; i++) {
		push_number(desk, i, 100);
		struct packet packet = hub_expects(desk, PACKET_ACK);
		assert_true(is_number(&packet, i));
		packet = hub_expects(laptop, PACKET_FRAME);
		assert_true(is_number(&packet, i));
		assert_int_equal(packet.payload.size, 100);
		(void)hub_expects(laptop, PACKET_END);
	}
	hub_ping(desk);
	(void)hub_expects(desk, PACKET_PONG);
	char error[256];
	assert_int_equal(hub_finish(desk, error, sizeof error), 0);
	assert_string_equal(error, "");
	assert_int_equal(hub_finish(laptop, NULL, 0), 0);
}

/* All frames of owner 7, by number; how many there are. */
static size_t numbers_pull(const struct sandbox *sandbox, const char *place, bool *seen, size_t most)
{
	struct hub_process *hub = hub_of(sandbox, WORDS(place), 7, 99);
	struct packet packet;
	size_t count = 0;

	memset(seen, 0, most * sizeof *seen);
	hub_pull(hub, beginning);
	while (hub_hears(hub, &packet) && packet.kind == PACKET_FRAME) {
		uint32_t number;
		memcpy(&number, packet.id, sizeof number);
		assert_true(number < most && !seen[number]);
		seen[number] = true;
		count++;
	}
	assert_int_equal(packet.kind, PACKET_END);
	assert_int_equal(hub_finish(hub, NULL, 0), 0);
	return count;
}

/* A process is killed while it takes pushes: each time a little later. */
static void what_was_acknowledged_survives_a_kill(void **state)
{
	enum { ROUNDS = 12, PUSHES = 60 };
	static bool seen[ROUNDS * PUSHES], acknowledged[ROUNDS * PUSHES];
	size_t lost = 0, answered = 0;
	PLACE(place);

	for (uint32_t round = 0; round < ROUNDS; round++) {
		struct hub_process *hub = hub_of(*state, WORDS(place), 7, 1);
		struct packet packet;
		for (uint32_t i = 0; i < PUSHES; i++)
			push_number(hub, round * PUSHES + i, 300);
		for (uint32_t i = 0; i < round * 3; i++) {
			packet = hub_expects(hub, PACKET_ACK);
			acknowledged[round * PUSHES + i] = true;
		}
		assert_int_equal(kill(hub_pid(hub), SIGKILL), 0);
		/* What it still got out before is acknowledged too. */
		for (uint32_t i = round * 3; hub_hears(hub, &packet); i++)
			acknowledged[round * PUSHES + i] = true;
		assert_int_equal(hub_finish(hub, NULL, 0), -SIGKILL);
	}
	(void)numbers_pull(*state, place, seen, ROUNDS * PUSHES);
	for (size_t i = 0; i < ROUNDS * PUSHES; i++) {
		answered += acknowledged[i];
		lost += acknowledged[i] && !seen[i];
	}
	assert_true(answered >= ROUNDS * (ROUNDS - 1) / 2 * 3);
	assert_int_equal(lost, 0);
}

static void several_processes_write_at_once(void **state)
{
	enum { DEVICES = 3, PUSHES = 50 };
	static bool seen[DEVICES * PUSHES];
	struct hub_process *hubs[DEVICES];
	PLACE(place);

	for (size_t i = 0; i < DEVICES; i++)
		hubs[i] = hub_of(*state, WORDS(place), 7, (unsigned char)i);
	for (uint32_t i = 0; i < PUSHES; i++) {
		for (uint32_t device = 0; device < DEVICES; device++)
			push_number(hubs[device], device * PUSHES + i, 50);
	}
	for (uint32_t device = 0; device < DEVICES; device++) {
		for (uint32_t i = 0; i < PUSHES; i++) {
			struct packet packet = hub_expects(hubs[device], PACKET_ACK);
			assert_true(is_number(&packet, device * PUSHES + i));
		}
		assert_int_equal(hub_finish(hubs[device], NULL, 0), 0);
	}
	assert_int_equal(numbers_pull(*state, place, seen, DEVICES * PUSHES), DEVICES * PUSHES);
}

/* What nobody says ends the process with a word and status 2, and leaves nothing. */
static void rubbish_ends_it(void **state)
{
	static const struct {
		const char *bytes;
		size_t size;
	} strange[] = {
		{ "\0\0\0\0\4", 5 },          { "\xff\xff\xff\xff\4", 5 }, { "\1\0\0\0\x63", 5 },
		{ "GET / HTTP/1.1\r\n", 16 }, { "\1\0\0\0\1", 5 },
	};
	static bool seen[1];
	char error[256];
	PLACE(place);

	for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
		struct hub_process *hub = hub_of(*state, WORDS(place), 7, 1);
		struct packet packet;
		hub_say_bytes(hub, strange[i].bytes, strange[i].size);
		assert_false(hub_hears(hub, &packet));
		assert_int_equal(hub_finish(hub, error, sizeof error), 2);
		assert_string_equal(error, "timesheet: hub: what comes is not what a device says\n");
	}
	/* Before a greeting, too. */
	struct hub_process *hub = hub_start(*state, WORDS(place));
	hub_pull(hub, beginning);
	assert_int_equal(hub_finish(hub, error, sizeof error), 2);
	assert_non_null(strstr(error, "does not greet"));
	assert_int_equal(numbers_pull(*state, place, seen, 1), 0);
}

static void a_push_that_is_cut_leaves_nothing(void **state)
{
	static const size_t cuts[] = { 1, 4, 5, 6, 20, 21, 100, 320 };
	struct packet push = { .kind = PACKET_PUSH, .payload = { cuts, 0 } };
	unsigned char bytes[321], payload[300] = { 0 };
	static bool seen[1];
	PLACE(place);

	push.payload = (struct packet_view){ payload, sizeof payload };
	assert_int_equal(packet_write(&push, PACKET_CLIENT, bytes, sizeof bytes), sizeof bytes);
	for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
		struct hub_process *hub = hub_of(*state, WORDS(place), 7, 1);
		struct packet packet;
		hub_say_bytes(hub, bytes, cuts[i]);
		hub_hang_up(hub);
		assert_false(hub_hears(hub, &packet));
		assert_int_equal(hub_finish(hub, NULL, 0), 0);
	}
	assert_int_equal(numbers_pull(*state, place, seen, 1), 0);
}

/* Answers that nobody takes do not pile up, and what is said meanwhile is not read. */
static void who_does_not_read_costs_no_memory(void **state)
{
	enum { FRAMES = 64, FRAME_SIZE = 500000, KILOBYTES_MOST = 30000 };
	PLACE(place);
	struct hub_process *desk = hub_of(*state, WORDS(place), 7, 1), *laptop = hub_of(*state, WORDS(place), 7, 2);

	for (uint32_t i = 0; i < FRAMES; i++) {
		push_number(desk, i, FRAME_SIZE);
		(void)hub_expects(desk, PACKET_ACK);
	}
	hub_pull(laptop, beginning);
	(void)hub_expects(laptop, PACKET_FRAME);
	/* The other one works on: a transaction that is stuck would keep it from it. */
	push_number(desk, FRAMES, 10);
	(void)hub_expects(desk, PACKET_ACK);
#ifndef TEST_SANITIZED
	assert_in_range(process_kilobytes(hub_pid(laptop), "VmRSS"), 1, KILOBYTES_MOST);
#endif
	for (uint32_t i = 1; i <= FRAMES; i++)
		(void)hub_expects(laptop, PACKET_FRAME);
	(void)hub_expects(laptop, PACKET_END);
	/* One that goes without reading is not waited for. */
	hub_pull(laptop, beginning);
	(void)hub_expects(laptop, PACKET_FRAME);
	assert_int_equal(hub_finish(laptop, NULL, 0), 0);
	assert_int_equal(hub_finish(desk, NULL, 0), 0);
}

/* Each of its two machines' processes has the folder; here it is the same one. */
static void a_folder_is_a_hub_too(void **state)
{
	char directory[SANDBOX_PATH_SIZE], place[SANDBOX_PATH_SIZE + 8], error[256];
	struct hub_process *desk, *laptop;

	sandbox_path(*state, "shared", directory);
	(void)snprintf(place, sizeof place, "folder:%s", directory);
	desk = hub_start(*state, WORDS(place));
	assert_int_equal(hub_finish(desk, error, sizeof error), 1);
	assert_non_null(strstr(error, "cannot open the folder"));
	assert_int_equal(mkdir(directory, 0700), 0);
	desk = hub_of(*state, WORDS(place), 7, 1);
	laptop = hub_of(*state, WORDS(place), 7, 2);
	hub_pull(laptop, beginning);
	(void)hub_expects(laptop, PACKET_END);
	for (uint32_t i = 1; i <= 5; i++) {
		push_number(desk, i, 100);
		(void)hub_expects(desk, PACKET_ACK);
		struct packet packet = hub_expects(laptop, PACKET_FRAME);
		assert_true(is_number(&packet, i));
		(void)hub_expects(laptop, PACKET_END);
	}
	assert_int_equal(hub_finish(desk, NULL, 0), 0);
	assert_int_equal(hub_finish(laptop, NULL, 0), 0);
}

static void options_say_whom_and_how_much_it_serves(void **state)
{
	PLACE(place);
	struct hub_process *hub = hub_start(*state, WORDS("--only", "ada", "--quota", "1K", place));
	struct packet packet;
	char error[256];
	unsigned char hello[64];

	/* Her keyring would prove the name. */
	packet = (struct packet){ .kind = PACKET_HELLO, .version = PACKET_VERSION, .owner = { 7 } };
	hub_say_bytes(hub, hello, packet_write(&packet, PACKET_CLIENT, hello, sizeof hello));
	(void)hub_expects(hub, PACKET_HELLO);
	push_number(hub, 1, 10);
	packet = hub_expects(hub, PACKET_REFUSED);
	assert_int_equal(packet.code, PACKET_REFUSED_NOT_ALLOWED);
	assert_int_equal(hub_finish(hub, NULL, 0), 0);
	hub = hub_of(*state, WORDS("--quota=1K", place), 7, 1);
	push_number(hub, 1, 1024);
	(void)hub_expects(hub, PACKET_ACK);
	push_number(hub, 2, 1);
	packet = hub_expects(hub, PACKET_REFUSED);
	assert_int_equal(packet.code, PACKET_REFUSED_QUOTA);
	assert_memory_equal(packet.text.bytes, "the quota of 1024 bytes is used up", packet.text.size);
	assert_int_equal(hub_finish(hub, NULL, 0), 0);
	hub = hub_of(*state, WORDS("--read-only", place), 7, 1);
	push_number(hub, 2, 1);
	packet = hub_expects(hub, PACKET_REFUSED);
	assert_int_equal(packet.code, PACKET_REFUSED_READ_ONLY);
	assert_int_equal(hub_finish(hub, NULL, 0), 0);
	hub = hub_start(*state, WORDS("--only", "08080808080808080808080808080808", place));
	hub_say_bytes(hub, hello, sizeof hello);
	packet = hub_expects(hub, PACKET_REFUSED);
	assert_int_equal(packet.code, PACKET_REFUSED_NOT_ALLOWED);
	assert_false(hub_hears(hub, &packet));
	assert_int_equal(hub_finish(hub, error, sizeof error), 1);
	assert_string_equal(error, "timesheet: hub: this hub is for another user\n");
}

static void its_usual_place_is_the_users(void **state)
{
	struct sandbox *sandbox = *state;
	struct hub_process *hub = hub_of(sandbox, WORDS(NULL), 7, 1);
	char path[SANDBOX_PATH_SIZE];
	struct stat about;

	push_number(hub, 1, 10);
	(void)hub_expects(hub, PACKET_ACK);
	assert_int_equal(hub_finish(hub, NULL, 0), 0);
	sandbox_path(sandbox, "data/timesheet/hub/hub.db", path);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
}

static void wrong_words_are_named(void **state)
{
	struct sandbox *sandbox = *state;
	char path[SANDBOX_PATH_SIZE];

	EXPECT(sandbox, 2, "", "either --stdio or --sql", "hub");
	EXPECT(sandbox, 2, "", "either --stdio or --sql", "hub", "--stdio", "--sql");
	EXPECT(sandbox, 2, "", "neither postgres nor mariadb", "hub", "--sql", "oracle");
	EXPECT(sandbox, 2, "", "'12Q' is no size", "hub", "--stdio", "--quota", "12Q");
	EXPECT(sandbox, 2, "", "'0' is no size", "hub", "--stdio", "--quota", "0");
	EXPECT(sandbox, 2, "", "'9999999999999999999' is no size", "hub", "--stdio", "--quota", "9999999999999999999");
	EXPECT(sandbox, 2, "", "'9999999999G' is no size", "hub", "--stdio", "--quota", "9999999999G");
	EXPECT(sandbox, 2, "", "unexpected 'b'", "hub", "--stdio", "a", "b");
	sandbox_path(sandbox, "file", path);
	file_write(path, "x", 1);
	EXPECT(sandbox, 1, "", "file", "hub", "--stdio", path);
	EXPECT_WITH(sandbox, &(const struct run_options){ .output_file = path }, 2, NULL, "must be pipes", "hub",
	            "--stdio");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(news_cross_between_two_processes, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_acknowledged_survives_a_kill, setup, teardown),
		cmocka_unit_test_setup_teardown(several_processes_write_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(rubbish_ends_it, setup, teardown),
		cmocka_unit_test_setup_teardown(a_push_that_is_cut_leaves_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(who_does_not_read_costs_no_memory, setup, teardown),
		cmocka_unit_test_setup_teardown(a_folder_is_a_hub_too, setup, teardown),
		cmocka_unit_test_setup_teardown(options_say_whom_and_how_much_it_serves, setup, teardown),
		cmocka_unit_test_setup_teardown(its_usual_place_is_the_users, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_words_are_named, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
