/* The rules that every kind of hub obeys. */
#include "support_hub.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static const struct packet_view beginning = { "", 0 };

/* A text with a size of its own, for the caller to free. */
static char *long_text(size_t size)
{
	char *text = malloc(size + 1);

	assert_non_null(text);
	memset(text, 'x', size);
	text[size] = '\0';
	return text;
}

static void assert_over(struct device *device, bool misspoken)
{
	bool found;

	assert_non_null(serve_over(device_serve(device), &found));
	assert_int_equal(found, misspoken);
	assert_int_equal(serve_room(device_serve(device)), 0);
}

void a_device_greets_first(void **state)
{
	const struct packet early[] = {
		{ .kind = PACKET_PULL }, { .kind = PACKET_PING }, { .kind = PACKET_WHO }, packet_push(1, "x")
	};

	for (size_t i = 0; i < sizeof early / sizeof early[0]; i++) {
		struct device *device = device_open(*state, NULL, 0);
		device_say(device, &early[i]);
		device_hears_nothing(device);
		assert_over(device, true);
		device_close(device);
	}
	struct device *device = device_open(*state, NULL, 0);
	device_say(device, &(struct packet){ .kind = PACKET_HELLO, .version = PACKET_VERSION + 1 });
	assert_int_equal(device_hears(device, PACKET_REFUSED).code, PACKET_REFUSED_VERSION);
	assert_over(device, false);
	device_close(device);
	device = device_of(*state, 7, 1);
	device_say(device, &(struct packet){ .kind = PACKET_PING });
	(void)device_hears(device, PACKET_PONG);
	device_say(device, &(struct packet){ .kind = PACKET_HELLO, .version = PACKET_VERSION });
	assert_over(device, true);
	device_close(device);
	device = device_open(*state, NULL, 0);
	device_say_bytes(device, "Welcome to home\r\n", 17);
	assert_over(device, true);
	device_close(device);
}

void what_is_pushed_is_acknowledged_and_pulled(void **state)
{
	struct device *desk = device_of(*state, 7, 1), *laptop = device_of(*state, 7, 2);

	(void)device_pushes(desk, 1, "one");
	(void)device_pushes(desk, 2, "");
	device_hears_nothing(desk);
	device_pulls(laptop, beginning);
	(void)device_hears_frame(laptop, 1, "one");
	struct packet_view last = device_hears_frame(laptop, 2, "");
	struct packet end = device_hears(laptop, PACKET_END);
	assert_int_equal(end.cursor.size, last.size);
	assert_memory_equal(end.cursor.bytes, last.bytes, last.size);
	device_hears_nothing(laptop);
	/* Its own frames too: they are a restored device's way back. */
	device_pulls(desk, beginning);
	(void)device_hears_frame(desk, 1, "one");
	(void)device_hears_frame(desk, 2, "");
	(void)device_hears(desk, PACKET_END);
	device_close(desk);
	device_close(laptop);
}

/* The owner's alone; a hub that keeps files has some more bytes for each frame. */
void a_greeting_tells_how_much_is_kept(void **state)
{
	struct device *desk = device_open(*state, NULL, 0), *other = device_of(*state, 9, 3);
	char *text = long_text(1000);

	assert_int_equal(device_greets(desk, 7, 1).kept, 0);
	(void)device_pushes(desk, 1, text);
	(void)device_pushes(desk, 2, text);
	(void)device_pushes(other, 3, text);
	struct device *laptop = device_open(*state, NULL, 0);
	assert_in_range(device_greets(laptop, 7, 2).kept, 2000, 2100);
	device_close(desk);
	device_close(laptop);
	device_close(other);
	free(text);
}

void every_cursor_gives_the_rest(void **state)
{
	enum { FRAMES = 5 };
	static const char *const texts[FRAMES] = { "one", "two", "three", "four", "five" };
	struct device *desk = device_of(*state, 7, 1);
	struct packet_view cursors[FRAMES + 1] = { { "", 0 } };

	for (size_t i = 0; i < FRAMES; i++)
		(void)device_pushes(desk, (unsigned char)(i + 1), texts[i]);
	device_pulls(desk, beginning);
	for (size_t i = 0; i < FRAMES; i++)
		cursors[i + 1] = device_hears_frame(desk, (unsigned char)(i + 1), texts[i]);
	(void)device_hears(desk, PACKET_END);
	for (size_t from = 0; from <= FRAMES; from++) {
		struct device *again = device_of(*state, 7, 3);
		device_pulls(again, cursors[from]);
		for (size_t i = from; i < FRAMES; i++)
			(void)device_hears_frame(again, (unsigned char)(i + 1), texts[i]);
		(void)device_hears(again, PACKET_END);
		device_hears_nothing(again);
		device_close(again);
	}
	device_close(desk);
}

void an_answer_to_a_push_jumps_over_nobody(void **state)
{
	struct device *desk = device_of(*state, 7, 1), *laptop = device_of(*state, 7, 2);

	/* Nothing is known of a device that has not pulled. */
	assert_int_equal(device_pushes(desk, 1, "one").cursor.size, 0);
	device_pulls(desk, beginning);
	(void)device_hears_frame(desk, 1, "one");
	(void)device_hears(desk, PACKET_END);
	(void)device_pushes(laptop, 2, "two");
	/* The laptop's frame stands between. */
	struct packet ack = device_pushes(desk, 3, "three");
	struct device *again = device_of(*state, 7, 1);
	device_pulls(again, ack.cursor);
	bool seen = false;
	struct packet packet;
	do {
		packet = device_hears(again, PACKET_FRAME);
		seen = seen || view_is(packet.payload, "two");
	} while (!seen);
	device_close(again);
	device_deaf(desk);
	/* And now nothing does: the frame does not come back. */
	ack = device_pushes(desk, 4, "four");
	(void)device_hears(desk, PACKET_END);
	again = device_of(*state, 7, 1);
	device_pulls(again, ack.cursor);
	(void)device_hears(again, PACKET_END);
	device_hears_nothing(again);
	device_close(again);
	device_close(desk);
	device_close(laptop);
}

void a_frame_that_comes_twice_is_acknowledged_twice(void **state)
{
	const struct hub_world *world = *state;
	struct device *desk = device_of(world, 7, 1), *laptop = device_of(world, 7, 2);

	(void)device_pushes(desk, 1, "one");
	(void)device_pushes(desk, 1, "one");
	device_pulls(laptop, beginning);
	(void)device_hears_frame(laptop, 1, "one");
	/* A folder keeps both: they are merged to nothing. */
	if (!world->numbered)
		(void)device_hears_frame(laptop, 1, "one");
	(void)device_hears(laptop, PACKET_END);
	(void)device_pushes(desk, 1, "one");
	device_look(laptop);
	if (world->numbered)
		device_hears_nothing(laptop);
	device_close(desk);
	device_close(laptop);
}

void news_go_out_by_themselves(void **state)
{
	struct device *desk = device_of(*state, 7, 1), *laptop = device_of(*state, 7, 2);

	device_pulls(laptop, beginning);
	(void)device_hears(laptop, PACKET_END);
	device_look(laptop);
	device_hears_nothing(laptop);
	(void)device_pushes(desk, 1, "one");
	device_look(laptop);
	(void)device_hears_frame(laptop, 1, "one");
	(void)device_hears(laptop, PACKET_END);
	device_look(laptop);
	device_hears_nothing(laptop);
	/* Who has not pulled is told nothing. */
	device_look(desk);
	device_hears_nothing(desk);
	device_close(desk);
	device_close(laptop);
}

void owners_do_not_see_each_other(void **state)
{
	struct device *ada = device_of(*state, 7, 1), *bob = device_of(*state, 8, 1);

	(void)device_pushes(ada, 1, "ada's");
	/* Ids are the owner's own. */
	(void)device_pushes(bob, 1, "bob's");
	device_pulls(ada, beginning);
	(void)device_hears_frame(ada, 1, "ada's");
	(void)device_hears(ada, PACKET_END);
	device_pulls(bob, beginning);
	(void)device_hears_frame(bob, 1, "bob's");
	(void)device_hears(bob, PACKET_END);
	(void)device_puts(ada, "ada", 0, "ada's keys");
	assert_int_equal(device_asks(bob, NULL).generation, 0);
	device_close(ada);
	device_close(bob);
}

void a_keyring_is_put_by_who_knows_the_present_one(void **state)
{
	struct device *desk = device_of(*state, 7, 1), *laptop = device_of(*state, 7, 2);
	struct packet answer = device_asks(desk, NULL);

	assert_int_equal(answer.generation, 0);
	assert_int_equal(answer.payload.size, 0);
	answer = device_puts(desk, "ada", 0, "first");
	assert_int_equal(answer.generation, 1);
	assert_true(view_is(answer.payload, "first"));
	/* The laptop was too late. */
	answer = device_puts(laptop, "ada", 0, "other");
	assert_int_equal(answer.generation, 1);
	assert_true(view_is(answer.payload, "first"));
	answer = device_puts(laptop, "ADA", 1, "second");
	assert_int_equal(answer.generation, 2);
	assert_true(view_is(answer.payload, "second"));
	/* Who joins knows the name only. */
	struct device *phone = device_open(*state, NULL, 0);
	(void)device_greets(phone, 0, 3);
	answer = device_asks(phone, "Ada");
	assert_int_equal(answer.generation, 2);
	assert_true(view_is(answer.payload, "second"));
	assert_int_equal(device_asks(phone, "bob").generation, 0);
	assert_int_equal(device_asks(phone, NULL).generation, 0);
	/* And then who she is. */
	assert_int_equal(device_greets(phone, 7, 3).generation, 2);
	assert_int_equal(device_asks(phone, NULL).generation, 2);
	device_close(phone);
	/* Before that there is nothing to pull. */
	phone = device_open(*state, NULL, 0);
	(void)device_greets(phone, 0, 3);
	device_pulls(phone, beginning);
	device_hears_nothing(phone);
	assert_over(phone, true);
	device_close(phone);
	device_close(desk);
	device_close(laptop);
}

void a_name_belongs_to_one_owner(void **state)
{
	struct device *desk = device_of(*state, 7, 1), *other = device_of(*state, 8, 2);

	(void)device_puts(desk, "ada", 0, "desk's");
	struct packet answer = device_puts(other, "ada", 0, "other's");
	assert_int_equal(answer.generation, 1);
	assert_true(view_is(answer.payload, "desk's"));
	assert_int_equal(device_asks(other, NULL).generation, 0);
	device_close(desk);
	device_close(other);
}

void only_one_user_is_served(void **state)
{
	const struct serve_rules rules = { .only = "Ada" };
	struct device *desk = device_open(*state, &rules, 0);
	struct packet push = packet_push(1, "one");

	(void)device_greets(desk, 7, 1);
	/* The keyring proves the name. */
	device_say(desk, &push);
	assert_int_equal(device_hears(desk, PACKET_REFUSED).code, PACKET_REFUSED_NOT_ALLOWED);
	struct packet keyring = { .kind = PACKET_KEYRING, .owner = { 9 }, .payload = { "x", 1 } };
	device_say(desk, &keyring);
	assert_int_equal(device_hears(desk, PACKET_REFUSED).code, PACKET_REFUSED_NOT_ALLOWED);
	assert_int_equal(device_puts(desk, "ada", 0, "keys").generation, 1);
	(void)device_pushes(desk, 1, "one");
	device_close(desk);
	/* Known from now on; others are not let in, nor told of. */
	desk = device_open(*state, &rules, 0);
	(void)device_greets(desk, 7, 1);
	(void)device_pushes(desk, 2, "two");
	device_close(desk);
	struct device *bob = device_of(*state, 8, 1);
	(void)device_puts(bob, "bob", 0, "bob's");
	device_close(bob);
	for (unsigned char owner = 8; owner <= 9; owner++) {
		bob = device_open(*state, &rules, 0);
		struct packet hello = { .kind = PACKET_HELLO, .version = PACKET_VERSION };
		memset(hello.owner, owner, sizeof hello.owner);
		device_say(bob, &hello);
		assert_int_equal(device_hears(bob, PACKET_REFUSED).code, PACKET_REFUSED_NOT_ALLOWED);
		assert_over(bob, false);
		device_close(bob);
	}
	bob = device_open(*state, &rules, 0);
	(void)device_greets(bob, 0, 1);
	assert_int_equal(device_asks(bob, "bob").generation, 0);
	assert_int_equal(device_asks(bob, "ada").generation, 1);
	device_close(bob);
	struct serve *serve = NULL;
	assert_int_equal(serve_begin(NULL, &(struct serve_rules){ .only = "\xff" }, &serve), TS_INVALID);
}

void only_one_owner_is_served(void **state)
{
	const struct serve_rules rules = { .only = "070707070707070707070707070707070"
		                                   "7" };
	const struct serve_rules right = { .only = "07070707070707070707070707070707" };
	struct device *ada = device_open(*state, &right, 0);

	(void)device_greets(ada, 7, 1);
	(void)device_pushes(ada, 1, "one");
	device_close(ada);
	/* One digit more is a name. */
	struct device *other = device_open(*state, &rules, 0);
	(void)device_greets(other, 7, 1);
	struct packet push = packet_push(2, "two");
	device_say(other, &push);
	assert_int_equal(device_hears(other, PACKET_REFUSED).code, PACKET_REFUSED_NOT_ALLOWED);
	device_close(other);
	struct device *bob = device_open(*state, &right, 0);
	struct packet hello = { .kind = PACKET_HELLO, .version = PACKET_VERSION, .owner = { 8 } };
	device_say(bob, &hello);
	assert_int_equal(device_hears(bob, PACKET_REFUSED).code, PACKET_REFUSED_NOT_ALLOWED);
	assert_over(bob, false);
	device_close(bob);
}

void what_is_wiped_is_gone_and_nothing_else_is(void **state)
{
	struct device *desk = device_of(*state, 7, 1), *laptop = device_of(*state, 7, 2),
	              *bob = device_of(*state, 8, 3);
	struct packet wipe = { .kind = PACKET_WIPE };
	unsigned char before[PACKET_CURSOR_MOST];

	(void)device_puts(desk, "ada", 0, "keys");
	(void)device_pushes(bob, 9, "bob's");
	device_pulls(desk, beginning);
	(void)device_hears(desk, PACKET_END);
	(void)device_pushes(desk, 1, "one");
	const struct packet end = device_hears(desk, PACKET_END);
	memcpy(before, end.cursor.bytes, end.cursor.size);
	device_pulls(laptop, beginning);
	(void)device_hears_frame(laptop, 1, "one");
	(void)device_hears(laptop, PACKET_END);
	/* Nobody's but one's own. */
	memset(wipe.owner, 8, sizeof wipe.owner);
	device_say(desk, &wipe);
	assert_int_equal(device_hears(desk, PACKET_REFUSED).code, PACKET_REFUSED_NOT_ALLOWED);
	memset(wipe.owner, 7, sizeof wipe.owner);
	device_say(desk, &wipe);
	(void)device_hears(desk, PACKET_WIPE);
	assert_int_equal(device_asks(desk, "ada").generation, 0);
	device_pulls(desk, beginning);
	(void)device_hears(desk, PACKET_END);
	/* Who comes with a cursor is told that the hub has lost what was there. */
	device_pulls(desk, (struct packet_view){ before, end.cursor.size });
	assert_int_equal(device_hears(desk, PACKET_HELLO).generation, 0);
	(void)device_hears(desk, PACKET_END);
	/* Who was there all the time misses nothing that comes now. */
	(void)device_pushes(desk, 3, "three");
	device_look(laptop);
	(void)device_hears_frame(laptop, 3, "three");
	device_pulls(bob, beginning);
	(void)device_hears_frame(bob, 9, "bob's");
	device_close(bob);
	device_close(laptop);
	device_close(desk);
}

void a_hub_that_only_gives_takes_nothing(void **state)
{
	struct device *desk = device_of(*state, 7, 1),
	              *reader = device_open(*state, &(struct serve_rules){ .read_only = true }, 0);
	struct packet push = packet_push(2, "two"),
	              keyring = { .kind = PACKET_KEYRING, .owner = { 1 }, .payload = { "x", 1 } },
	              compact = { .kind = PACKET_COMPACT }, wipe = { .kind = PACKET_WIPE };

	(void)device_pushes(desk, 1, "one");
	assert_int_equal(device_greets(reader, 7, 2).features, 0);
	device_pulls(reader, beginning);
	(void)device_hears_frame(reader, 1, "one");
	(void)device_hears(reader, PACKET_END);
	device_say(reader, &push);
	assert_int_equal(device_hears(reader, PACKET_REFUSED).code, PACKET_REFUSED_READ_ONLY);
	device_say(reader, &keyring);
	assert_int_equal(device_hears(reader, PACKET_REFUSED).code, PACKET_REFUSED_READ_ONLY);
	device_say(reader, &compact);
	assert_int_equal(device_hears(reader, PACKET_REFUSED).code, PACKET_REFUSED_READ_ONLY);
	memset(wipe.owner, 7, sizeof wipe.owner);
	device_say(reader, &wipe);
	assert_int_equal(device_hears(reader, PACKET_REFUSED).code, PACKET_REFUSED_READ_ONLY);
	/* And goes on giving. */
	(void)device_pushes(desk, 3, "three");
	device_look(reader);
	(void)device_hears_frame(reader, 3, "three");
	(void)device_hears(reader, PACKET_END);
	device_close(reader);
	device_close(desk);
}

void a_quota_refuses_and_loses_nothing(void **state)
{
	const struct hub_world *world = *state;
	struct device *desk = device_open(world, NULL, world->numbered ? 10 : 1000);
	char *large = long_text(world->numbered ? 8 : 990);
	struct packet push = packet_push(2, large);

	(void)device_greets(desk, 7, 1);
	(void)device_pushes(desk, 1, "one");
	device_say(desk, &push);
	assert_int_equal(device_hears(desk, PACKET_REFUSED).code, PACKET_REFUSED_QUOTA);
	/* What is known already takes no room. */
	if (world->numbered)
		(void)device_pushes(desk, 1, "one");
	(void)device_pushes(desk, 3, "three");
	device_pulls(desk, beginning);
	(void)device_hears_frame(desk, 1, "one");
	(void)device_hears_frame(desk, 3, "three");
	(void)device_hears(desk, PACKET_END);
	device_close(desk);
	/* Each owner has her own. */
	desk = device_open(world, NULL, world->numbered ? 10 : 1000);
	(void)device_greets(desk, 8, 1);
	(void)device_pushes(desk, 1, "one");
	device_close(desk);
	free(large);
}

void a_cut_push_leaves_nothing(void **state)
{
	struct packet push = packet_push(1, "a frame that never came whole");
	unsigned char bytes[128];
	size_t size = packet_write(&push, PACKET_CLIENT, bytes, sizeof bytes);
	struct device *desk;

	for (size_t cut = 0; cut < size; cut += cut < 6 ? 1 : 7) {
		desk = device_of(*state, 7, 1);
		device_say_bytes(desk, bytes, cut);
		device_hears_nothing(desk);
		device_close(desk);
	}
	desk = device_of(*state, 7, 1);
	device_pulls(desk, beginning);
	(void)device_hears(desk, PACKET_END);
	/* Byte by byte it is one. */
	for (size_t i = 0; i < size; i++)
		device_say_bytes(desk, bytes + i, 1);
	(void)device_hears(desk, PACKET_ACK);
	device_close(desk);
}

void a_strange_cursor_begins_anew_with_a_word(void **state)
{
	struct device *desk = device_of(*state, 7, 1);

	(void)device_pushes(desk, 1, "one");
	device_pulls(desk, (struct packet_view){ "of another hub altogether", 25 });
	(void)device_hears(desk, PACKET_HELLO);
	(void)device_hears_frame(desk, 1, "one");
	struct packet_view cursor = device_hears(desk, PACKET_END).cursor;
	device_pulls(desk, cursor);
	(void)device_hears(desk, PACKET_END);
	device_hears_nothing(desk);
	device_close(desk);
}

void who_does_not_read_is_not_written_to_for_ever(void **state)
{
	enum { FRAMES = 200, FRAME_SIZE = 20000 };
	char *text = long_text(FRAME_SIZE);
	struct device *desk = device_of(*state, 7, 1), *laptop = device_of(*state, 7, 2);
	struct serve *serve = device_serve(laptop);
	unsigned char pull[PACKET_HEADER_SIZE + 2];
	size_t size, heard = 0;

	for (size_t i = 1; i <= FRAMES; i++)
		(void)device_pushes(desk, (unsigned char)i, text);
	size = packet_write(&(struct packet){ .kind = PACKET_PULL }, PACKET_CLIENT, pull, sizeof pull);
	assert_int_equal(serve_receive(serve, pull, size), TS_OK);
	while (serve_step(serve)) {
	}
	(void)serve_output(serve, &size);
	assert_in_range(size, 1, 1024 * 1024);
	assert_int_equal(serve_room(serve), 0);
	/* And goes on when it does. */
	struct packet packet = { .kind = PACKET_PULL };
	while (packet.kind != PACKET_END) {
		const unsigned char *bytes = serve_output(serve, &size);
		ptrdiff_t length = packet_read(bytes, size, PACKET_HUB, &packet);
		assert_true(length > 0);
		heard += packet.kind == PACKET_FRAME;
		serve_sent(serve, (size_t)length);
		while (serve_step(serve)) {
		}
	}
	assert_int_equal(heard, FRAMES);
	device_close(desk);
	device_close(laptop);
	free(text);
}

void the_greatest_frame_goes_through(void **state)
{
	char *text = long_text(PACKET_PAYLOAD_MOST);
	struct device *desk = device_of(*state, 7, 1), *laptop = device_of(*state, 7, 2);

	(void)device_pushes(desk, 1, text);
	device_pulls(laptop, beginning);
	(void)device_hears_frame(laptop, 1, text);
	(void)device_hears(laptop, PACKET_END);
	device_close(desk);
	device_close(laptop);
	free(text);
}

/* Files that may not grow stand for a disk that is full. */
void a_full_disk_is_said_and_costs_nothing(void **state)
{
	const struct rlimit little = { 70000, RLIM_INFINITY };
	struct device *desk = device_of(*state, 7, 1), *laptop;
	struct rlimit before;
	char *text = long_text(60000);
	struct packet push = packet_push(2, text);
	bool misspoken;

	(void)device_pushes(desk, 1, "one");
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
	device_say(desk, &push);
	push = packet_push(3, text);
	if (!serve_over(device_serve(desk), &misspoken))
		device_say(desk, &push);
	struct packet packet, refusal = { .kind = 0 };
	bool acknowledged = false;
	while (device_next(desk, &packet)) {
		acknowledged = acknowledged || packet.kind == PACKET_ACK;
		if (packet.kind == PACKET_REFUSED)
			refusal = packet;
	}
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(refusal.kind, PACKET_REFUSED);
	assert_true(refusal.code == PACKET_REFUSED_FULL || refusal.code == PACKET_REFUSED_FAILED);
	device_close(desk);
	laptop = device_of(*state, 7, 2);
	(void)device_pushes(laptop, 4, "four");
	device_pulls(laptop, beginning);
	size_t heard = 0;
	while (device_next(laptop, &packet) && packet.kind == PACKET_FRAME)
		heard++;
	assert_int_equal(packet.kind, PACKET_END);
	assert_int_equal(heard, acknowledged ? 3 : 2);
	device_close(laptop);
	free(text);
}
