/* Joining: a hub is asked for a user's keyring, before there is a user here. */
#include "data/users/join.h"

#include "data/file/store.h"
#include "data/hub/name_hash.h"
#include "data/pure/text.h"
#include "data/rows/record_state.h"
#include "data/sync/hub_row.h"
#include "data/sync/packets.h"
#include "data/users/throttle.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ts_join {
	ts_store *store;
	struct buffer input, output;
	unsigned char hash[HUB_NAME_HASH_SIZE]; /* of the name that was asked for */
	char name[TS_NAME_SIZE];                /* that name, as it is shown */
	bool greeted;
	enum ts_join_state state;
	char refused[TS_REASON_SIZE];
	struct ts_id hub;
	struct keyring keyring; /* once it is found, */
	unsigned char bytes[KEYRING_MOST];
	size_t size; /* as it came */
	uint64_t generation;
	struct user tries; /* how often a wrong password was given: there is no row yet that could count it */
};

static enum ts_status question_say(ts_join *join)
{
	struct packet who = { .kind = PACKET_WHO };
	enum ts_status status =
	        packets_say(&join->output, &(struct packet){ .kind = PACKET_HELLO, .version = PACKET_VERSION });

	memcpy(who.owner, join->hash, sizeof who.owner);
	return status == TS_OK ? packets_say(&join->output, &who) : status;
}

enum ts_status ts_join_begin(ts_store *store, const char *name, ts_join **out)
{
	ts_join *join = calloc(1, sizeof *join);
	enum ts_status status = join ? text_compose(name, join->name, sizeof join->name) : TS_NO_MEMORY;

	if (status == TS_OK && (join->name[0] == '\0' || !name_visible(join->name)))
		status = TS_INVALID;
	if (status == TS_OK)
		status = hub_name_hash(name, join->hash);
	if (status == TS_INVALID || status == TS_TOO_LONG)
		(void)store_fail(store, status, "that cannot be the name of a user");
	if (status == TS_OK) {
		join->store = store;
		status = question_say(join);
	}
	if (status == TS_OK)
		*out = join;
	else
		ts_join_end(join);
	return status;
}

void ts_join_end(ts_join *join)
{
	if (!join)
		return;
	buffer_release(&join->input);
	buffer_release(&join->output);
	free(join);
}

/* ---- what the hub says */

__attribute__((format(printf, 2, 3))) static void refuse(ts_join *join, const char *format, ...)
{
	va_list arguments;

	join->state = TS_JOIN_REFUSED;
	va_start(arguments, format);
	(void)vsnprintf(join->refused, sizeof join->refused, format, arguments);
	va_end(arguments);
}

static bool hash_is(const ts_join *join, const char *name)
{
	unsigned char hash[HUB_NAME_HASH_SIZE];

	return hub_name_hash(name, hash) == TS_OK && memcmp(hash, join->hash, sizeof hash) == 0;
}

static void keyring_take(ts_join *join, const struct packet *packet)
{
	struct keyring keyring;

	if (join->state != TS_JOIN_ASKING)
		return;
	if (packet->generation == 0 || packet->payload.size == 0) {
		join->state = TS_JOIN_UNKNOWN;
	} else if (!keyring_decode(packet->payload.bytes, packet->payload.size, &keyring)) {
		refuse(join, "what this hub keeps for '%s' is no keyring that this timesheet knows", join->name);
	} else if (!hash_is(join, keyring.user.name)) {
		refuse(join, "this hub hands out the keyring of '%s', who was not asked for", keyring.user.name);
	} else if (!keyring_costs_enough(&keyring)) {
		refuse(join,
		       "this hub hands out a keyring of '%s' whose password would be easier to guess than one that is "
		       "set today: do not type it. If that is how it was set, set it anew on another device",
		       keyring.user.name);
	} else {
		join->keyring = keyring;
		memcpy(join->bytes, packet->payload.bytes, packet->payload.size);
		join->size = packet->payload.size;
		join->generation = packet->generation;
		join->state = TS_JOIN_FOUND;
	}
}

static void greeting_take(ts_join *join, const struct packet *packet)
{
	join->greeted = true;
	memcpy(join->hub.bytes, packet->hub, TS_ID_SIZE);
	if (packet->version != PACKET_VERSION)
		refuse(join, "the hub speaks another protocol: one of the two needs an update");
}

static enum ts_status packet_take(void *context, const struct packet *packet)
{
	ts_join *join = context;
	char words[TS_REASON_SIZE];

	if (packet->kind == PACKET_HELLO && !join->greeted) {
		greeting_take(join, packet);
	} else if (packet->kind == PACKET_REFUSED) {
		(void)ts_text_clean(packet->text.bytes ? packet->text.bytes : "", packet->text.size, false, words,
		                    sizeof words);
		refuse(join, "%s", words);
	} else if (join->greeted && packet->kind == PACKET_KEYRING) {
		keyring_take(join, packet);
	} else if (join->greeted && packet->kind == PACKET_PING) {
		return packets_say(&join->output, &(struct packet){ .kind = PACKET_PONG });
	} else if (!join->greeted || packet->kind != PACKET_PONG) {
		return TS_INVALID;
	}
	return TS_OK;
}

enum ts_status ts_join_receive(ts_join *join, const void *bytes, size_t size)
{
	return packets_hear(&join->input, bytes, size, packet_take, join);
}

const void *ts_join_output(const ts_join *join, size_t *size)
{
	*size = buffer_size(&join->output);
	return *size > 0 ? buffer_front(&join->output) : NULL;
}

void ts_join_sent(ts_join *join, size_t size)
{
	buffer_taken(&join->output, size);
}

enum ts_join_state ts_join_state(const ts_join *join)
{
	return join->state;
}

const char *ts_join_refused(const ts_join *join)
{
	return join->refused;
}

/* ---- the password */

enum ts_status join_name_check(ts_store *store, const struct user *user)
{
	struct user present;
	enum ts_status status = user_find(store, user->name, &present);

	if (status == TS_NOT_FOUND)
		return auth_name_check_free(store, user->name);
	if (status != TS_OK)
		return status;
	if (ts_id_equal(present.id, user->id))
		return store_fail(store, TS_UNCHANGED, "'%s' has joined already: log in", present.name);
	return store_fail(store, TS_EXISTS, "'%s' has another user of the name '%s'", store->path, present.name);
}

static enum ts_status words_take(ts_store *store, const char *url, const char *device, ts_auth *auth)
{
	size_t url_size = strlen(url), device_size = strlen(device);

	if (url_size >= sizeof auth->join.url || device_size >= sizeof auth->join.device)
		return store_fail(store, TS_TOO_LONG, "the hub's address or the device's name is too long");
	if (url_size == 0 || device_size == 0 || !text_valid(url, url_size) || !text_valid(device, device_size))
		return store_fail(store, TS_INVALID, "the hub's address or the device's name is none");
	memcpy(auth->join.url, url, url_size + 1);
	(void)ts_text_clean(device, device_size, false, auth->join.device, sizeof auth->join.device);
	return TS_OK;
}

/* Counted before it is known to be wrong, as in the file. */
static enum ts_status try_count(ts_join *join, ts_time now)
{
	int64_t wait = throttle_wait(&join->tries, now);

	if (wait > 0)
		return store_fail(join->store, TS_WAIT, "too many wrong passwords: wait %lld s",
		                  (long long)((wait + 999) / 1000));
	join->tries.failures++;
	join->tries.failed_at = now;
	return TS_OK;
}

static enum ts_status keyring_give(const ts_join *join, ts_auth *auth)
{
	auth->join.keyring = join->keyring;
	auth->join.generation = join->generation;
	auth->join.hub = join->hub;
	auth->user = join->keyring.user;
	auth->password_slot = join->keyring.slots[KEY_SLOT_PASSWORD - 1];
	auth->recovery_slot = join->keyring.slots[KEY_SLOT_RECOVERY - 1];
	auth->proof = auth->password_slot;
	auth->newest = auth->proof.generation;
	auth->proof_complete = true;
	return name_key(auth->user.name, auth->folded, sizeof auth->folded);
}

static enum ts_status password_begin(ts_join *join, const char *password, const char *url, const char *device,
                                     ts_time now, ts_auth *auth)
{
	ts_store *store = join->store;
	enum ts_status status = TS_OK;

	if (store->read_only)
		status = store_fail(store, TS_READ_ONLY, "'%s' can only be read", store->path);
	if (status == TS_OK)
		status = auth_password_take(store, password, auth);
	if (status == TS_OK)
		status = words_take(store, url, device, auth);
	if (status == TS_OK)
		status = keyring_give(join, auth);
	if (status == TS_OK && !auth->join.adopts)
		status = join_name_check(store, &auth->user);
	return status == TS_OK ? try_count(join, now) : status;
}

static enum ts_status auth_begin(ts_join *join, ts_auth **out)
{
	if (join->state != TS_JOIN_FOUND)
		return store_fail(join->store, TS_INVALID, "the hub has not handed out a keyring");
	*out = auth_create(join->store, AUTH_JOIN);
	return *out ? TS_OK : TS_NO_MEMORY;
}

enum ts_status ts_join_password(ts_join *join, const char *password, const char *url, const char *device, ts_time now,
                                ts_auth **out)
{
	ts_auth *auth = NULL;
	enum ts_status status = auth_begin(join, &auth);

	if (!auth)
		return status;
	status = password_begin(join, password, url, device, now, auth);
	if (status == TS_OK)
		*out = auth;
	else
		ts_auth_destroy(auth);
	return status;
}

/* Who is logged in, and has the name, and is not who joins. */
static enum ts_status adopted_check(ts_join *join)
{
	ts_store *store = join->store;
	enum ts_status status = store_require_login(store);

	if (status != TS_OK)
		return status;
	if (ts_id_equal(store->identity->user, join->keyring.user.id))
		return store_fail(store, TS_UNCHANGED, "'%s' has joined already", store->identity->name);
	if (!hash_is(join, store->identity->name))
		return store_fail(store, TS_INVALID, "'%s' is another name than '%s'", store->identity->name,
		                  join->keyring.user.name);
	return TS_OK;
}

/* What was logged while locked: only she can open it. */
static enum ts_status inbox_empty(ts_store *store, ts_time now)
{
	size_t folded = 0, junk;
	enum ts_status status;

	do
		status = ts_inbox_fold(store, now, &folded, &junk);
	while (status == TS_OK && folded > 0);
	return status;
}

enum ts_status ts_join_adopt(ts_join *join, const char *password, const char *url, const char *device,
                             ts_progress_tell *progress, void *context, ts_time now, ts_auth **out)
{
	ts_auth *auth = NULL;
	enum ts_status status = auth_begin(join, &auth);

	if (!auth)
		return status;
	status = adopted_check(join);
	if (status == TS_OK) {
		auth->join.adopts = true;
		auth->told = progress;
		auth->told_context = context;
		auth->now = now;
		status = password_begin(join, password, url, device, now, auth);
	}
	if (status == TS_OK)
		status = inbox_empty(join->store, now);
	if (status == TS_OK)
		*out = auth;
	else
		ts_auth_destroy(auth);
	return status;
}

/* ---- what is written */

enum ts_status join_keyring_check(ts_store *store, const ts_auth *auth, bool box_opened)
{
	if (!box_opened || memcmp(auth->keys.box_public, auth->user.box_public, BOX_PUBLIC_SIZE) != 0)
		return store_fail(store, TS_DAMAGED,
		                  "this hub has exchanged the key in the keyring of '%s' that seals what is logged "
		                  "without a login; nothing was written",
		                  auth->user.name);
	if (!keyring_verify(store->identity, &auth->join.keyring))
		return store_fail(
		        store, TS_DAMAGED,
		        "this hub has changed the keyring of '%s': a name, or a wrap of the key, is not hers; "
		        "nothing was written",
		        auth->user.name);
	return TS_OK;
}

/* ---- who has joined already */

static enum ts_status candidate_write(const ts_join *join)
{
	struct user present;
	enum ts_status status = user_find(join->store, join->keyring.user.name, &present);

	if (status == TS_OK && !ts_id_equal(present.id, join->keyring.user.id))
		status = TS_NOT_FOUND;
	return status == TS_OK ? keyring_candidate_write(join->store, &present.id, join->bytes, join->size) : status;
}

enum ts_status ts_join_candidate(ts_join *join)
{
	if (join->state != TS_JOIN_FOUND)
		return store_fail(join->store, TS_INVALID, "the hub has not handed out a keyring");
	enum ts_status status = store_begin(join->store);
	return status == TS_OK ? store_end(join->store, candidate_write(join), NULL, NULL) : status;
}

enum ts_status join_hub_write(ts_store *store, const ts_auth *auth)
{
	struct hub_row hub = { .hub = auth->join.hub, .keyring_generation = auth->join.generation };
	unsigned char bytes[KEYRING_MOST];
	struct state state;
	size_t size;
	enum ts_status status = record_state_read(store, &state);

	if (status == TS_OK)
		status = keyring_encode(store->identity, &auth->join.keyring, bytes, &size);
	if (status != TS_OK)
		return status;
	hub.device = state_own(&state)->id;
	memcpy(hub.url, auth->join.url, sizeof hub.url);
	memcpy(hub.name, auth->join.device, sizeof hub.name);
	frame_digest(bytes, size, hub.keyring);
	hub.former_keys = auth->join.keyring.former;
	return hub_row_write(store, &hub);
}
