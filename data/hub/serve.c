/* The conversation of a hub with one device. */
#include "data/hub/serve.h"

#include "data/file/file.h"
#include "data/hub/name_hash.h"
#include "data/hub/serve_owner.h"

#include <stdlib.h>
#include <string.h>

enum {
	INPUT_MOST = 2 * PACKET_SIZE_MOST, /* so that a packet of any size fits, and pushes gather */
	OUTPUT_ENOUGH = 512 * 1024,        /* nothing more is done while so much waits; one packet may go over it */
	PUSHES_MOST = 1024                 /* frames of one transaction */
};

/* Hexadecimal ones, of an owner. */
enum { DIGITS = 2 * PACKET_ID_SIZE };

static bool digits_read(const char *text, unsigned char out[PACKET_ID_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	if (strlen(text) != DIGITS)
		return false;
	memset(out, 0, PACKET_ID_SIZE);
	for (size_t i = 0; i < DIGITS; i++) {
		const char *found = strchr(digits, text[i] >= 'A' && text[i] <= 'F' ? text[i] + ('a' - 'A') : text[i]);
		if (!found)
			return false;
		out[i / 2] = (unsigned char)(out[i / 2] << 4 | (found - digits));
	}
	return true;
}

enum ts_status serve_begin(struct hub *hub, const struct serve_rules *rules, struct serve **out)
{
	struct serve *serve = calloc(1, sizeof *serve);
	enum ts_status status = serve ? TS_OK : TS_NO_MEMORY;

	if (serve) {
		serve->hub = hub;
		serve->read_only = rules->read_only;
		serve->frames = calloc(PUSHES_MOST, sizeof *serve->frames);
		status = serve->frames ? TS_OK : TS_NO_MEMORY;
	}
	if (status == TS_OK && rules->only) {
		serve->only_owner = digits_read(rules->only, serve->only);
		serve->only_name = !serve->only_owner;
		if (serve->only_name)
			status = hub_name_hash(rules->only, serve->only);
	}
	if (status == TS_OK)
		*out = serve;
	else
		serve_end(serve);
	return status;
}

void serve_end(struct serve *serve)
{
	if (!serve)
		return;
	queue_release(&serve->input);
	queue_release(&serve->output);
	free(serve->frames);
	free(serve);
}

/* ---- frames */

static bool frame_answer(void *context, const struct hub_frame *frame, struct packet_view cursor)
{
	struct serve *serve = context;
	struct packet packet = { .kind = PACKET_FRAME, .cursor = cursor, .payload = frame->payload };

	if (serve->over || serve->output.size >= OUTPUT_ENOUGH)
		return false;
	memcpy(packet.id, frame->id, sizeof packet.id);
	conversation_answer(serve, &packet);
	serve->end_due = true;
	return !serve->over;
}

static void frames_tell(struct serve *serve)
{
	bool all = false;
	enum ts_status status = serve->hub->operations->pull(serve->hub, frame_answer, serve, &all);

	if (status != TS_OK)
		conversation_refuse_failure(serve, status);
	else if (all && serve->end_due)
		conversation_answer(serve, &(struct packet){ .kind = PACKET_END, .cursor = hub_position(serve->hub) });
	serve->end_due = serve->end_due && !all;
	/* What cannot be read now is not tried again until something changes. */
	serve->current = all || status != TS_OK;
}

static void pull_take(struct serve *serve, const struct packet *packet)
{
	struct hub_about about;
	enum ts_status status = serve->hub->operations->seek(serve->hub, packet->cursor);

	serve->pulling = status == TS_OK || status == TS_NOT_FOUND;
	serve->current = false;
	serve->end_due = true;
	if (status == TS_NOT_FOUND) {
		struct packet_view position = hub_position(serve->hub);
		unsigned char kept[PACKET_CURSOR_MOST];
		memcpy(kept, position.bytes, position.size);
		status = serve->hub->operations->enter(serve->hub, &about);
		memcpy(serve->hub->position, kept, position.size);
		serve->hub->position_size = position.size;
		if (status == TS_OK)
			serve_hello_answer(serve, &about);
	}
	if (status != TS_OK)
		conversation_refuse_failure(serve, status);
}

static void pushes_make(struct serve *serve, size_t count)
{
	enum ts_status status = serve->hub->operations->push(serve->hub, serve->frames, count);

	if (status != TS_OK) {
		conversation_refuse_failure(serve, status);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct packet packet = { .kind = PACKET_ACK, .cursor = hub_position(serve->hub) };
		memcpy(packet.id, serve->frames[i].id, sizeof packet.id);
		conversation_answer(serve, &packet);
	}
	serve->current = false;
	serve->end_due = true;
}

/* All pushes that stand one behind the other. Returns how many bytes they are. */
static size_t pushes_take(struct serve *serve)
{
	size_t size, taken = 0, count = 0;
	const unsigned char *bytes = queue_bytes(&serve->input, &size);
	struct packet packet;
	ptrdiff_t length;

	while (count < PUSHES_MOST && (length = packet_read(bytes + taken, size - taken, PACKET_CLIENT, &packet)) > 0 &&
	       packet.kind == PACKET_PUSH) {
		struct hub_frame *frame = &serve->frames[count++];
		memcpy(frame->id, packet.id, sizeof frame->id);
		frame->payload = packet.payload;
		taken += (size_t)length;
	}
	if (serve->read_only)
		conversation_refuse(serve, PACKET_REFUSED_READ_ONLY, "this hub only gives");
	else if (!serve->admitted)
		conversation_refuse(serve, PACKET_REFUSED_NOT_ALLOWED, "this hub wants the user's keyring first");
	else
		pushes_make(serve, count);
	return taken;
}

static void compact_take(struct serve *serve, const struct packet *packet)
{
	enum ts_status status;

	if (!serve->hub->operations->compact || !serve->admitted) {
		conversation_refuse(serve, PACKET_REFUSED_NOT_ALLOWED, "this hub drops nothing");
		return;
	}
	status = serve->hub->operations->compact(serve->hub, packet->cursor);
	if (status == TS_OK)
		conversation_answer(serve, &(struct packet){ .kind = PACKET_END, .cursor = packet->cursor });
	else
		conversation_refuse_failure(serve, status);
}

/* ---- what comes */

/* What only somebody may do who has said whose device it is. */
static void owner_packet_take(struct serve *serve, const struct packet *packet)
{
	bool writes = packet->kind == PACKET_KEYRING || packet->kind == PACKET_COMPACT || packet->kind == PACKET_WIPE;

	if (!serve->entered)
		conversation_end_misspoken(serve, "the device does not say whose it is");
	else if (writes && serve->read_only)
		conversation_refuse(serve, PACKET_REFUSED_READ_ONLY, "this hub only gives");
	else if (packet->kind == PACKET_KEYRING)
		serve_keyring_take(serve, packet);
	else if (packet->kind == PACKET_COMPACT)
		compact_take(serve, packet);
	else if (packet->kind == PACKET_WIPE)
		serve_wipe_take(serve, packet);
	else
		pull_take(serve, packet);
}

static void packet_take(struct serve *serve, const struct packet *packet)
{
	if (packet->kind == PACKET_HELLO)
		serve_hello_take(serve, packet);
	else if (!serve->greeted)
		conversation_end_misspoken(serve, "the device does not greet");
	else if (packet->kind == PACKET_WHO)
		serve_who_take(serve, packet);
	else if (packet->kind == PACKET_PING)
		conversation_answer(serve, &(struct packet){ .kind = PACKET_PONG });
	else if (packet->kind != PACKET_PONG)
		owner_packet_take(serve, packet);
}

/* False: there is no whole packet. */
static bool input_take(struct serve *serve)
{
	size_t size;
	const unsigned char *bytes = queue_bytes(&serve->input, &size);
	struct packet packet;
	ptrdiff_t length = packet_read(bytes, size, PACKET_CLIENT, &packet);

	if (length < 0)
		conversation_end_misspoken(serve, "what comes is not what a device says");
	if (length <= 0)
		return false;
	if (packet.kind == PACKET_PUSH && serve->entered)
		length = (ptrdiff_t)pushes_take(serve);
	else
		packet_take(serve, &packet);
	if (!serve->over)
		queue_drop(&serve->input, (size_t)length);
	return true;
}

bool serve_step(struct serve *serve)
{
	if (serve->over || serve->output.size >= OUTPUT_ENOUGH)
		return false;
	if (input_take(serve))
		return true;
	if (serve->over || !serve->pulling || serve->current)
		return false;
	frames_tell(serve);
	return true;
}

void serve_look(struct serve *serve)
{
	/* Asked in any case: who told of it would not stop. */
	if (serve->greeted && serve->hub->operations->changed(serve->hub))
		serve->current = false;
	if (serve->hub->lost && !serve->over)
		conversation_refuse_failure(serve, TS_IO);
}

size_t serve_room(const struct serve *serve)
{
	if (serve->over || serve->output.size >= OUTPUT_ENOUGH)
		return 0;
	return INPUT_MOST - serve->input.size;
}

enum ts_status serve_receive(struct serve *serve, const void *bytes, size_t size)
{
	unsigned char *room = queue_room(&serve->input, size);

	if (!room)
		return TS_NO_MEMORY;
	memcpy(room, bytes, size);
	serve->input.size += size;
	return TS_OK;
}

const void *serve_output(const struct serve *serve, size_t *size)
{
	return queue_bytes(&serve->output, size);
}

void serve_sent(struct serve *serve, size_t size)
{
	queue_drop(&serve->output, size);
}

const char *serve_over(const struct serve *serve, bool *misspoken)
{
	*misspoken = serve->misspoken;
	return serve->over;
}
