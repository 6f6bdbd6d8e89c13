/* Packets: each kind of each side is read as it was written, and nothing else is. */
#include "data/hub/name_hash.h"
#include "data/hub/packet.h"
#include "tests/data/support.h"

#include <stdlib.h>
#include <string.h>

static unsigned char cursor_bytes[PACKET_CURSOR_MOST + 1];
static unsigned char payload_bytes[PACKET_SIZE_MOST];

static struct packet packet_full(enum packet_kind kind, size_t cursor, size_t payload)
{
	struct packet packet = { .kind = kind,
		                 .version = PACKET_VERSION,
		                 .features = 0x04030201,
		                 .generation = 0x0807060504030201,
		                 .kept = 0x1817161514131211,
		                 .cursor = { cursor_bytes, cursor },
		                 .payload = { payload_bytes, payload },
		                 .code = PACKET_REFUSED_QUOTA,
		                 .text = { payload_bytes, payload } };

	memset(packet.owner, 0x11, sizeof packet.owner);
	memset(packet.device, 0x22, sizeof packet.device);
	memset(packet.hub, 0x33, sizeof packet.hub);
	memset(packet.id, 0x44, sizeof packet.id);
	for (size_t i = 0; i < sizeof cursor_bytes; i++)
		cursor_bytes[i] = (unsigned char)(i + 1);
	for (size_t i = 0; i < sizeof payload_bytes; i++)
		payload_bytes[i] = (unsigned char)(i * 7 + 3);
	return packet;
}

static bool view_holds(struct packet_view view, const void *bytes, size_t size)
{
	return view.size == 0 || (view.size == size && memcmp(view.bytes, bytes, size) == 0);
}

static unsigned char *written(const struct packet *packet, enum packet_side side, size_t *size)
{
	*size = packet_write(packet, side, NULL, 0);
	if (*size == 0)
		return NULL;
	unsigned char *bytes = malloc(*size);
	assert_non_null(bytes);
	assert_int_equal(packet_write(packet, side, bytes, *size), *size);
	return bytes;
}

/* Which side has which kind: 1 client, 2 hub. */
static const unsigned spoken[] = {
	[PACKET_HELLO] = 3, [PACKET_WHO] = 1,     [PACKET_KEYRING] = 3, [PACKET_PUSH] = 1,    [PACKET_ACK] = 2,
	[PACKET_PULL] = 1,  [PACKET_FRAME] = 2,   [PACKET_END] = 2,     [PACKET_COMPACT] = 1, [PACKET_PING] = 3,
	[PACKET_PONG] = 3,  [PACKET_REFUSED] = 2, [PACKET_WIPE] = 3,
};
enum { KINDS = sizeof spoken / sizeof spoken[0] };

static void each_kind_is_read_as_it_was_written(void **state)
{
	(void)state;
	for (int kind = PACKET_HELLO; kind < KINDS; kind++) {
		for (int side = PACKET_CLIENT; side <= PACKET_HUB; side++) {
			struct packet packet = packet_full((enum packet_kind)kind, 300, 1000), read;
			size_t size;
			unsigned char *bytes = written(&packet, (enum packet_side)side, &size);
			assert_int_equal(bytes != NULL, (spoken[kind] >> side) & 1);
			if (!bytes)
				continue;
			assert_int_equal(packet_read(bytes, size, (enum packet_side)side, &read), size);
			assert_int_equal(read.kind, kind);
			assert_true(view_holds(read.cursor, cursor_bytes, 300));
			assert_true(view_holds(read.payload, payload_bytes, 1000));
			assert_true(view_holds(read.text, payload_bytes, 1000));
			/* All that the kind has: what is read is written to the same bytes. */
			size_t again_size;
			unsigned char *again = written(&read, (enum packet_side)side, &again_size);
			assert_int_equal(again_size, size);
			assert_memory_equal(again, bytes, size);
			free(again);
			free(bytes);
		}
	}
}

static void fields_stand_where_the_header_says(void **state)
{
	static const unsigned char push[] = { 22,   0,    0,    0,    4,    0x44, 0x44, 0x44, 0x44,
		                              0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44,
		                              0x44, 0x44, 0x44, 3,    10,   17,   24,   31 };
	static const unsigned char pull[] = { 5, 0, 0, 0, 6, 2, 0, 1, 2 };
	struct packet packet = packet_full(PACKET_PUSH, 0, 5);
	unsigned char bytes[64];

	(void)state;
	assert_int_equal(packet_write(&packet, PACKET_CLIENT, bytes, sizeof bytes), sizeof push);
	assert_memory_equal(bytes, push, sizeof push);
	packet = packet_full(PACKET_PULL, 2, 0);
	assert_int_equal(packet_write(&packet, PACKET_CLIENT, bytes, sizeof bytes), sizeof pull);
	assert_memory_equal(bytes, pull, sizeof pull);
	packet = packet_full(PACKET_HELLO, 0, 0);
	assert_int_equal(packet_write(&packet, PACKET_CLIENT, bytes, sizeof bytes), 49);
	assert_memory_equal(bytes, "\x2d\0\0\0\1tshub\n\1\0\1\2\3\4\x11", 18);
}

static void every_cut_waits_for_more_or_is_no_packet(void **state)
{
	(void)state;
	for (int kind = PACKET_HELLO; kind < KINDS; kind++) {
		for (int side = PACKET_CLIENT; side <= PACKET_HUB; side++) {
			struct packet packet = packet_full((enum packet_kind)kind, 9, 20), read;
			size_t size;
			unsigned char *bytes = written(&packet, (enum packet_side)side, &size);
			for (size_t cut = 0; bytes && cut < size; cut++) {
				unsigned char *part = malloc(cut ? cut : 1);
				assert_non_null(part);
				memcpy(part, bytes, cut);
				assert_int_equal(packet_read(part, cut, (enum packet_side)side, &read), 0);
				free(part);
			}
			free(bytes);
		}
	}
}

/* The same body, cut within the packet: its length says that this is all. */
static void a_body_that_lacks_a_field_or_has_more_is_no_packet(void **state)
{
	static const struct {
		enum packet_kind kind;
		enum packet_side side;
		size_t least; /* what stands before the rest, if it has one */
		bool rest;
	} bodies[] = {
		{ PACKET_HELLO, PACKET_CLIENT, 44, false },  { PACKET_HELLO, PACKET_HUB, 46, false },
		{ PACKET_WHO, PACKET_CLIENT, 16, false },    { PACKET_KEYRING, PACKET_CLIENT, 24, true },
		{ PACKET_KEYRING, PACKET_HUB, 8, true },     { PACKET_PUSH, PACKET_CLIENT, 16, true },
		{ PACKET_ACK, PACKET_HUB, 18, false },       { PACKET_PULL, PACKET_CLIENT, 2, false },
		{ PACKET_FRAME, PACKET_HUB, 18, true },      { PACKET_END, PACKET_HUB, 2, false },
		{ PACKET_COMPACT, PACKET_CLIENT, 2, false }, { PACKET_PING, PACKET_CLIENT, 0, false },
		{ PACKET_PONG, PACKET_HUB, 0, false },       { PACKET_REFUSED, PACKET_HUB, 1, true },
		{ PACKET_WIPE, PACKET_CLIENT, 16, false },   { PACKET_WIPE, PACKET_HUB, 0, false },
	};
	unsigned char bytes[80];

	(void)state;
	for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
		struct packet packet = packet_full(bodies[i].kind, 0, 0), read;
		size_t size = packet_write(&packet, bodies[i].side, bytes, sizeof bytes);
		assert_int_equal(size, PACKET_HEADER_SIZE + bodies[i].least);
		for (size_t body = 0; body <= bodies[i].least + 1; body++) {
			bool right = body == bodies[i].least || (bodies[i].rest && body > bodies[i].least);
			bytes[0] = (unsigned char)(body + 1);
			ptrdiff_t taken = packet_read(bytes, PACKET_HEADER_SIZE + body, bodies[i].side, &read);
			assert_int_equal(taken, right ? (ptrdiff_t)(PACKET_HEADER_SIZE + body) : -1);
		}
	}
}

static void nothing_breaks_a_bound(void **state)
{
	struct packet packet = packet_full(PACKET_FRAME, PACKET_CURSOR_MOST, PACKET_PAYLOAD_MOST), read;
	size_t size;
	unsigned char *bytes = written(&packet, PACKET_HUB, &size);

	(void)state;
	assert_non_null(bytes);
	assert_true(size <= PACKET_SIZE_MOST);
	assert_int_equal(packet_read(bytes, size, PACKET_HUB, &read), size);
	assert_int_equal(read.payload.size, PACKET_PAYLOAD_MOST);
	free(bytes);
	packet.cursor.size++;
	assert_int_equal(packet_write(&packet, PACKET_HUB, NULL, 0), 0);
	packet = packet_full(PACKET_PUSH, 0, PACKET_PAYLOAD_MOST + 1);
	assert_int_equal(packet_write(&packet, PACKET_CLIENT, NULL, 0), 0);
	packet.payload.size = SIZE_MAX - 8;
	assert_int_equal(packet_write(&packet, PACKET_CLIENT, NULL, 0), 0);
	packet = packet_full(PACKET_REFUSED, 0, PACKET_SIZE_MOST);
	assert_int_equal(packet_write(&packet, PACKET_HUB, NULL, 0), 0);
	packet = (struct packet){ .kind = 0 };
	assert_int_equal(packet_write(&packet, PACKET_HUB, NULL, 0), 0);
	packet.kind = (enum packet_kind)(PACKET_WIPE + 1);
	assert_int_equal(packet_write(&packet, PACKET_HUB, NULL, 0), 0);
}

/* Written by hand, since our own writing keeps the bounds. */
static void what_nobody_says_is_told_at_once(void **state)
{
	static const struct {
		const char *bytes;
		size_t size;
		enum packet_side side;
	} strange[] = {
		{ "\0\0\0\0", 4, PACKET_CLIENT },      /* no kind */
		{ "\xff\xff\xff\xff", 4, PACKET_HUB }, /* 4 GiB */
		{ "\1\0\x10\0", 4, PACKET_CLIENT },    /* one byte over a megabyte */
		{ "\1\0\0\0\0", 5, PACKET_CLIENT },    /* kinds that there are not, or that the side has not */
		{ "\1\0\0\0\16", 5, PACKET_HUB },
		{ "\1\0\0\0\xff", 5, PACKET_HUB },
		{ "\x99\0\0\0\7", 5, PACKET_CLIENT },
		{ "\x99\0\0\0\4", 5, PACKET_HUB },
		{ "Welcome to home\n", 16, PACKET_HUB }, /* a shell that greets */
		{ "\x2d\0\0\0\1tshug\n\1\0\0\0\0\0................................", 49, PACKET_CLIENT },
		{ "\5\0\0\0\6\3\0ab", 9, PACKET_CLIENT }, /* a cursor that is longer than its packet */
	};
	struct packet packet;

	(void)state;
	for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++)
		assert_int_equal(packet_read(strange[i].bytes, strange[i].size, strange[i].side, &packet), -1);
	unsigned char *bytes = calloc(1, PACKET_SIZE_MOST);
	assert_non_null(bytes);
	/* A cursor of 4097 bytes, a payload of one byte too many: their lengths are right. */
	/* NOLINTNEXTLINE(bugprone-not-null-terminated-result): bytes */
	memcpy(bytes, "\x04\x10\0\0\6\1\x10", 7);
	assert_int_equal(packet_read(bytes, 4 + 0x1004, PACKET_CLIENT, &packet), -1);
	size_t length = 1 + 16 + PACKET_PAYLOAD_MOST + 1;
	memcpy(bytes,
	       (unsigned char[]){ (unsigned char)length, (unsigned char)(length >> 8), (unsigned char)(length >> 16), 0,
	                          4 },
	       5);
	assert_int_equal(packet_read(bytes, 4 + length, PACKET_CLIENT, &packet), -1);
	free(bytes);
}

static void a_greeting_of_another_version_is_understood_so_far(void **state)
{
	static const char newer[] = "\x0b\0\0\0\1tshub\n\2\0??";
	struct packet packet;

	(void)state;
	assert_int_equal(packet_read(newer, sizeof newer - 1, PACKET_CLIENT, &packet), -1); /* no features */
	static const char longer[] = "\x0e\0\0\0\1tshub\n\2\0\0\0\0\0?";
	assert_int_equal(packet_read(longer, sizeof longer - 1, PACKET_CLIENT, &packet), sizeof longer - 1);
	assert_int_equal(packet.kind, PACKET_HELLO);
	assert_int_equal(packet.version, 2);
	assert_int_equal(packet_read(longer, sizeof longer - 1, PACKET_HUB, &packet), sizeof longer - 1);
}

static void packets_are_read_one_behind_the_other(void **state)
{
	unsigned char bytes[256];
	size_t size = 0, at = 0;
	struct packet packet;
	static const enum packet_kind kinds[] = { PACKET_HELLO, PACKET_PULL, PACKET_PUSH, PACKET_PING, PACKET_WHO };

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		packet = packet_full(kinds[i], 3, 4);
		size += packet_write(&packet, PACKET_CLIENT, bytes + size, sizeof bytes - size);
	}
	for (size_t i = 0; i < 5; i++) {
		ptrdiff_t taken = packet_read(bytes + at, size - at, PACKET_CLIENT, &packet);
		assert_true(taken > 0);
		assert_int_equal(packet.kind, kinds[i]);
		at += (size_t)taken;
	}
	assert_int_equal(at, size);
	assert_int_equal(packet_read(bytes + at, 0, PACKET_CLIENT, &packet), 0);
}

static void names_of_one_user_have_one_hash(void **state)
{
	unsigned char one[HUB_NAME_HASH_SIZE], other[HUB_NAME_HASH_SIZE];
	/* What other implementations of BLAKE2b give for b"timesheet name\0ada", 16 bytes. */
	static const unsigned char ada[] = { 0xcb, 0xf4, 0x81, 0x3e, 0xd2, 0xd6, 0xaf, 0x4b,
		                             0x8f, 0x4a, 0x80, 0x89, 0x83, 0x64, 0x3b, 0xfc };

	(void)state;
	assert_int_equal(hub_name_hash("ada", one), TS_OK);
	assert_memory_equal(one, ada, sizeof ada);
	assert_int_equal(hub_name_hash("ADA", other), TS_OK);
	assert_memory_equal(one, other, sizeof one);
	assert_int_equal(hub_name_hash("adb", other), TS_OK);
	assert_memory_not_equal(one, other, sizeof one);
	assert_int_equal(hub_name_hash("\xff", other), TS_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_is_read_as_it_was_written),
		cmocka_unit_test(fields_stand_where_the_header_says),
		cmocka_unit_test(every_cut_waits_for_more_or_is_no_packet),
		cmocka_unit_test(a_body_that_lacks_a_field_or_has_more_is_no_packet),
		cmocka_unit_test(nothing_breaks_a_bound),
		cmocka_unit_test(what_nobody_says_is_told_at_once),
		cmocka_unit_test(a_greeting_of_another_version_is_understood_so_far),
		cmocka_unit_test(packets_are_read_one_behind_the_other),
		cmocka_unit_test(names_of_one_user_have_one_hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
