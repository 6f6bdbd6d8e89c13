/* The fake's arrays. Private to tests/fake/. */
#ifndef TIMESHEET_TESTS_FAKE_INSIDE_H
#define TIMESHEET_TESTS_FAKE_INSIDE_H

#include "data/pure/ledger.h"
#include "tests/fake/fake.h"

enum {
	MOST_USERS = 8,
	MOST_ACTIVITIES = 512,
	MOST_LOGS = 4096,
	MOST_REVISIONS = 512,
	MOST_LEDGER = 1024,
	MOST_DRAFTS = 16,
	MOST_INBOX = 64,
	PASSWORD_SIZE = TS_PASSWORD_MOST + 1
};

struct fake_log {
	struct ts_id id;
	ts_time at;
	int32_t offset;
	char zone[TS_ZONE_SIZE];
	struct ts_id activity;
	const char *comment; /* "", or one of the user's texts */
	ts_time sure;        /* until then it is right; 0: nobody has said so */
	bool dead, locked;
};

struct revision {
	struct ts_id id;
	ts_day day;
	const char *text; /* one of the user's texts */
	bool replaced;
};

/* A row of the ledger that stands: one of the four. */
enum fake_entry { FAKE_MARK, FAKE_TARGET, FAKE_BOOKING, FAKE_BUDGET };
struct fake_ledger {
	enum fake_entry entry;
	bool gone; /* taken away: it is not what it never was */
	struct ts_day_mark mark;
	struct ts_target target;
	struct ts_booking booking;
	struct ts_budget budget;
};

/* All that undo takes back. */
struct state {
	struct ts_activity *activities;
	size_t activity_count;
	struct fake_log *logs;
	size_t log_count;
	struct revision *revisions;
	size_t revision_count;
	struct fake_ledger *ledger;
	size_t ledger_count;
	struct ts_settings settings;
};

struct step {
	struct state *before, *after; /* after: once it was undone */
	struct ts_done done;
	ts_time shifted; /* when, if it is a shift */
};

struct inbox_entry {
	int slot;
	char text[TS_TEXT_SIZE];
	ts_time at;
};

struct user {
	char name[TS_NAME_SIZE];
	char password[PASSWORD_SIZE];
	char code[TS_RECOVERY_SIZE];
	int failures;
	ts_time failed_at;
	struct state *state;
	struct step *steps; /* done_steps of step_count are done, the rest can be done again */
	size_t step_count, done_steps;
	char **texts; /* of all revisions and comments ever made: the states of the history share them */
	size_t text_count;
	struct ts_draft drafts[MOST_DRAFTS];
	size_t draft_count;
	char session_boot[40];
	int64_t session_expires, session_ends; /* uptime; 0: none */
	struct inbox_entry inbox[MOST_INBOX];
	size_t inbox_count;
	bool has_hub;
	struct ts_sync_info hub;
};

struct ts_store {
	struct user *users[MOST_USERS];
	size_t user_count;
	struct user *current;
	enum ts_status fail_next, fail_next_write, fail_keep;
	bool held; /* another program has the write lock */
	struct ts_holder holder;
	uint64_t busy;
	char detail[TS_REASON_SIZE];
	bool changed, read_only, slow, folding, makes_rest;
	int flex_steps;
	size_t damaged, writes;
	struct ts_news news; /* what ts_news_read tells next, once */
	bool has_news;
	struct ts_news elsewhere; /* what was changed on another device, */
	bool has_elsewhere;
	size_t elsewhere_writes; /* when so much had been written here */
	uint64_t next_id, codes;
	bool has_anchor; /* a directory was named */
	int64_t behind;
	enum ts_pinned pinned; /* what a login found */
	struct ts_replaced replaced;
	int64_t missing, surplus, slots; /* what an audit says */
	bool altered;
	bool key_gone; /* another program has exchanged the key since the login */
	size_t audit_steps;
	enum ts_join_state join_answer; /* what a hub says to who joins; asking: there is none */
	char join_words[TS_REASON_SIZE];
};

/* Taken at the head of each call: a failure that a test has asked for, TS_READ_ONLY, TS_LOGGED_OUT, or TS_OK. */
enum ts_status fake_read(ts_store *store);
enum ts_status fake_write(ts_store *store);
struct ts_id fake_id(ts_store *store);
/* NULL: there is none of that name. */
struct user *fake_user_find(ts_store *store, const char *name);

/* A step of the history: begin copies the state, end keeps the copy with what was done. */
struct state *fake_begin(ts_store *store);
enum ts_status fake_end(ts_store *store, struct state *before, const struct ts_done *done);
void fake_abandon(ts_store *store, struct state *before);

/* A copy that lives as long as the user. */
const char *fake_text_keep(ts_store *store, const char *text, size_t size);

struct ts_activity *fake_activity(struct state *state, struct ts_id id);
struct ts_activity *fake_activity_by_text(struct state *state, const char *text);
struct ts_activity *fake_activity_make(ts_store *store, const char *text);
struct fake_log *fake_log(struct state *state, struct ts_id id);
/* The latest live log at or before a moment (strictly before, unless inclusive), and the earliest after it; NULL: none.
 */
struct fake_log *fake_log_before(struct state *state, ts_time at, bool inclusive);
struct fake_log *fake_log_after(struct state *state, ts_time at, bool inclusive);
void fake_describe(ts_store *store, enum ts_deed deed, const struct fake_log *log, struct ts_done *done);
/* Up to the next log, or now; and by when they were logged. */
void fake_span_fill(ts_store *store, const struct fake_log *log, ts_time now, struct ts_span *span);
int fake_span_compare(const void *left, const void *right);
void fake_day_fill(ts_store *store, ts_day day, ts_time now, struct ts_day_view *view);
/* The ledger of a state, in the product's own values: ledger_release. */
struct ledger fake_ledger_of(const struct state *state);
/* What days owe, to who looks now. The ledger is borrowed. */
struct owing fake_owing(ts_store *store, const struct ledger *ledger, ts_time now);
/* The week's hours as the settings have them are a target. */
void fake_ledger_weekly(ts_store *store, int weekly, ts_time now);
/* The day of the earliest log, or LEDGER_NEVER. */
ts_day fake_first_day(const ts_store *store, ts_time now);
/* The breaks of a day, whether there is a rule or not. */
struct ts_pauses fake_pauses(ts_store *store, ts_day day, ts_time now);
/* The flex balance at the end of a day, or before today. */
int64_t fake_balance(ts_store *store, ts_day last, ts_time now, bool *forgotten);
void fake_users_destroy(ts_store *store);
bool fake_user_there(ts_store *store, const char *name);
/* Milliseconds to wait after so many wrong passwords, the last of them then. */
int64_t fake_wait(int failures, ts_time failed_at, ts_time now);
ts_auth *fake_auth_join(const char *name, const char *password, const char *url, const char *device, bool adopts);
struct state *fake_state_create(void); /* empty, with room for the most */
void fake_state_destroy(struct state *state);
bool fake_state_equal(const struct state *left, const struct state *right);

#endif
