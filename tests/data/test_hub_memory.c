/* Each allocation that fails in a hub: the device is refused or the conversation ends, nothing acknowledged is lost,
 * and nothing breaks. */
#include "support_hub.h"
#include "tests/campaign/campaign.h"
#include "tests/memory/allocation.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { AT_MOST = 20000, FRAMES = 3 };

static size_t words_make(unsigned char *bytes, size_t room)
{
	const struct packet packets[] = {
		{ .kind = PACKET_HELLO, .version = PACKET_VERSION, .owner = { 7 }, .device = { 1 } },
		{ .kind = PACKET_KEYRING, .owner = { 9 }, .payload = { "keys", 4 } },
		packet_push(1, "one"),
		packet_push(2, "two"),
		{ .kind = PACKET_PULL },
		packet_push(3, "three"),
		{ .kind = PACKET_WHO, .owner = { 9 } },
		{ .kind = PACKET_PULL, .cursor = { "strange", 7 } }
	};
	size_t size = 0;

	for (size_t i = 0; i < sizeof packets / sizeof packets[0]; i++)
		size += packet_write(&packets[i], PACKET_CLIENT, bytes + size, room - size);
	return size;
}

/* Notes which frames were acknowledged, or pulled. */
static void answers_note(const struct serve *serve, enum packet_kind kind, bool noted[FRAMES + 1])
{
	size_t size, at = 0;
	const unsigned char *bytes = serve_output(serve, &size);
	struct packet packet;

	while (at < size) {
		ptrdiff_t length = packet_read(bytes + at, size - at, PACKET_HUB, &packet);
		assert_true(length > 0);
		at += (size_t)length;
		if (packet.kind == kind && packet.id[0] <= FRAMES)
			noted[packet.id[0]] = true;
	}
}

/* A conversation that goes as far as there is memory. */
static void converse(const char *place, const unsigned char *words, size_t size, enum packet_kind kind,
                     bool noted[FRAMES + 1])
{
	char reason[TS_REASON_SIZE] = "";
	struct hub *hub = NULL;
	struct serve *serve = NULL;
	enum ts_status status = hub_open(place, &(struct hub_opening){ 0 }, reason, &hub);

	if (status == TS_OK)
		status = serve_begin(hub, &(struct serve_rules){ .only = NULL }, &serve);
	if (status == TS_OK)
		status = serve_receive(serve, words, size);
	while (status == TS_OK && serve_step(serve)) {
	}
	if (serve)
		answers_note(serve, kind, noted);
	serve_end(serve);
	hub_close(hub);
}

static size_t lost_count(const char *place, const bool acknowledged[FRAMES + 1])
{
	const struct packet packets[] = { { .kind = PACKET_HELLO, .version = PACKET_VERSION, .owner = { 7 } },
		                          { .kind = PACKET_PULL } };
	bool there[FRAMES + 1] = { false };
	unsigned char bytes[256];
	size_t size = packet_write(&packets[0], PACKET_CLIENT, bytes, sizeof bytes), lost = 0;

	size += packet_write(&packets[1], PACKET_CLIENT, bytes + size, sizeof bytes - size);
	converse(place, bytes, size, PACKET_FRAME, there);
	for (size_t i = 1; i <= FRAMES; i++)
		lost += acknowledged[i] && !there[i];
	return lost;
}

static void refuse_each(const struct support *support, const char *prefix, int step, bool for_good)
{
	unsigned char words[1024];
	size_t size = words_make(words, sizeof words), acknowledged_all = 0;
	char directory[SUPPORT_PATH_SIZE + 32], place[SUPPORT_PATH_SIZE + 64];

	for (int at = 1; at < AT_MOST; at += step) {
		bool acknowledged[FRAMES + 1] = { false };
		(void)snprintf(directory, sizeof directory, "%s/%s%d-%d", support->directory, *prefix ? "f" : "d", at,
		               for_good);
		assert_int_equal(mkdir(directory, 0700), 0);
		(void)snprintf(place, sizeof place, "%s%s", prefix, directory);
		allocation_arm(at, for_good);
		converse(place, words, size, PACKET_ACK, acknowledged);
		bool done = allocation_count() < at;
		allocation_arm(0, false);
		assert_int_equal(lost_count(place, acknowledged), 0);
		acknowledged_all = (size_t)acknowledged[1] + acknowledged[2] + acknowledged[3];
		if (done)
			break;
	}
	assert_int_equal(acknowledged_all, FRAMES);
}

static void a_hub_in_a_directory_survives(void **state)
{
	/* SQLite's own are in it, and many. */
	int step = campaign_on() ? 1 : 7;

	refuse_each(*state, "", step, false);
	refuse_each(*state, "", step, true);
}

static void a_hub_in_a_folder_survives(void **state)
{
	refuse_each(*state, "folder:", 1, false);
	refuse_each(*state, "folder:", 1, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_hub_in_a_directory_survives, support_setup, support_teardown),
		cmocka_unit_test_setup_teardown(a_hub_in_a_folder_survives, support_setup, support_teardown),
	};

	assert_true(allocation_include_sqlite());
	return cmocka_run_group_tests(tests, NULL, NULL);
}
