/* All that a user does to a database, each with chance for what it does it to. */
#ifndef TIMESHEET_TESTS_POWER_ACT_H
#define TIMESHEET_TESTS_POWER_ACT_H

#include "account.h"

#include <stddef.h>
#include <stdint.h>

enum act_kind {
	ACT_MAKE, /* the database */
	ACT_REGISTER,
	ACT_LOG_EARLY, /* weeks ago: what goes on need not be looked for in the months before */
	ACT_LOG,
	ACT_SLOT,
	ACT_INSERT,
	ACT_EDIT,
	ACT_MOVE, /* over the end of a month */
	ACT_SHIFT,
	ACT_DELETE,
	ACT_UNDO,
	ACT_REDO,
	ACT_RENAME, /* or merge */
	ACT_NOTE,
	ACT_DRAFT,
	ACT_SETTINGS,
	ACT_PASSWD,
	ACT_RECOVER,
	ACT_REKEY,
	ACT_INBOX,
	ACT_FOLD,
	ACT_IMPORT,
	ACT_BACKUP,
	ACT_BACKUP_DAILY,
	ACT_MIGRATE, /* down by some versions; what comes next brings it up again */
	ACT_ACCEPT,  /* the rows as they are, which a migration down left unproven */
	ACT_REOPEN,
	ACT_KINDS
};

/* All acts but the one of weeks ago are about these days, on both sides of the end of a month. */
enum { ACT_PATH_SIZE = 256, ACT_DAYS = 4 };

/* The clock of all acts and of whoever looks at what they did. */
extern const ts_time act_now;

struct act {
	enum act_kind kind;
	uint64_t seed;
	int number;             /* no two acts on a database have the same */
	int version;            /* of ACT_MIGRATE; 0: by chance */
	struct account account; /* as it is */
};

struct act_result {
	enum ts_status status;
	struct account account; /* as it is once the act was done */
};

/* A process's part in it: a database, open when there is a store. */
struct actor {
	char path[ACT_PATH_SIZE];
	const char *pragma; /* NULL, or what makes each connection careless */
	ts_store *store;
};

const char *act_name(enum act_kind kind);
/* Opens, logs in. */
enum ts_status actor_open(struct actor *actor, const struct account *account);
void actor_close(struct actor *actor);
struct act_result act_run(struct actor *actor, const struct act *act);
/* Done, or refused for a reason that has to do with what is there: not a failure. */
bool act_is_answer(enum ts_status status);

#endif
