/* The inside of a password check: what begin puts in, run derives, and finish commits. Private to data/. */
#ifndef TIMESHEET_DATA_AUTH_H
#define TIMESHEET_DATA_AUTH_H

#include "data/keyring/keyring.h"
#include "data/pure/text.h"
#include "data/rows/user.h"
#include "data/seal/recovery.h"

enum auth_kind { AUTH_REGISTER, AUTH_LOGIN, AUTH_PASSWD, AUTH_RECOVER, AUTH_REKEY, AUTH_JOIN };

/* Where a job stands: each part runs once, in this order. */
enum auth_stage { AUTH_BEGUN, AUTH_RAN, AUTH_FINISHED };

/* Of joining: what a hub handed out, and which hub. */
struct auth_join {
	struct keyring keyring;
	uint64_t generation; /* of the keyring, at the hub */
	bool adopts;         /* who is logged in, of that name, is merged into who joins */
	struct ts_id hub;
	char url[TS_URL_SIZE], device[TS_ORIGIN_SIZE];
};

/* Lives in locked memory, wiped when freed. */
struct ts_auth {
	enum auth_kind kind;
	enum auth_stage stage;
	enum ts_status status; /* of run */
	struct user user;      /* as begin found it, or as it is to be made */
	char folded[USER_FOLDED_SIZE];
	char password[TS_PASSWORD_MOST + 1];          /* proves; empty for registering and recovering */
	char older[TS_PASSWORD_MOST + 1];             /* the same as it was typed, if that differs: it may be set so */
	char new_password[TS_PASSWORD_MOST + 1];      /* is set; empty for logging in */
	unsigned char code[RECOVERY_BYTES];           /* proves, for recovering */
	unsigned char new_code[RECOVERY_BYTES];       /* is set, for all but logging in and a new password */
	int32_t scratch[TEXT_SCRATCH];                /* for text_password */
	char shown_code[TS_RECOVERY_SIZE];            /* new_code as text */
	struct key_slot proof;                        /* what password or code must open; not for registering */
	struct key_slot spare;                        /* an intact copy that differs from it, */
	bool has_spare;                               /* if there is one */
	int64_t newest;                               /* the generation of proof as begin found it */
	struct key_slot password_slot, recovery_slot; /* to be written */
	bool proof_complete;                          /* all copies of proof are intact and alike */
	unsigned char derived[KEY_SLOT_DERIVED_SIZE]; /* scratch */
	struct keys keys;                             /* what the proof opened, or was made for registering */
	struct keys next;                             /* what takes their place, for exchanging keys */
	struct auth_join join;
	struct keyring candidate; /* for logging in: one that a hub has handed out; */
	bool has_candidate;       /* there is one, */
	bool opened;              /* the password has opened the proof, */
	bool opened_candidate;    /* and it has opened that one: */
	struct keys later;        /* the keys that are in it */
	bool takes;               /* it is taken */
	ts_time now;              /* of exchanging keys */
	ts_progress_tell *told;   /* how far it is; NULL: nobody asks */
	void *told_context;
};

/* NULL without memory; the store then has the words. */
ts_auth *auth_create(ts_store *store, enum auth_kind kind);
/* A password to prove: any length up to the limit may have been set once, and any bytes. TS_TOO_LONG. */
enum ts_status auth_password_take(ts_store *store, const char *password, ts_auth *auth) TS_MUST_CHECK;
/* TS_EXISTS, said: some user in the file has that name. */
enum ts_status auth_name_check_free(ts_store *store, const char *name) TS_MUST_CHECK;
/* Whether a job puts a user into the file. */
bool auth_makes_user(const struct ts_auth *auth);
/* Which slots a job makes. */
bool auth_sets_password(const struct ts_auth *auth);
bool auth_sets_code(const struct ts_auth *auth);
/* The keys that are the user's once the job is done. */
struct keys *auth_final_keys(struct ts_auth *auth);

#endif
