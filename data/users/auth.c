/*
 * Checking and setting passwords, first two parts: begin, which counts the try in the file, and run, which is slow and
 * touches no store. The third is in auth_finish.c. There is no second check of a password beside opening its slot.
 */
#include "data/users/auth.h"

#include "data/file/store.h"
#include "data/pure/text.h"
#include "data/users/candidate.h"
#include "data/users/throttle.h"

#include <string.h>

bool auth_makes_user(const struct ts_auth *auth)
{
	return auth->kind == AUTH_REGISTER || auth->kind == AUTH_JOIN;
}

bool auth_sets_password(const struct ts_auth *auth)
{
	return auth->kind != AUTH_LOGIN && auth->kind != AUTH_JOIN;
}

bool auth_sets_code(const struct ts_auth *auth)
{
	return auth->kind == AUTH_REGISTER || auth->kind == AUTH_RECOVER || auth->kind == AUTH_REKEY;
}

struct keys *auth_final_keys(struct ts_auth *auth)
{
	return auth->kind == AUTH_REKEY ? &auth->next : &auth->keys;
}

ts_auth *auth_create(ts_store *store, enum auth_kind kind)
{
	ts_auth *auth = ts_secret_allocate(sizeof *auth);

	if (!auth) {
		(void)store_fail(store, TS_NO_MEMORY, "cannot check a password: out of memory");
		return NULL;
	}
	auth->kind = kind;
	if (auth_sets_code(auth)) {
		crypt_random(auth->new_code, sizeof auth->new_code);
		recovery_format(auth->new_code, auth->shown_code);
	}
	return auth;
}

static enum ts_status password_fits(ts_store *store, const char *password)
{
	if (strnlen(password, TS_PASSWORD_MOST + 1) > TS_PASSWORD_MOST)
		return store_fail(store, TS_TOO_LONG, "a password has at most %d bytes", (int)TS_PASSWORD_MOST);
	return TS_OK;
}

enum ts_status auth_password_take(ts_store *store, const char *password, ts_auth *auth)
{
	enum ts_status status = password_fits(store, password);

	if (status != TS_OK)
		return status;
	memcpy(auth->older, password, strlen(password) + 1);
	if (!text_password(password, auth->scratch, auth->password))
		memcpy(auth->password, auth->older, sizeof auth->older);
	if (strcmp(auth->password, auth->older) == 0)
		auth->older[0] = '\0';
	return TS_OK;
}

/* A password to set. */
static enum ts_status password_choose(ts_store *store, const char *password, ts_auth *auth)
{
	enum ts_status status = password_fits(store, password);

	if (status != TS_OK)
		return status;
	if (strlen(password) < TS_PASSWORD_LEAST)
		return store_fail(store, TS_INVALID, "a password has at least %d bytes", (int)TS_PASSWORD_LEAST);
	if (!text_password(password, auth->scratch, auth->new_password))
		return store_fail(store, TS_INVALID, "this password is not UTF-8, or too long in its normal form");
	return TS_OK;
}

static enum ts_status name_take(ts_store *store, const char *name, ts_auth *auth)
{
	enum ts_status status;

	if (!text_plain(name, strlen(name)))
		return store_fail(store, TS_INVALID, "a name is UTF-8 without control characters");
	if (!name_visible(name))
		return store_fail(store, TS_INVALID, "a name has no characters that show nothing");
	status = text_compose(name, auth->user.name, sizeof auth->user.name);
	if (status == TS_OK)
		status = name_key(name, auth->folded, sizeof auth->folded);
	if (status == TS_TOO_LONG)
		return store_fail(store, status, "a name has at most %d bytes", (int)TS_NAME_SIZE - 1);
	if (status != TS_OK)
		return store_fail(store, status, "cannot take the name: %s", ts_status_text(status));
	if (auth->user.name[0] == '\0')
		return store_fail(store, TS_INVALID, "a name has at least one character");
	return TS_OK;
}

/* The same among all users by what is shown of them, for those that a former version registered. */
static enum ts_status user_find_alike(ts_store *store, const char *name, struct user *out)
{
	char wanted[USER_FOLDED_SIZE], folded[USER_FOLDED_SIZE];
	struct ts_users users;
	enum ts_status status = name_key(name, wanted, sizeof wanted);

	if (status == TS_OK)
		status = ts_users_read(store, &users);
	if (status != TS_OK)
		return status;
	status = TS_NOT_FOUND;
	for (size_t i = 0; i < users.count && status == TS_NOT_FOUND; i++) {
		if (name_key(users.names[i], folded, sizeof folded) == TS_OK && strcmp(folded, wanted) == 0)
			status = user_find(store, users.names[i], out);
	}
	ts_users_release(&users);
	return status;
}

enum ts_status auth_name_check_free(ts_store *store, const char *name)
{
	struct user taken;
	enum ts_status status = user_find(store, name, &taken);

	if (status == TS_NOT_FOUND)
		status = user_find_alike(store, name, &taken);
	if (status == TS_NOT_FOUND)
		return TS_OK;
	return status == TS_OK ? store_fail(store, TS_EXISTS, "the name '%s' is taken", taken.name) : status;
}

enum ts_status ts_register_begin(ts_store *store, const char *name, const char *password, ts_auth **out)
{
	ts_auth *auth = auth_create(store, AUTH_REGISTER);
	enum ts_status status;

	if (!auth)
		return TS_NO_MEMORY;
	status = name_take(store, name, auth);
	if (status == TS_OK)
		status = password_choose(store, password, auth);
	if (status == TS_OK && store->read_only)
		status = store_fail(store, TS_READ_ONLY, "'%s' can only be read", store->path);
	if (status == TS_OK)
		status = auth_name_check_free(store, auth->user.name);
	if (status != TS_OK) {
		ts_auth_destroy(auth);
		return status;
	}
	auth->user.id = crypt_random_id();
	key_slot_init(&auth->password_slot, auth->user.id, KEY_SLOT_PASSWORD, 1);
	key_slot_init(&auth->recovery_slot, auth->user.id, KEY_SLOT_RECOVERY, 1);
	*out = auth;
	return TS_OK;
}

void ts_register_lightly(ts_auth *auth)
{
	key_slot_cost_least(&auth->password_slot);
	key_slot_cost_least(&auth->recovery_slot);
}

/* In place of the present code's slot, of which nothing may be left. */
static enum ts_status code_slot_init(ts_store *store, ts_auth *auth)
{
	struct key_slot present = { .generation = 0 };
	bool complete;
	enum ts_status status = key_slot_read(store, auth->user.id, KEY_SLOT_RECOVERY, &present, &complete);

	if (status != TS_OK && (status != TS_DAMAGED || auth->kind != AUTH_REKEY))
		return status;
	key_slot_init(&auth->recovery_slot, auth->user.id, KEY_SLOT_RECOVERY,
	              key_slot_generation_next(present.generation));
	return TS_OK;
}

/* The slots of a user who exists: the one to open, and fresh ones for what is set. */
static enum ts_status slots_read(ts_store *store, ts_auth *auth)
{
	enum key_slot_kind proves = auth->kind == AUTH_RECOVER ? KEY_SLOT_RECOVERY : KEY_SLOT_PASSWORD;
	struct key_slots found;
	struct key_slot present = { .generation = 0 };
	bool complete;
	enum ts_status status = key_slots_read(store, auth->user.id, proves, &found);

	if (status != TS_OK)
		return status;
	auth->proof = found.at[0];
	auth->proof_complete = found.complete;
	auth->newest = found.at[0].generation;
	auth->has_spare = found.count > 1;
	auth->spare = auth->has_spare ? found.at[1] : auth->spare;
	if (!auth_sets_password(auth))
		return TS_OK;
	/* Recovering mends a password's slot even when nothing of it is left. */
	status = key_slot_read(store, auth->user.id, KEY_SLOT_PASSWORD, &present, &complete);
	if (status != TS_OK && (status != TS_DAMAGED || auth->kind != AUTH_RECOVER))
		return status;
	key_slot_init(&auth->password_slot, auth->user.id, KEY_SLOT_PASSWORD,
	              key_slot_generation_next(present.generation));
	return auth_sets_code(auth) ? code_slot_init(store, auth) : TS_OK;
}

/* Reads the user and counts the try, durably, before anything slow. A file that can only be read is read without
 * counting: whoever has it as a file is not slowed by us anyway. */
static enum ts_status try_count(ts_store *store, const char *name, ts_time now, ts_auth *auth)
{
	bool counted = !store->read_only;
	enum ts_status status = counted ? store_begin(store) : store_read_begin(store);

	if (status != TS_OK)
		return status;
	status = user_find(store, name, &auth->user);
	if (status == TS_OK)
		status = slots_read(store, auth);
	if (status == TS_OK && counted)
		status = throttle_count(store, &auth->user, now);
	if (!counted) {
		store_read_end(store);
		return status;
	}
	return store_end(store, status, NULL, NULL);
}

static enum ts_status attempt_start(ts_store *store, const char *name, ts_time now, ts_auth *auth)
{
	enum ts_status status = try_count(store, name, now, auth);

	if (status == TS_WAIT)
		throttle_adjust(store, &auth->user, now);
	return status;
}

enum ts_status ts_login_begin(ts_store *store, const char *name, const char *password, ts_time now, ts_auth **out)
{
	ts_auth *auth = auth_create(store, AUTH_LOGIN);
	enum ts_status status;

	if (!auth)
		return TS_NO_MEMORY;
	auth->now = now;
	status = auth_password_take(store, password, auth);
	if (status == TS_OK)
		status = attempt_start(store, name, now, auth);
	if (status == TS_OK)
		status = candidate_look(store, auth);
	if (status == TS_OK)
		*out = auth;
	else
		ts_auth_destroy(auth);
	return status;
}

/* The try of who is logged in: auth is handed out, or destroyed. */
static enum ts_status own_attempt_start(ts_store *store, enum ts_status status, ts_time now, ts_auth *auth,
                                        ts_auth **out)
{
	if (status == TS_OK && store->read_only)
		status = store_fail(store, TS_READ_ONLY, "'%s' can only be read", store->path);
	if (status == TS_OK)
		status = attempt_start(store, store->identity->name, now, auth);
	if (status == TS_OK && !ts_id_equal(auth->user.id, store->identity->user))
		status = store_fail(store, TS_NOT_FOUND, "'%s' has no such user any more", store->path);
	if (status == TS_OK)
		*out = auth;
	else
		ts_auth_destroy(auth);
	return status;
}

enum ts_status ts_passwd_begin(ts_store *store, const char *password, const char *new_password, ts_time now,
                               ts_auth **out)
{
	enum ts_status status = store_require_login(store);
	ts_auth *auth;

	if (status != TS_OK)
		return status;
	auth = auth_create(store, AUTH_PASSWD);
	if (!auth)
		return TS_NO_MEMORY;
	status = auth_password_take(store, password, auth);
	if (status == TS_OK)
		status = password_choose(store, new_password, auth);
	return own_attempt_start(store, status, now, auth, out);
}

enum ts_status ts_rekey_begin(ts_store *store, const char *password, ts_progress_tell *progress, void *context,
                              ts_time now, ts_auth **out)
{
	enum ts_status status = store_require_login(store);
	ts_auth *auth;

	if (status != TS_OK)
		return status;
	auth = auth_create(store, AUTH_REKEY);
	if (!auth)
		return TS_NO_MEMORY;
	auth->now = now;
	auth->told = progress;
	auth->told_context = context;
	status = auth_password_take(store, password, auth);
	/* The password stays what it is. */
	memcpy(auth->new_password, auth->password, sizeof auth->new_password);
	return own_attempt_start(store, status, now, auth, out);
}

enum ts_status ts_recover_begin(ts_store *store, const char *name, const char *code, const char *new_password,
                                ts_time now, ts_auth **out)
{
	ts_auth *auth = auth_create(store, AUTH_RECOVER);
	enum ts_status status = TS_OK;

	if (!auth)
		return TS_NO_MEMORY;
	if (!recovery_parse(code, auth->code))
		status =
		        store_fail(store, TS_INVALID, "the recovery code is mistyped: its check characters do not fit");
	if (status == TS_OK)
		status = password_choose(store, new_password, auth);
	if (status == TS_OK && store->read_only)
		status = store_fail(store, TS_READ_ONLY, "'%s' can only be read", store->path);
	if (status == TS_OK)
		status = attempt_start(store, name, now, auth);
	if (status == TS_OK)
		*out = auth;
	else
		ts_auth_destroy(auth);
	return status;
}

int64_t ts_auth_wait(ts_store *store, const char *name, ts_time now)
{
	struct user user;
	int64_t wait;

	if (user_find(store, name, &user) != TS_OK)
		return 0;
	wait = throttle_wait(&user, now);
	if (wait > 0)
		throttle_adjust(store, &user, now);
	return wait;
}

static enum ts_status slot_try(ts_auth *auth, const struct key_slot *slot, const void *secret, size_t size,
                               struct keys *keys)
{
	enum ts_status status = key_slot_derive(slot, secret, size, auth->derived);

	if (status == TS_OK && !key_slot_unwrap(slot, auth->derived, keys))
		status = TS_DENIED;
	return status;
}

static enum ts_status secret_try(ts_auth *auth, const void *secret, size_t size)
{
	return slot_try(auth, &auth->proof, secret, size, &auth->keys);
}

/* Opens the copy of the slot that stands in proof. */
static enum ts_status copy_open(ts_auth *auth)
{
	enum ts_status status;

	if (auth->kind == AUTH_RECOVER)
		return secret_try(auth, auth->code, sizeof auth->code);
	status = secret_try(auth, auth->password, strlen(auth->password));
	if (status == TS_DENIED && auth->older[0] != '\0')
		status = secret_try(auth, auth->older, strlen(auth->older));
	return status;
}

/* Opens the slot that password or code must open. Two copies that differ are the work of another hand: who cannot open
 * the newest may open the other. */
static enum ts_status proof_open(ts_auth *auth)
{
	const struct key_slot newest = auth->proof;
	enum ts_status status = copy_open(auth), other;

	if (status == TS_OK || !auth->has_spare)
		return status;
	auth->proof = auth->spare;
	other = copy_open(auth);
	if (other == TS_OK)
		return TS_OK;
	auth->proof = newest;
	/* For want of memory it is not known whether the password is wrong. */
	return status == TS_DENIED && other != TS_DENIED ? other : status;
}

/* The one that a hub has handed out is tried too: the password may have been changed on another device, or the key
 * exchanged. */
static enum ts_status candidate_open(ts_auth *auth, enum ts_status status)
{
	const struct key_slot *slot = &auth->candidate.slots[KEY_SLOT_PASSWORD - 1];
	enum ts_status opened = TS_DENIED;

	auth->opened = status == TS_OK;
	if (auth->has_candidate)
		opened = slot_try(auth, slot, auth->password, strlen(auth->password), &auth->later);
	if (opened == TS_DENIED && auth->has_candidate && auth->older[0] != '\0')
		opened = slot_try(auth, slot, auth->older, strlen(auth->older), &auth->later);
	auth->opened_candidate = opened == TS_OK;
	if (auth->opened_candidate)
		crypt_derive_keys(&auth->later);
	return auth->opened_candidate && status == TS_DENIED ? TS_OK : status;
}

static enum ts_status secret_set(ts_auth *auth, struct key_slot *slot, const void *secret, size_t size)
{
	enum ts_status status = key_slot_derive(slot, secret, size, auth->derived);

	if (status == TS_OK)
		key_slot_wrap(slot, auth->derived, auth_final_keys(auth));
	return status;
}

void ts_auth_run(ts_auth *auth)
{
	enum ts_status status = TS_OK;

	if (auth->stage != AUTH_BEGUN)
		return;
	if (auth->kind == AUTH_REGISTER) {
		crypt_random(auth->keys.lasting, KEY_SIZE);
		crypt_data_make(&auth->keys);
	} else {
		status = proof_open(auth);
	}
	if (status == TS_OK)
		crypt_derive_keys(&auth->keys);
	if (auth->kind == AUTH_LOGIN)
		status = candidate_open(auth, status);
	if (status == TS_OK && auth->kind == AUTH_REKEY) {
		auth->next = auth->keys;
		crypt_data_make(&auth->next);
	}
	if (status == TS_OK && auth_sets_password(auth))
		status = secret_set(auth, &auth->password_slot, auth->new_password, strlen(auth->new_password));
	if (status == TS_OK && auth_sets_code(auth))
		status = secret_set(auth, &auth->recovery_slot, auth->new_code, sizeof auth->new_code);
	ts_wipe(auth->derived, sizeof auth->derived);
	/* This thread may not run again for hours. */
	crypt_wipe_stack();
	auth->status = status;
	auth->stage = AUTH_RAN;
}

const char *ts_auth_recovery_code(const ts_auth *auth)
{
	return auth->stage == AUTH_FINISHED && auth->status == TS_OK && auth_sets_code(auth) ? auth->shown_code : NULL;
}

bool ts_auth_recovery_matches(const ts_auth *auth, const char *typed)
{
	unsigned char code[RECOVERY_BYTES];
	bool matches =
	        auth_sets_code(auth) && recovery_parse(typed, code) && crypt_equal(code, auth->new_code, sizeof code);

	ts_wipe(code, sizeof code);
	return matches;
}

void ts_auth_destroy(ts_auth *auth)
{
	ts_secret_free(auth);
}
