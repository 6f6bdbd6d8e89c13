/* The fake's users: passwords in clear, the same rules and delays as the real ones. */
#include "data/pure/text.h"
#include "inside.h"

#include "data/pure/name.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum auth_kind { AUTH_REGISTER, AUTH_LOGIN, AUTH_PASSWD, AUTH_RECOVER, AUTH_REKEY, AUTH_JOIN };

struct ts_auth {
	enum auth_kind kind;
	char name[TS_NAME_SIZE];
	char password[PASSWORD_SIZE];
	char new_password[PASSWORD_SIZE];
	char code[TS_RECOVERY_SIZE * 2];
	char new_code[TS_RECOVERY_SIZE];
	char url[TS_URL_SIZE], device[TS_ORIGIN_SIZE]; /* of joining */
	bool adopts;
	bool ran, finished;
};

/* Characters of a code that count: letters and digits, upper case, look-alikes folded. */
static void code_fold(const char *code, char *out, size_t size)
{
	size_t length = 0;
	for (; *code && length + 1 < size; code++) {
		int c = toupper((unsigned char)*code);
		if (!isalnum(c))
			continue;
		out[length++] = (char)(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
	}
	out[length] = '\0';
}

static bool code_same(const char *left, const char *right)
{
	char a[TS_RECOVERY_SIZE * 2], b[TS_RECOVERY_SIZE * 2];
	code_fold(left, a, sizeof a);
	code_fold(right, b, sizeof b);
	return strcmp(a, b) == 0;
}

static void code_make(ts_store *store, char out[TS_RECOVERY_SIZE])
{
	(void)snprintf(out, TS_RECOVERY_SIZE, "7K3M-9QXR-T2VW-8HJN-4CDE-5FGP-%04u", (unsigned)(++store->codes % 10000));
}

struct user *fake_user_find(ts_store *store, const char *name)
{
	for (size_t i = 0; i < store->user_count; i++) {
		char left[NAME_KEY_SIZE], right[NAME_KEY_SIZE];
		if (name_key(store->users[i]->name, left, sizeof left) == TS_OK &&
		    name_key(name, right, sizeof right) == TS_OK && strcmp(left, right) == 0)
			return store->users[i];
	}
	return NULL;
}

/* The form in which passwords are compared; as it is when it has none. */
static void password_normal(const char *password, char out[PASSWORD_SIZE])
{
	int32_t *scratch = calloc(TEXT_SCRATCH, sizeof *scratch);
	char normal[TS_PASSWORD_MOST + 1];
	if (!scratch)
		abort();
	(void)snprintf(out, PASSWORD_SIZE, "%s", text_password(password, scratch, normal) ? normal : password);
	free(scratch);
}

static enum ts_status password_check(const char *password)
{
	size_t size = strlen(password);
	if (size < TS_PASSWORD_LEAST)
		return TS_INVALID;
	return size > TS_PASSWORD_MOST ? TS_TOO_LONG : TS_OK;
}

static enum ts_status name_check(const char *name)
{
	if (strlen(name) >= TS_NAME_SIZE)
		return TS_TOO_LONG;
	bool blank = true;
	for (const char *at = name; *at; at++) {
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return TS_INVALID;
		if (*at != ' ')
			blank = false;
	}
	return blank || !name_visible(name) ? TS_INVALID : TS_OK;
}

static ts_auth *auth_create(enum auth_kind kind, const char *name, const char *password, const char *new_password)
{
	ts_auth *auth = calloc(1, sizeof *auth);
	if (!auth)
		abort();
	auth->kind = kind;
	(void)snprintf(auth->name, sizeof auth->name, "%s", name);
	password_normal(password, auth->password);
	password_normal(new_password, auth->new_password);
	return auth;
}

static enum ts_status begin_check(ts_store *store)
{
	enum ts_status status = store->fail_next;
	store->fail_next = TS_OK;
	if (status == TS_OK) {
		status = store->fail_next_write;
		store->fail_next_write = TS_OK;
	}
	return status != TS_OK ? status : store->read_only ? TS_READ_ONLY : TS_OK;
}

/* 0 0 0 1 2 4 ... 60 seconds after so many failures. */
static int64_t delay_of(int failures)
{
	if (failures < 3)
		return 0;
	int64_t seconds = failures - 3 > 6 ? 60 : (int64_t)1 << (failures - 3);
	return (seconds > 60 ? 60 : seconds) * TS_SECOND;
}

int64_t fake_wait(int failures, ts_time failed_at, ts_time now)
{
	int64_t passed = now - failed_at;
	int64_t wait = delay_of(failures) - (passed < 0 ? 0 : passed);
	return wait > 0 ? wait : 0;
}

static int64_t wait_of(const struct user *user, ts_time now)
{
	return fake_wait(user->failures, user->failed_at, now);
}

int64_t ts_auth_wait(ts_store *store, const char *name, ts_time now)
{
	const struct user *user = fake_user_find(store, name);
	return user ? wait_of(user, now) : 0;
}

enum ts_status ts_register_begin(ts_store *store, const char *name, const char *password, ts_auth **out)
{
	enum ts_status status = begin_check(store);
	if (status == TS_OK)
		status = name_check(name);
	if (status == TS_OK)
		status = password_check(password);
	if (status == TS_OK && fake_user_find(store, name))
		status = TS_EXISTS;
	if (status == TS_OK)
		*out = auth_create(AUTH_REGISTER, name, password, "");
	return status;
}

static enum ts_status attempt_begin(ts_store *store, const char *name, ts_time now)
{
	enum ts_status status = begin_check(store);
	if (status != TS_OK)
		return status;
	struct user *user = fake_user_find(store, name);
	if (!user)
		return TS_NOT_FOUND;
	if (wait_of(user, now) > 0)
		return TS_WAIT;
	user->failures++;
	user->failed_at = now;
	return TS_OK;
}

enum ts_status ts_login_begin(ts_store *store, const char *name, const char *password, ts_time now, ts_auth **out)
{
	enum ts_status status = attempt_begin(store, name, now);
	if (status == TS_OK)
		*out = auth_create(AUTH_LOGIN, name, password, "");
	return status;
}

enum ts_status ts_passwd_begin(ts_store *store, const char *password, const char *new_password, ts_time now,
                               ts_auth **out)
{
	if (!store->current)
		return TS_LOGGED_OUT;
	enum ts_status status = password_check(new_password);
	if (status == TS_OK)
		status = attempt_begin(store, store->current->name, now);
	if (status == TS_OK)
		*out = auth_create(AUTH_PASSWD, store->current->name, password, new_password);
	return status;
}

enum ts_status ts_rekey_begin(ts_store *store, const char *password, ts_progress_tell *progress, void *context,
                              ts_time now, ts_auth **out)
{
	(void)progress;
	(void)context;
	if (!store->current)
		return TS_LOGGED_OUT;
	enum ts_status status = attempt_begin(store, store->current->name, now);
	if (status == TS_OK)
		*out = auth_create(AUTH_REKEY, store->current->name, password, password);
	return status;
}

bool ts_key_gone(const ts_store *store)
{
	return store->current && store->key_gone;
}

void fake_set_key_gone(ts_store *store)
{
	store->key_gone = true;
	fake_set_changed(store);
}

enum ts_status ts_recover_begin(ts_store *store, const char *name, const char *code, const char *new_password,
                                ts_time now, ts_auth **out)
{
	char folded[TS_RECOVERY_SIZE * 2];
	code_fold(code, folded, sizeof folded);
	enum ts_status status = strlen(folded) == 28 ? password_check(new_password) : TS_INVALID;
	if (status == TS_OK)
		status = attempt_begin(store, name, now);
	if (status == TS_OK) {
		*out = auth_create(AUTH_RECOVER, name, "", new_password);
		(void)snprintf((*out)->code, sizeof(*out)->code, "%s", code);
	}
	return status;
}

bool fake_user_there(ts_store *store, const char *name)
{
	return fake_user_find(store, name) != NULL;
}

ts_auth *fake_auth_join(const char *name, const char *password, const char *url, const char *device, bool adopts)
{
	ts_auth *auth = auth_create(AUTH_JOIN, name, password, "");
	auth->adopts = adopts;
	(void)snprintf(auth->url, sizeof auth->url, "%s", url);
	(void)snprintf(auth->device, sizeof auth->device, "%s", device);
	return auth;
}

/* Here nothing costs anything. */
void ts_register_lightly(ts_auth *auth)
{
	(void)auth;
}

void ts_auth_run(ts_auth *auth)
{
	auth->ran = true;
}

static struct user *user_create(ts_store *store, const ts_auth *auth)
{
	struct user *user = calloc(1, sizeof *user);
	if (!user || store->user_count == MOST_USERS)
		abort();
	user->state = fake_state_create();
	(void)snprintf(user->name, sizeof user->name, "%s", auth->name);
	(void)snprintf(user->password, sizeof user->password, "%s", auth->password);
	user->state->settings = ts_settings_default();
	struct ts_activity *off = &user->state->activities[user->state->activity_count++];
	off->id = fake_id(store);
	off->off = true;
	(void)snprintf(off->text, sizeof off->text, "off");
	store->users[store->user_count++] = user;
	return user;
}

static void steps_forget(struct user *user)
{
	for (size_t i = 0; i < user->step_count; i++) {
		fake_state_destroy(user->steps[i].before);
		fake_state_destroy(user->steps[i].after);
	}
	user->step_count = user->done_steps = 0;
}

/* What she has done can be taken back no more. */
static struct user *adopted_take(struct user *user, const ts_auth *auth)
{
	(void)snprintf(user->password, sizeof user->password, "%s", auth->password);
	user->session_ends = 0;
	steps_forget(user);
	return user;
}

static void hub_give(struct user *user, const ts_auth *auth)
{
	user->has_hub = true;
	(void)snprintf(user->hub.url, sizeof user->hub.url, "%s", auth->url);
	(void)snprintf(user->hub.device, sizeof user->hub.device, "%s", auth->device);
}

static enum ts_status auth_check(const struct user *user, const ts_auth *auth)
{
	if (auth->kind == AUTH_RECOVER)
		return code_same(user->code, auth->code) ? TS_OK : TS_DENIED;
	return strcmp(user->password, auth->password) == 0 ? TS_OK : TS_DENIED;
}

enum ts_status ts_auth_finish(ts_store *store, ts_auth *auth)
{
	if (!auth->ran)
		abort();
	enum ts_status status = begin_check(store);
	if (status != TS_OK)
		return status;
	struct user *user = fake_user_find(store, auth->name);
	if (auth->kind == AUTH_REGISTER || auth->kind == AUTH_JOIN) {
		if (auth->kind == AUTH_JOIN && strcmp(auth->password, store->join_words) != 0)
			return TS_DENIED;
		if (auth->adopts ? user != store->current || !user : user != NULL)
			return auth->adopts ? TS_LOGGED_OUT : TS_EXISTS;
		user = auth->adopts ? adopted_take(user, auth) : user_create(store, auth);
		if (auth->kind == AUTH_JOIN)
			hub_give(user, auth);
	} else {
		if (!user)
			return TS_NOT_FOUND;
		status = auth_check(user, auth);
		if (status != TS_OK)
			return status;
	}
	if (auth->kind == AUTH_REKEY && !store->current)
		return TS_LOGGED_OUT;
	store->key_gone = false;
	if (auth->kind == AUTH_PASSWD || auth->kind == AUTH_RECOVER || auth->kind == AUTH_REKEY) {
		(void)snprintf(user->password, sizeof user->password, "%s", auth->new_password);
		user->session_ends = 0; /* tickets are of a password */
	}
	if (auth->kind == AUTH_REGISTER || auth->kind == AUTH_RECOVER || auth->kind == AUTH_REKEY) {
		code_make(store, user->code);
		(void)snprintf(auth->new_code, sizeof auth->new_code, "%s", user->code);
	}
	user->failures = 0;
	auth->finished = true;
	store->current = user;
	store->writes++;
	return TS_OK;
}

const char *ts_auth_recovery_code(const ts_auth *auth)
{
	return auth->finished && auth->new_code[0] ? auth->new_code : NULL;
}

bool ts_auth_recovery_matches(const ts_auth *auth, const char *typed)
{
	return auth->finished && auth->new_code[0] && code_same(auth->new_code, typed);
}

void ts_auth_destroy(ts_auth *auth)
{
	free(auth);
}

bool ts_logged_in(const ts_store *store)
{
	return store->current != NULL;
}

const char *ts_user_name(const ts_store *store)
{
	return store->current ? store->current->name : "";
}

void ts_lock(ts_store *store)
{
	store->current = NULL;
}

enum ts_status ts_users_read(ts_store *store, struct ts_users *out)
{
	enum ts_status status = store->fail_next;
	store->fail_next = TS_OK;
	if (status != TS_OK)
		return status;
	out->count = store->user_count;
	out->names = calloc(store->user_count ? store->user_count : 1, sizeof *out->names);
	if (!out->names)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < store->user_count; i++)
		memcpy(out->names[i], store->users[i]->name, TS_NAME_SIZE);
	return TS_OK;
}

void ts_users_release(struct ts_users *users)
{
	free(users->names);
	*users = (struct ts_users){ 0 };
}

static void user_destroy(struct user *user)
{
	steps_forget(user);
	for (size_t i = 0; i < user->text_count; i++)
		free(user->texts[i]);
	free(user->texts);
	for (size_t i = 0; i < user->draft_count; i++)
		free(user->drafts[i].note.text);
	free(user->steps);
	fake_state_destroy(user->state);
	free(user);
}

void fake_users_destroy(ts_store *store)
{
	for (size_t i = 0; i < store->user_count; i++)
		user_destroy(store->users[i]);
}
