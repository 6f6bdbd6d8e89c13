/* Whose device it is: greetings, names, keyrings. */
#include "data/hub/serve_owner.h"

#include <stdlib.h>
#include <string.h>

static const unsigned char nobody[PACKET_ID_SIZE];

static bool same(const unsigned char *left, const unsigned char *right)
{
	return memcmp(left, right, PACKET_ID_SIZE) == 0;
}

static void refuse_and_end(struct serve *serve, enum packet_refusal code, const char *text)
{
	conversation_refuse(serve, code, text);
	conversation_end(serve, text);
}

/* ---- who it is */

static uint32_t features_of(const struct serve *serve)
{
	const struct hub_operations *operations = serve->hub->operations;

	if (serve->read_only)
		return 0;
	return (operations->compact ? PACKET_COMPACTS : 0) | (operations->wipe ? PACKET_WIPES : 0);
}

void serve_hello_answer(struct serve *serve, const struct hub_about *about)
{
	struct packet packet = { .kind = PACKET_HELLO,
		                 .version = PACKET_VERSION,
		                 .features = features_of(serve),
		                 .generation = about->generation,
		                 .kept = about->kept > 0 ? (uint64_t)about->kept : 0,
		                 .cursor = { about->head, about->head_size } };

	memcpy(packet.hub, about->id, sizeof packet.hub);
	conversation_answer(serve, &packet);
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

void serve_hello_take(struct serve *serve, const struct packet *packet)
{
	bool joining = same(packet->owner, nobody), refused = false;
	struct hub_about about;

	if (serve->entered) {
		conversation_end_misspoken(serve, "the device greets twice");
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
		conversation_refuse_failure(serve, status);
		conversation_end(serve, serve->hub->reason);
		return;
	}
	if (refused) {
		refuse_and_end(serve, PACKET_REFUSED_NOT_ALLOWED, "this hub is for another user");
		return;
	}
	serve->greeted = true;
	serve->entered = !joining;
	serve_hello_answer(serve, &about);
}

/* ---- keyrings */

static void keyring_answer(struct serve *serve, const struct hub_keyring *keyring)
{
	conversation_answer(serve, &(struct packet){ .kind = PACKET_KEYRING,
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
		conversation_refuse_failure(serve, status);
	free(keyring.blob);
}

void serve_who_take(struct serve *serve, const struct packet *packet)
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

void serve_wipe_take(struct serve *serve, const struct packet *packet)
{
	if (!serve->hub->operations->wipe || !serve->admitted || !same(packet->owner, serve->hub->owner)) {
		conversation_refuse(serve, PACKET_REFUSED_NOT_ALLOWED, "this hub removes nothing");
		return;
	}
	enum ts_status status = serve->hub->operations->wipe(serve->hub);
	if (status == TS_OK)
		conversation_answer(serve, &(struct packet){ .kind = PACKET_WIPE });
	else
		conversation_refuse_failure(serve, status);
	/* Where it stood is nowhere. */
	serve->pulling = serve->pulling && status != TS_OK;
}

void serve_keyring_take(struct serve *serve, const struct packet *packet)
{
	if (serve->only_name && !same(packet->owner, serve->only)) {
		conversation_refuse(serve, PACKET_REFUSED_NOT_ALLOWED, "this hub is for another user");
		return;
	}
	if (packet->payload.size == 0 || packet->generation >= INT64_MAX || same(packet->owner, nobody)) {
		conversation_refuse(serve, PACKET_REFUSED_NOT_ALLOWED, "that is no keyring");
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
		conversation_refuse_failure(serve, status);
}
