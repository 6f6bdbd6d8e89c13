/*
 * The keyring that a hub keeps of the user, for devices to come: put where there is none, and followed where the key
 * slots of either side hold over those of the other. Only one is put in the place of another that was looked at.
 */
#include "data/sync/talk.h"

#include "data/file/store.h"
#include "data/hub/name_hash.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Devices may put theirs at one time; a hub that never keeps what it is given is not asked for ever. */
enum { PUTS_MOST = 8 };

struct encoded {
	unsigned char bytes[KEYRING_MOST];
	size_t size;
};

static enum ts_status keyring_make(const ts_sync *sync, const struct keyring *keyring, struct encoded *out)
{
	return keyring_encode(sync->store->identity, keyring, out->bytes, &out->size);
}

/* The one that stands here. whole: all its parts are intact; else it is not one to be put anywhere. */
static enum ts_status own_read(ts_sync *sync, struct keyring *out, struct encoded *encoded, bool *whole)
{
	const struct detail kept = store_detail_keep(sync->store);
	enum ts_status status = keyring_read(sync->store, out);

	*whole = status == TS_OK;
	if (status == TS_DAMAGED || status == TS_NOT_FOUND) {
		store_detail_restore(sync->store, &kept);
		return TS_OK;
	}
	if (status == TS_OK) {
		out->former = sync->turn.hub.former_keys;
		status = keyring_make(sync, out, encoded);
	}
	if (status == TS_OK)
		frame_digest(encoded->bytes, encoded->size, sync->talk.keyring.own);
	return status;
}

__attribute__((format(printf, 2, 3))) static void refuse(ts_sync *sync, const char *format, ...)
{
	struct talk *talk = &sync->talk;
	va_list arguments;

	talk->keyring.stage = KEYRING_SETTLED;
	talk->state = TS_SYNC_REFUSED;
	va_start(arguments, format);
	(void)vsnprintf(talk->refused, sizeof talk->refused, format, arguments);
	va_end(arguments);
}

static enum ts_status put_say(ts_sync *sync, const struct keyring *keyring, const struct encoded *encoded)
{
	struct talk_keyring *known = &sync->talk.keyring;
	struct packet packet = { .kind = PACKET_KEYRING,
		                 .generation = known->generation,
		                 .payload = { encoded->bytes, encoded->size } };

	if (known->puts++ == PUTS_MOST) {
		refuse(sync, "this hub does not keep the keyring of '%s' that it is given", keyring->user.name);
		return TS_OK;
	}
	enum ts_status status = hub_name_hash(keyring->user.name, packet.owner);
	if (status != TS_OK)
		return status;
	frame_digest(encoded->bytes, encoded->size, known->put);
	known->stage = KEYRING_PUT;
	return talk_say(sync, &packet);
}

void talk_keyring_greet(ts_sync *sync, const struct packet *packet, bool known)
{
	struct hub_row *hub = &sync->turn.hub;

	sync->talk.keyring.stage = KEYRING_DUE;
	sync->talk.keyring.generation = packet->generation;
	if (!known)
		hub->keyring_generation = 0;
}

enum ts_status talk_keyring_say(ts_sync *sync)
{
	struct talk_keyring *known = &sync->talk.keyring;
	const struct hub_row *hub = &sync->turn.hub;
	struct keyring keyring;
	struct encoded encoded;
	bool whole = false;

	if (known->stage != KEYRING_DUE)
		return TS_OK;
	enum ts_status status = own_read(sync, &keyring, &encoded, &whole);
	if (status != TS_OK)
		return status;
	if (!whole || (known->generation > 0 && known->generation == hub->keyring_generation &&
	               memcmp(known->own, hub->keyring, sizeof hub->keyring) == 0)) {
		known->stage = KEYRING_SETTLED;
		return TS_OK;
	}
	if (known->generation == 0)
		return put_say(sync, &keyring, &encoded);
	known->stage = KEYRING_ASKED;
	return talk_say(sync, &(struct packet){ .kind = PACKET_WHO });
}

enum ts_status talk_keyring_want(ts_sync *sync)
{
	struct talk *talk = &sync->talk;

	if (talk->locked_out)
		return TS_OK;
	talk->locked_out = true;
	talk->keyring.stage = KEYRING_ASKED;
	return talk_say(sync, &(struct packet){ .kind = PACKET_WHO });
}

/* ---- what comes */

/* Of a later key: it is kept for the password to be tried on, at the next login. */
static enum ts_status candidate_keep(ts_sync *sync, const struct keyring *theirs, const struct packet *packet)
{
	sync->talk.keyring.stage = KEYRING_SETTLED;
	sync->talk.state = TS_SYNC_KEY;
	if (!keyring_costs_enough(theirs))
		return TS_OK;
	return keyring_candidate_write(sync->store, &sync->user, packet->payload.bytes, packet->payload.size);
}

static void settle(ts_sync *sync)
{
	struct talk_keyring *known = &sync->talk.keyring;
	struct hub_row *hub = &sync->turn.hub;

	hub->keyring_generation = known->generation;
	memcpy(hub->keyring, known->own, sizeof hub->keyring);
	sync->turn.hub_dirty = true;
	known->stage = KEYRING_SETTLED;
}

static enum ts_status own_put(ts_sync *sync)
{
	struct keyring keyring;
	struct encoded encoded;
	bool whole = false;
	enum ts_status status = own_read(sync, &keyring, &encoded, &whole);

	if (status == TS_OK && whole)
		return put_say(sync, &keyring, &encoded);
	sync->talk.keyring.stage = KEYRING_SETTLED;
	return status;
}

/* One of ours that is as a device of ours has made it: what holds over is taken, and given. The box pair stays that of
 * the first. */
static enum ts_status theirs_follow(ts_sync *sync, const struct keyring *theirs, const struct packet *packet)
{
	struct keyring ours;
	struct encoded encoded;
	bool changed = false, whole = false;
	enum ts_status status = turn_slots_take(&sync->turn, theirs->slots, &changed);

	sync->turn.changed += changed;
	if (status == TS_OK)
		status = own_read(sync, &ours, &encoded, &whole);
	if (status != TS_OK || !whole) {
		sync->talk.keyring.stage = KEYRING_SETTLED;
		return status;
	}
	if (theirs->former.size > 0) {
		sync->turn.hub.former_keys = ours.former = theirs->former;
		sync->turn.hub_dirty = true;
	}
	memcpy(ours.user.box_public, theirs->user.box_public, sizeof ours.user.box_public);
	memcpy(ours.user.box_secret, theirs->user.box_secret, sizeof ours.user.box_secret);
	status = keyring_make(sync, &ours, &encoded);
	if (status != TS_OK)
		return status;
	if (encoded.size != packet->payload.size || memcmp(encoded.bytes, packet->payload.bytes, encoded.size) != 0)
		return put_say(sync, &ours, &encoded);
	settle(sync);
	return TS_OK;
}

/* Whether the hub answers with what was put. */
static bool put_stands(const struct talk_keyring *known, const struct packet *packet)
{
	unsigned char digest[FRAME_DIGEST_SIZE];

	frame_digest(packet->payload.bytes, packet->payload.size, digest);
	return known->stage == KEYRING_PUT && memcmp(digest, known->put, sizeof digest) == 0;
}

enum ts_status talk_keyring_hear(ts_sync *sync, const struct packet *packet)
{
	struct talk_keyring *known = &sync->talk.keyring;
	const struct identity *identity = sync->store->identity;
	struct keyring theirs;

	if (known->stage != KEYRING_ASKED && known->stage != KEYRING_PUT)
		return TS_OK;
	known->generation = packet->generation;
	if (packet->generation == 0 || packet->payload.size == 0) {
		known->generation = 0;
		known->stage = KEYRING_DUE;
		return TS_OK;
	}
	if (put_stands(known, packet)) {
		settle(sync);
		return TS_OK;
	}
	if (!keyring_decode(packet->payload.bytes, packet->payload.size, &theirs))
		return own_put(sync);
	if (!ts_id_equal(theirs.user.id, sync->user)) {
		refuse(sync, "at this hub '%s' is another user: only one can have a name there", theirs.user.name);
		return TS_OK;
	}
	if (keyring_epoch(&theirs) > identity->keys.epoch)
		return candidate_keep(sync, &theirs, packet);
	/* The frames are of a later key, and what opens it is not here: somebody else's doing. */
	if (sync->talk.locked_out) {
		sync->talk.state = TS_SYNC_NEWER;
		return TS_OK;
	}
	return keyring_verify(identity, &theirs) ? theirs_follow(sync, &theirs, packet) : own_put(sync);
}
