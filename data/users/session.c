/*
 * Staying logged in: the user's keys, sealed under a random ticket that the machine keeps, in a row of the database.
 * Ticket and row are worthless without each other; what the session is bound to stands inside the seal.
 */
#include "data/users/session.h"

#include "data/care/anchor.h"
#include "data/file/pin_file.h"
#include "data/file/store.h"
#include "data/keyring/key_slot.h"
#include "data/rows/record_state.h"
#include "data/rows/user.h"
#include "data/users/lock.h"
#include "data/users/ticket.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum {
	SESSIONS_MOST = 8, /* rows a user may have: machines that share the file, and what crashes left */
	RENEW_AFTER =
	        60 * 1000, /* milliseconds of use until the row is written anew: status must not write each second */
	/* A process looks at its clock when it starts, and another may renew the row before it comes to read it. */
	LOOKED_BEFORE = 5 * 60 * 1000,
	SESSION_FORMAT = 2
};

/* What is sealed. Written and read by the same program on the same machine within one boot: the layout of memory will
 * do. */
struct session {
	uint32_t format;
	uint32_t uid;
	char boot[40];
	int64_t generation; /* of the password */
	int64_t renewed;    /* uptime, milliseconds */
	int64_t expires;    /* uptime: unless it is renewed */
	int64_t ends;       /* uptime: for good */
	struct keys keys;
};

enum { SESSION_SEALED = SEALED_SIZE(sizeof(struct session)) };

/* What a session is read into, in locked memory: one piece of it, for each is a mapping between guards, which costs ten
 * calls of the system and as many pages. */
struct held {
	union {
		struct session session;
		unsigned char plain[SESSION_SEALED]; /* the room that opening takes */
	};
	unsigned char ticket[TICKET_SIZE];
};

static const char session_context[] = "tsheet/1/session";
enum { CONTEXT_SIZE = sizeof session_context - 1, ASSOCIATED_SIZE = CONTEXT_SIZE + 2 * TS_ID_SIZE };

static void associated_fill(const struct ts_id *owner, const struct ts_id *id, unsigned char out[ASSOCIATED_SIZE])
{
	memcpy(out, session_context, CONTEXT_SIZE);
	memcpy(out + CONTEXT_SIZE, owner->bytes, TS_ID_SIZE);
	memcpy(out + CONTEXT_SIZE + TS_ID_SIZE, id->bytes, TS_ID_SIZE);
}

static enum ts_status statement_for_id(ts_store *store, enum statement statement, const struct ts_id *id, int *changed)
{
	struct query query = statement_start(store, statement);
	statement_bind_id(&query, id);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	if (changed)
		*changed = status == TS_OK ? sqlite3_changes(store->database) : 0;
	return status;
}

enum ts_status session_forget_all(ts_store *store, const struct ts_id *user, int *count)
{
	return statement_for_id(store, STATEMENT_SESSION_DELETE_ALL, user, count);
}

static enum ts_status session_write(ts_store *store, const struct ts_id *owner, const struct ts_id *id,
                                    const unsigned char ticket[TICKET_SIZE], const struct session *session)
{
	unsigned char associated[ASSOCIATED_SIZE], sealed[SESSION_SEALED];
	associated_fill(owner, id, associated);
	size_t size = crypt_seal(ticket, associated, sizeof associated, session, sizeof *session, sealed);
	struct query query = statement_start(store, STATEMENT_SESSION_WRITE);
	statement_bind_id(&query, owner);
	statement_bind_id(&query, id);
	statement_bind_blob(&query, sealed, size);
	enum ts_status status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

/* Opens a row with the ticket that is held. */
static bool session_open(const struct query *query, const struct ts_id *owner, struct held *held, struct ts_id *id)
{
	unsigned char associated[ASSOCIATED_SIZE];
	size_t size, sealed_size;
	const void *sealed = statement_blob(query, 1, &sealed_size);
	if (!statement_id(query, 0, id) || sealed_size != SESSION_SEALED)
		return false;
	associated_fill(owner, id, associated);
	return crypt_open(held->ticket, associated, sizeof associated, sealed, sealed_size, held->plain, &size) &&
	       size == sizeof(struct session);
}

/* Finds the row that the ticket opens. TS_NOT_FOUND: none. */
static enum ts_status session_find(ts_store *store, const struct ts_id *owner, struct held *held, struct ts_id *id)
{
	struct query query = statement_start(store, STATEMENT_SESSION_LIST);
	statement_bind_id(&query, owner);
	enum ts_status status;
	do
		status = statement_step(&query);
	while (status == TS_OK && !session_open(&query, owner, held, id));
	statement_finish(&query);
	return status;
}

static bool session_holds(const struct session *session, const struct ts_machine *machine, int64_t generation)
{
	return session->format == SESSION_FORMAT && machine->boot[0] != '\0' && session->uid == (uint32_t)geteuid() &&
	       strncmp(session->boot, machine->boot, sizeof session->boot) == 0 && session->generation == generation &&
	       machine->uptime >= session->renewed - LOOKED_BEFORE && machine->uptime < session->expires &&
	       machine->uptime < session->ends;
}

static int64_t session_expiry(const struct session *session, const struct ts_machine *machine)
{
	int64_t expires = machine->uptime + TS_SESSION_SLIDING;
	return expires < session->ends ? expires : session->ends;
}

static enum ts_status generation_read(ts_store *store, const struct ts_id *user, int64_t *generation)
{
	struct key_slot slot;
	bool complete;
	enum ts_status status = key_slot_read(store, *user, KEY_SLOT_PASSWORD, &slot, &complete);
	if (status == TS_OK)
		*generation = slot.generation;
	return status;
}

/* The row, in place of the one an older ticket of this machine opens. */
static enum ts_status session_put(ts_store *store, const struct ts_machine *machine, const struct ts_id *owner,
                                  struct held *held)
{
	enum ts_ticket_place place;
	struct ts_id id = crypt_random_id(), older_id;
	struct held *older = ts_secret_allocate(sizeof *older);
	if (!older)
		return store_fail(store, TS_NO_MEMORY, "cannot keep the session: out of memory");
	/* The keys that are kept must be those of the file. */
	enum ts_status status = record_keys_check(store);
	if (status == TS_OK && ticket_read(machine, *owner, older->ticket, &place) == TS_OK &&
	    session_find(store, owner, older, &older_id) == TS_OK)
		status = statement_for_id(store, STATEMENT_SESSION_DELETE, &older_id, NULL);
	ts_secret_free(older);
	if (status == TS_OK)
		status = generation_read(store, owner, &held->session.generation);
	if (status == TS_OK)
		status = session_write(store, owner, &id, held->ticket, &held->session);
	if (status == TS_OK) {
		struct query query = statement_start(store, STATEMENT_SESSION_TRIM);
		statement_bind_id(&query, owner);
		statement_bind_integer(&query, SESSIONS_MOST);
		status = statement_run(&query, -1);
		statement_finish(&query);
	}
	return status;
}

enum ts_status ts_session_keep(ts_store *store, const struct ts_machine *machine, enum ts_ticket_place *place)
{
	enum ts_status status = store_require_login(store);
	if (status != TS_OK)
		return status;
	/* It could hold beyond a restart, when uptime is where it was. */
	if (machine->boot[0] == '\0')
		return store_fail(store, TS_NOT_FOUND,
		                  "this machine does not tell its boots apart (is /proc missing?)");
	struct held *held = ts_secret_allocate(sizeof *held);
	const struct ts_id owner = store->identity->user;
	if (!held)
		return store_fail(store, TS_NO_MEMORY, "cannot keep the session: out of memory");
	struct session *session = &held->session;
	crypt_random(held->ticket, TICKET_SIZE);
	session->format = SESSION_FORMAT;
	session->uid = (uint32_t)geteuid();
	memcpy(session->boot, machine->boot, sizeof session->boot);
	session->renewed = machine->uptime;
	session->ends = machine->uptime + TS_SESSION_MOST;
	session->expires = session_expiry(session, machine);
	session->keys = store->identity->keys;
	status = store_begin(store);
	if (status != TS_OK)
		goto out;
	status = store_end(store, session_put(store, machine, &owner, held), NULL, NULL);
	/* The row first: a ticket without it opens nothing. */
	if (status == TS_OK) {
		status = ticket_keep(machine, owner, held->ticket, (unsigned)(TS_SESSION_MOST / TS_SECOND), place);
		if (status != TS_OK && ts_session_end(store, store->identity->name, machine) == TS_OK)
			status = store_fail(store, TS_NOT_FOUND, "this machine has no safe place for a ticket");
	}
out:
	ts_secret_free(held);
	return status;
}

/* Reads ticket and row together. TS_NOT_FOUND: there is nothing, or it no longer holds (id tells which row then). */
static enum ts_status session_read(ts_store *store, const struct ts_machine *machine, const struct ts_id *owner,
                                   struct held *held, struct ts_id *id, bool *stale)
{
	enum ts_ticket_place place;
	int64_t generation = 0;
	*stale = false;
	if (ticket_read(machine, *owner, held->ticket, &place) != TS_OK)
		return TS_NOT_FOUND;
	enum ts_status status = session_find(store, owner, held, id);
	if (status == TS_OK)
		status = generation_read(store, owner, &generation);
	if (status == TS_OK && !session_holds(&held->session, machine, generation)) {
		*stale = true;
		status = TS_NOT_FOUND;
	}
	return status;
}

static enum ts_status row_forget(ts_store *store, const void *context)
{
	return statement_for_id(store, STATEMENT_SESSION_DELETE, context, NULL);
}

/* A ticket that no longer opens anything is taken away, and its row. Best effort: neither is of use to anybody. */
static void session_clear(ts_store *store, const struct ts_machine *machine, const struct ts_id *owner,
                          const struct ts_id *row)
{
	ticket_forget(machine, *owner);
	if (!store->read_only)
		(void)store_write_quietly(store, row_forget, row);
}

/* A row to be written anew. */
struct renewal {
	const struct ts_id *owner, *id;
	const unsigned char *ticket;
	const struct session *session;
};

/* A logout in between must not be undone: only a row that is still there is replaced. */
static enum ts_status renewal_write(ts_store *store, const void *context)
{
	const struct renewal *renewal = context;
	struct query query = statement_start(store, STATEMENT_SESSION_EXISTS);

	statement_bind_id(&query, renewal->id);
	enum ts_status status = statement_step(&query);
	statement_finish(&query);
	return status == TS_OK ? session_write(store, renewal->owner, renewal->id, renewal->ticket, renewal->session)
	                       : status;
}

/* Slides the expiry. Best effort: the session holds as it is. */
static void session_renew(ts_store *store, const struct ts_machine *machine, const struct ts_id *owner,
                          const struct ts_id *id, struct held *held)
{
	struct session *session = &held->session;

	if (store->read_only || machine->uptime - session->renewed < RENEW_AFTER)
		return;
	session->renewed = machine->uptime;
	session->expires = session_expiry(session, machine);
	const struct renewal renewal = { owner, id, held->ticket, session };
	(void)store_write_quietly(store, renewal_write, &renewal);
}

/* Who is logged in, and behind it, in the same piece of locked memory, what that is read from. */
struct resumed {
	struct identity identity;
	struct held held;
};

enum ts_status ts_session_resume(ts_store *store, const char *name, const struct ts_machine *machine)
{
	struct user user;
	struct ts_id id;
	bool stale = false;
	enum ts_status status = user_find(store, name, &user);
	if (status != TS_OK)
		return status;
	struct resumed *resumed = ts_secret_allocate(sizeof *resumed);
	if (!resumed)
		return store_fail(store, TS_NO_MEMORY, "cannot read the session: out of memory");
	struct identity *identity = &resumed->identity;
	struct held *held = &resumed->held;
	status = session_read(store, machine, &user.id, held, &id, &stale);
	if (status == TS_NOT_FOUND) {
		/* Of a copy that has no row for it, as a backup, the ticket may well open the file itself. */
		if (stale)
			session_clear(store, machine, &user.id, &id);
		status = TS_LOGGED_OUT;
	}
	if (status != TS_OK)
		goto out;
	session_renew(store, machine, &user.id, &id, held);
	identity->user = user.id;
	memcpy(identity->name, user.name, sizeof identity->name);
	identity->keys = held->session.keys;
	identity->generation = held->session.generation;
	ts_wipe(held, sizeof *held);
	identity_forget(store);
	_Static_assert(offsetof(struct resumed, identity) == 0, "it is given back by its beginning");
	store->identity = identity;
	store->pinned = pin_compare(store, user.name, &user.id, user.box_public);
	resumed = NULL;
	anchor_look(store);
out:
	ts_secret_free(resumed);
	return status;
}

int64_t ts_session_left(ts_store *store, const struct ts_machine *machine)
{
	struct ts_id id;
	bool stale;
	int64_t left = 0;
	if (!store->identity)
		return 0;
	struct held *held = ts_secret_allocate(sizeof *held);
	if (held && session_read(store, machine, &store->identity->user, held, &id, &stale) == TS_OK)
		left = held->session.expires - machine->uptime;
	ts_secret_free(held);
	return left;
}

int64_t ts_session_renew(ts_store *store, const struct ts_machine *machine)
{
	struct ts_id id;
	bool stale;
	if (!store->identity)
		return 0;
	const struct ts_id owner = store->identity->user;
	struct held *held = ts_secret_allocate(sizeof *held);
	if (held && session_read(store, machine, &owner, held, &id, &stale) == TS_OK)
		session_renew(store, machine, &owner, &id, held);
	ts_secret_free(held);
	/* Read again: what was not written does not count. */
	return ts_session_left(store, machine);
}

enum ts_status ts_session_end(ts_store *store, const char *name, const struct ts_machine *machine)
{
	struct user user;
	int count = 0;
	enum ts_status status = user_find(store, name, &user);
	if (status != TS_OK)
		return status;
	const struct ts_id id = user.id;
	status = store_begin(store);
	if (status == TS_OK)
		status = store_end(store, session_forget_all(store, &id, &count), NULL, NULL);
	/* Whatever became of the row: the ticket goes. */
	ticket_forget(machine, id);
	if (status == TS_OK && count == 0)
		status = TS_UNCHANGED;
	return status;
}
