/* The conversation of a hub with one device. */
#include "data/hub/serve.h"

#include "data/file/file.h"
#include "data/hub/name_hash.h"
#include "data/hub/operations.h"
#include "data/hub/queue.h"

#include <stdlib.h>
#include <string.h>

enum {
	INPUT_MOST = 2 * PACKET_SIZE_MOST, /* so that a packet of any size fits, and pushes gather */
	OUTPUT_ENOUGH = 512 * 1024,        /* nothing more is done while so much waits; one packet may go over it */
	PUSHES_MOST = 1024                 /* frames of one transaction */
};

struct serve {
	struct hub *hub;
	struct queue input, output;
	bool read_only;
	bool only_name, only_owner; /* only this one is served: */
	unsigned char only[PACKET_ID_SIZE];
	bool greeted;
	bool entered;             /* the device has said whose it is */
	bool admitted;            /* and frames are taken from it: false until its keyring proves the name */
	bool pulling;             /* it is told of frames */
	bool current;             /* and has been told of all, */
	bool end_due;             /* but not yet that there are no more */
	const char *over;         /* why it has ended */
	bool misspoken;           /* by the device's fault */
	struct hub_frame *frames; /* room for those of one transaction */
};

/* Hexadecimal ones, of an owner. */
enum { DIGITS = 2 * PACKET_ID_SIZE };

static const unsigned char nobody[PACKET_ID_SIZE];

static bool same(const unsigned char *left, const unsigned char *right)
{
	return memcmp(left, right, PACKET_ID_SIZE) == 0;
}

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

/* ---- answers */

static void end(struct serve *serve, const char *why)
{
	serve->over = why;
	serve->input.size = 0;
}

/* The device has said what no device says. */
static void end_misspoken(struct serve *serve, const char *why)
{
	end(serve, why);
	serve->misspoken = true;
}

static void answer(struct serve *serve, const struct packet *packet)
{
	size_t size = packet_write(packet, PACKET_HUB, NULL, 0);
	unsigned char *room = size > 0 ? queue_room(&serve->output, size) : NULL;

	if (!room) {
		end(serve, ts_status_text(TS_NO_MEMORY));
		return;
	}
	serve->output.size += packet_write(packet, PACKET_HUB, room, size);
}

static void refuse(struct serve *serve, enum packet_refusal code, const char *text)
{
	answer(serve,
	       &(struct packet){ .kind = PACKET_REFUSED, .code = (uint8_t)code, .text = { text, strlen(text) } });
}

/* What the hub itself could not do. */
static void refuse_failure(struct serve *serve, enum ts_status status)
{
	const char *reason = serve->hub->reason[0] ? serve->hub->reason : ts_status_text(status);

	switch (status) {
	case TS_TOO_LONG:
		refuse(serve, PACKET_REFUSED_QUOTA, reason);
		break;
	case TS_READ_ONLY:
		refuse(serve, PACKET_REFUSED_READ_ONLY, reason);
		break;
	case TS_FULL:
		refuse(serve, PACKET_REFUSED_FULL, reason);
		break;
	case TS_NOT_FOUND:
	case TS_INVALID:
		refuse(serve, PACKET_REFUSED_NOT_ALLOWED, reason);
		break;
	default:
		refuse(serve, PACKET_REFUSED_FAILED, reason);
		end(serve, reason);
		break;
	}
}

static void refuse_and_end(struct serve *serve, enum packet_refusal code, const char *text)
{
	refuse(serve, code, text);
	end(serve, text);
}

/* ---- who it is */

static void hello_answer(struct serve *serve, const struct hub_about *about)
{
	struct packet packet = { .kind = PACKET_HELLO,
		                 .version = PACKET_VERSION,
		                 .features = serve->hub->operations->compact && !serve->read_only ? PACKET_COMPACTS : 0,
		                 .generation = about->generation,
		                 .cursor = { about->head, about->head_size } };

	memcpy(packet.hub, about->id, sizeof packet.hub);
	answer(serve, &packet);
}

/* By the name that its keyring proves, or may prove if nobody else has the name. */
static enum ts_status admit_by_name(struct serve *serve, bool *refused)
{
	struct hub_keyring own, named = { .generation = 0 };
	enum ts_status status = serve->hub->operations->keyring_read(serve->hub, NULL, &own);

	if (status != TS_OK)
		return status;
	serve->admitted = own.generation > 0 && same(own.name, serve->only);
	if (own.generation == 0)
		status = serve->hub->operations->keyring_read(serve->hub, serve->only, &named);
	*refused = !serve->admitted && (own.generation > 0 || named.generation > 0);
	free(own.blob);
	free(named.blob);
	return status;
}

static enum ts_status admit(struct serve *serve, bool *refused)
{
	*refused = false;
	serve->admitted = true;
	if (serve->only_owner) {
		serve->admitted = same(serve->hub->owner, serve->only);
		*refused = !serve->admitted;
	}
	return serve->only_name ? admit_by_name(serve, refused) : TS_OK;
}

static void hello_take(struct serve *serve, const struct packet *packet)
{
	bool joining = same(packet->owner, nobody), refused = false;
	struct hub_about about;

	if (serve->entered) {
		end_misspoken(serve, "the device greets twice");
		return;
	}
	if (packet->version != PACKET_VERSION) {
		refuse_and_end(serve, PACKET_REFUSED_VERSION, "this hub speaks protocol 1: update timesheet");
		return;
	}
	memcpy(serve->hub->owner, packet->owner, sizeof serve->hub->owner);
	memcpy(serve->hub->device, packet->device, sizeof serve->hub->device);
	enum ts_status status = serve->hub->operations->enter(serve->hub, &about);
	if (status == TS_OK && !joining)
		status = admit(serve, &refused);
	if (status != TS_OK) {
		refuse_failure(serve, status);
		end(serve, serve->hub->reason);
		return;
	}
	if (refused) {
		refuse_and_end(serve, PACKET_REFUSED_NOT_ALLOWED, "this hub is for another user");
		return;
	}
	serve->greeted = true;
	serve->entered = !joining;
	hello_answer(serve, &about);
}

/* ---- keyrings */

static void keyring_answer(struct serve *serve, const struct hub_keyring *keyring)
{
	answer(serve, &(struct packet){ .kind = PACKET_KEYRING,
	                                .generation = keyring->generation,
	                                .payload = { keyring->blob, keyring->size } });
}

/* Of a name, or with NULL the owner's. */
static void keyring_tell(struct serve *serve, const unsigned char *name)
{
	struct hub_keyring keyring = { .generation = 0 };
	enum ts_status status = serve->hub->operations->keyring_read(serve->hub, name, &keyring);

	if (status == TS_OK && name && serve->only_owner && !same(keyring.owner, serve->only)) {
		free(keyring.blob);
		keyring = (struct hub_keyring){ .generation = 0 };
	}
	if (status == TS_OK)
		keyring_answer(serve, &keyring);
	else
		refuse_failure(serve, status);
	free(keyring.blob);
}

static void who_take(struct serve *serve, const struct packet *packet)
{
	static const struct hub_keyring none;

	if (same(packet->owner, nobody)) {
		if (serve->entered)
			keyring_tell(serve, NULL);
		else
			keyring_answer(serve, &none);
	} else if (serve->only_name && !same(packet->owner, serve->only)) {
		keyring_answer(serve, &none);
	} else {
		keyring_tell(serve, packet->owner);
	}
}

static void keyring_take(struct serve *serve, const struct packet *packet)
{
	if (serve->only_name && !same(packet->owner, serve->only)) {
		refuse(serve, PACKET_REFUSED_NOT_ALLOWED, "this hub is for another user");
		return;
	}
	if (packet->payload.size == 0 || packet->generation >= INT64_MAX || same(packet->owner, nobody)) {
		refuse(serve, PACKET_REFUSED_NOT_ALLOWED, "that is no keyring");
		return;
	}
	enum ts_status status =
	        serve->hub->operations->keyring_write(serve->hub, packet->owner, packet->generation, packet->payload);
	if (status == TS_OK)
		serve->admitted = true;
	if (status == TS_OK || status == TS_UNCHANGED)
		keyring_tell(serve, NULL);
	else if (status == TS_EXISTS)
		keyring_tell(serve, packet->owner);
	else
		refuse_failure(serve, status);
}

/* ---- frames */

static bool frame_answer(void *context, const struct hub_frame *frame, struct packet_view cursor)
{
	struct serve *serve = context;
	struct packet packet = { .kind = PACKET_FRAME, .cursor = cursor, .payload = frame->payload };

	if (serve->over || serve->output.size >= OUTPUT_ENOUGH)
		return false;
	memcpy(packet.id, frame->id, sizeof packet.id);
	answer(serve, &packet);
	serve->end_due = true;
	return !serve->over;
}

static void frames_tell(struct serve *serve)
{
	bool all = false;
	enum ts_status status = serve->hub->operations->pull(serve->hub, frame_answer, serve, &all);

	if (status != TS_OK)
		refuse_failure(serve, status);
	else if (all && serve->end_due)
		answer(serve, &(struct packet){ .kind = PACKET_END, .cursor = hub_position(serve->hub) });
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
			hello_answer(serve, &about);
	}
	if (status != TS_OK)
		refuse_failure(serve, status);
}

static void pushes_make(struct serve *serve, size_t count)
{
	enum ts_status status = serve->hub->operations->push(serve->hub, serve->frames, count);

	if (status != TS_OK) {
		refuse_failure(serve, status);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct packet packet = { .kind = PACKET_ACK, .cursor = hub_position(serve->hub) };
		memcpy(packet.id, serve->frames[i].id, sizeof packet.id);
		answer(serve, &packet);
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
		refuse(serve, PACKET_REFUSED_READ_ONLY, "this hub only gives");
	else if (!serve->admitted)
		refuse(serve, PACKET_REFUSED_NOT_ALLOWED, "this hub wants the user's keyring first");
	else
		pushes_make(serve, count);
	return taken;
}

static void compact_take(struct serve *serve, const struct packet *packet)
{
	enum ts_status status;

	if (!serve->hub->operations->compact || !serve->admitted) {
		refuse(serve, PACKET_REFUSED_NOT_ALLOWED, "this hub drops nothing");
		return;
	}
	status = serve->hub->operations->compact(serve->hub, packet->cursor);
	if (status == TS_OK)
		answer(serve, &(struct packet){ .kind = PACKET_END, .cursor = packet->cursor });
	else
		refuse_failure(serve, status);
}

/* ---- what comes */

/* What only somebody may do who has said whose device it is. */
static void owner_packet_take(struct serve *serve, const struct packet *packet)
{
	bool writes = packet->kind == PACKET_KEYRING || packet->kind == PACKET_COMPACT;

	if (!serve->entered)
		end_misspoken(serve, "the device does not say whose it is");
	else if (writes && serve->read_only)
		refuse(serve, PACKET_REFUSED_READ_ONLY, "this hub only gives");
	else if (packet->kind == PACKET_KEYRING)
		keyring_take(serve, packet);
	else if (packet->kind == PACKET_COMPACT)
		compact_take(serve, packet);
	else
		pull_take(serve, packet);
}

static void packet_take(struct serve *serve, const struct packet *packet)
{
	if (packet->kind == PACKET_HELLO)
		hello_take(serve, packet);
	else if (!serve->greeted)
		end_misspoken(serve, "the device does not greet");
	else if (packet->kind == PACKET_WHO)
		who_take(serve, packet);
	else if (packet->kind == PACKET_PING)
		answer(serve, &(struct packet){ .kind = PACKET_PONG });
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
		end_misspoken(serve, "what comes is not what a device says");
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
	if (serve->pulling && serve->hub->operations->changed(serve->hub))
		serve->current = false;
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
