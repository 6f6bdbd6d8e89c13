/* Hubs at servers: what is prepared for a test, and what only they have. */
#include "support_hub_server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct packet_view beginning = { "", 0 };

int server_setup(void **state, const char *variable)
{
	static int role = 0;
	struct hub_world *world = calloc(1, sizeof *world);
	const char *address = getenv(variable), *mark = address ? strstr(address, "ROLE") : NULL;

	assert_non_null(world);
	world->numbered = true;
	*state = world;
	if (mark)
		(void)snprintf(world->place, sizeof world->place, "%.*sm%d%s", (int)(mark - address), address, ++role,
		               mark + strlen("ROLE"));
	return 0;
}

int server_teardown(void **state)
{
	free(*state);
	return 0;
}

void server_skip_without(void **state)
{
	const struct hub_world *world = *state;

	if (world->place[0])
		return;
	print_message("no server: passed over (tests/tools starts one)\n");
	skip();
}

void what_is_compacted_at_a_server_goes_and_nothing_else_does(void **state)
{
	struct packet compact = { .kind = PACKET_COMPACT };

	server_skip_without(state);
	struct device *desk = device_of(*state, 7, 1);
	(void)device_pushes(desk, 1, "one");
	(void)device_pushes(desk, 2, "two");
	device_pulls(desk, beginning);
	struct packet_view first = device_hears_frame(desk, 1, "one"), second = device_hears_frame(desk, 2, "two");
	(void)device_hears(desk, PACKET_END);
	(void)device_pushes(desk, 3, "three");
	(void)device_hears(desk, PACKET_END);
	compact.cursor = second;
	device_say(desk, &compact);
	(void)device_hears(desk, PACKET_END);
	device_pulls(desk, first);
	(void)device_hears_frame(desk, 3, "three");
	(void)device_hears(desk, PACKET_END);
	device_pulls(desk, beginning);
	(void)device_hears_frame(desk, 3, "three");
	(void)device_hears(desk, PACKET_END);
	device_close(desk);
}

/* More than one answer of the server has. */
void many_frames_of_a_server_come_in_order(void **state)
{
	enum { FRAMES = 5000 };
	size_t heard = 0;

	server_skip_without(state);
	struct device *desk = device_open(*state, NULL, 0), *laptop;
	(void)device_greets(desk, 7, 1);
	/* Pushed together as they are read together. */
	unsigned char *bytes = malloc((size_t)FRAMES * 64);
	size_t size = 0;
	assert_non_null(bytes);
	for (uint32_t i = 0; i < FRAMES; i++) {
		struct packet push = packet_push(0, "a frame");
		memcpy(push.id, &i, sizeof i);
		size += packet_write(&push, PACKET_CLIENT, bytes + size, 64);
	}
	struct serve *serve = device_serve(desk);
	assert_int_equal(serve_receive(serve, bytes, size), TS_OK);
	while (serve_step(serve)) {
	}
	free(bytes);
	laptop = device_of(*state, 7, 2);
	device_pulls(laptop, beginning);
	struct packet packet;
	while (device_next(laptop, &packet) && packet.kind == PACKET_FRAME) {
		uint32_t number;
		memcpy(&number, packet.id, sizeof number);
		assert_int_equal(number, heard++);
	}
	assert_int_equal(packet.kind, PACKET_END);
	assert_int_equal(heard, FRAMES);
	device_close(laptop);
	device_close(desk);
}
