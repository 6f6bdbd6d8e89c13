/* A hub is asked to remove all that it keeps of a user. */
#include "data/file/store.h"
#include "data/sync/hub_row.h"
#include "data/sync/packets.h"

#include <stdlib.h>
#include <string.h>

struct ts_hub_wipe {
	struct buffer input, output;
	struct ts_id user;
	bool greeted;
	enum ts_hub_wipe_state state;
	char refused[TS_REASON_SIZE];
};

static enum ts_status refuse(ts_hub_wipe *wipe, const void *words, size_t size)
{
	wipe->state = TS_HUB_WIPE_REFUSED;
	(void)ts_text_clean(words, size, false, wipe->refused, sizeof wipe->refused);
	return TS_OK;
}

/* One that knows no such word would end the link at it. */
static enum ts_status greeting_take(ts_hub_wipe *wipe, const struct packet *packet)
{
	static const char other[] = "the hub speaks another protocol: one of the two needs an update";
	static const char cannot[] = "this hub removes nothing: it is too old for that, or it only gives";
	struct packet say = { .kind = PACKET_WIPE };

	wipe->greeted = true;
	if (packet->version != PACKET_VERSION)
		return refuse(wipe, other, strlen(other));
	if (!(packet->features & PACKET_WIPES))
		return refuse(wipe, cannot, strlen(cannot));
	memcpy(say.owner, wipe->user.bytes, TS_ID_SIZE);
	return packets_say(&wipe->output, &say);
}

static enum ts_status packet_take(void *context, const struct packet *packet)
{
	ts_hub_wipe *wipe = context;

	if (packet->kind == PACKET_HELLO && !wipe->greeted)
		return greeting_take(wipe, packet);
	if (packet->kind == PACKET_REFUSED)
		return refuse(wipe, packet->text.bytes ? packet->text.bytes : "", packet->text.size);
	if (!wipe->greeted)
		return TS_INVALID;
	if (packet->kind == PACKET_PING)
		return packets_say(&wipe->output, &(struct packet){ .kind = PACKET_PONG });
	if (packet->kind == PACKET_WIPE)
		wipe->state = TS_HUB_WIPE_DONE;
	return TS_OK;
}

static enum ts_status hello_say(ts_store *store, ts_hub_wipe *wipe)
{
	struct packet packet = { .kind = PACKET_HELLO, .version = PACKET_VERSION };
	struct hub_row hub;
	enum ts_status status = store_read_begin(store);

	if (status != TS_OK)
		return status;
	status = hub_row_read(store, &hub);
	store_read_end(store);
	wipe->user = store->identity->user;
	memcpy(packet.owner, wipe->user.bytes, TS_ID_SIZE);
	memcpy(packet.device, hub.device.bytes, TS_ID_SIZE);
	return status == TS_OK ? packets_say(&wipe->output, &packet) : status;
}

enum ts_status ts_hub_wipe_begin(ts_store *store, ts_hub_wipe **out)
{
	enum ts_status status = store_require_login(store);
	ts_hub_wipe *wipe = status == TS_OK ? calloc(1, sizeof *wipe) : NULL;

	if (status != TS_OK)
		return status;
	status = wipe ? hello_say(store, wipe) : TS_NO_MEMORY;
	if (status == TS_OK)
		*out = wipe;
	else
		ts_hub_wipe_end(wipe);
	return status;
}

enum ts_status ts_hub_wipe_receive(ts_hub_wipe *wipe, const void *bytes, size_t size)
{
	return packets_hear(&wipe->input, bytes, size, packet_take, wipe);
}

const void *ts_hub_wipe_output(const ts_hub_wipe *wipe, size_t *size)
{
	*size = buffer_size(&wipe->output);
	return *size > 0 ? buffer_front(&wipe->output) : NULL;
}

void ts_hub_wipe_sent(ts_hub_wipe *wipe, size_t size)
{
	buffer_taken(&wipe->output, size);
}

enum ts_hub_wipe_state ts_hub_wipe_state(const ts_hub_wipe *wipe)
{
	return wipe->state;
}

const char *ts_hub_wipe_refused(const ts_hub_wipe *wipe)
{
	return wipe->refused;
}

void ts_hub_wipe_end(ts_hub_wipe *wipe)
{
	if (!wipe)
		return;
	buffer_release(&wipe->input);
	buffer_release(&wipe->output);
	free(wipe);
}
