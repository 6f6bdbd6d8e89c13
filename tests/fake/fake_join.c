/* The fake's joining: a hub that answers what a test has told it to. */
#include "inside.h"

#include "data/pure/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ts_join {
	ts_store *store;
	char name[TS_NAME_SIZE];
	enum ts_join_state state;
	size_t unsent;
	int failures;
	ts_time failed_at;
};

static const char question[] = "who?";

void fake_set_join(ts_store *store, enum ts_join_state answer, const char *words)
{
	store->join_answer = answer;
	(void)snprintf(store->join_words, sizeof store->join_words, "%s", words ? words : "");
}

enum ts_status ts_join_begin(ts_store *store, const char *name, ts_join **out)
{
	char key[NAME_KEY_SIZE];
	enum ts_status status = name_key(name, key, sizeof key);
	if (status == TS_OK && strlen(name) >= TS_NAME_SIZE)
		status = TS_TOO_LONG;
	if (status == TS_OK && (key[0] == '\0' || !name_visible(name)))
		status = TS_INVALID;
	ts_join *join = status == TS_OK ? calloc(1, sizeof *join) : NULL;
	if (status != TS_OK)
		return status;
	if (!join)
		return TS_NO_MEMORY;
	join->store = store;
	join->unsent = sizeof question - 1;
	(void)snprintf(join->name, sizeof join->name, "%s", name);
	*out = join;
	return TS_OK;
}

/* A test's hub answers at once, whatever is said in its name. */
enum ts_status ts_join_receive(ts_join *join, const void *bytes, size_t size)
{
	(void)bytes;
	if (size == 0)
		return TS_OK;
	if (join->store->join_answer == TS_JOIN_ASKING)
		return TS_INVALID;
	join->state = join->store->join_answer;
	return TS_OK;
}

const void *ts_join_output(const ts_join *join, size_t *size)
{
	*size = join->unsent;
	return join->unsent > 0 ? question + sizeof question - 1 - join->unsent : NULL;
}

void ts_join_sent(ts_join *join, size_t size)
{
	join->unsent -= size;
}

enum ts_join_state ts_join_state(const ts_join *join)
{
	return join->state;
}

const char *ts_join_refused(const ts_join *join)
{
	return join->state == TS_JOIN_REFUSED ? join->store->join_words : "";
}

static enum ts_status password_begin(ts_join *join, const char *password, const char *url, const char *device,
                                     bool adopts, ts_time now, ts_auth **out)
{
	ts_store *store = join->store;
	size_t url_size = strlen(url), device_size = strlen(device);
	if (store->read_only)
		return TS_READ_ONLY;
	if (strlen(password) > TS_PASSWORD_MOST || url_size >= TS_URL_SIZE || device_size >= TS_ORIGIN_SIZE)
		return TS_TOO_LONG;
	if (url_size == 0 || device_size == 0)
		return TS_INVALID;
	if (!adopts && fake_user_there(store, join->name))
		return TS_EXISTS;
	if (fake_wait(join->failures, join->failed_at, now) > 0)
		return TS_WAIT;
	join->failures++;
	join->failed_at = now;
	*out = fake_auth_join(join->name, password, url, device, adopts);
	return TS_OK;
}

enum ts_status ts_join_password(ts_join *join, const char *password, const char *url, const char *device, ts_time now,
                                ts_auth **out)
{
	return join->state == TS_JOIN_FOUND ? password_begin(join, password, url, device, false, now, out) : TS_INVALID;
}

enum ts_status ts_join_adopt(ts_join *join, const char *password, const char *url, const char *device,
                             ts_progress_tell *progress, void *context, ts_time now, ts_auth **out)
{
	(void)progress;
	(void)context;
	if (join->state != TS_JOIN_FOUND)
		return TS_INVALID;
	if (!join->store->current)
		return TS_LOGGED_OUT;
	if (!ts_text_same(join->store->current->name, join->name))
		return TS_INVALID;
	/* The hub's user is the one who joined from there. */
	if (join->store->current->has_hub)
		return TS_UNCHANGED;
	return password_begin(join, password, url, device, true, now, out);
}

enum ts_status ts_join_candidate(ts_join *join)
{
	if (join->state != TS_JOIN_FOUND)
		return TS_INVALID;
	const struct user *user = fake_user_find(join->store, join->name);
	return user && user->has_hub ? TS_OK : TS_NOT_FOUND;
}

void ts_join_end(ts_join *join)
{
	free(join);
}
