/* All that a user does to a database. */
#include "act.h"

#include "act_rows.h"
#include "data/file/schema.h"
#include "data/file/store.h"
#include "data/users/auth.h"
#include "tests/data/support_rows.h"

#include <stdio.h>
#include <string.h>

const ts_time act_now = SUPPORT_NOW;

const char *act_name(enum act_kind kind)
{
	static const char *const names[ACT_KINDS] = {
		[ACT_MAKE] = "make",         [ACT_REGISTER] = "register",  [ACT_LOG_EARLY] = "early",
		[ACT_LOG] = "log",           [ACT_SLOT] = "slot",          [ACT_INSERT] = "insert",
		[ACT_EDIT] = "edit",         [ACT_MOVE] = "move",          [ACT_SHIFT] = "shift",
		[ACT_DELETE] = "delete",     [ACT_UNDO] = "undo",          [ACT_REDO] = "redo",
		[ACT_RENAME] = "rename",     [ACT_NOTE] = "note",          [ACT_DRAFT] = "draft",
		[ACT_SETTINGS] = "settings", [ACT_PASSWD] = "passwd",      [ACT_RECOVER] = "recover",
		[ACT_INBOX] = "inbox",       [ACT_FOLD] = "fold",          [ACT_IMPORT] = "import",
		[ACT_BACKUP] = "backup",     [ACT_BACKUP_DAILY] = "daily", [ACT_MIGRATE] = "migrate",
		[ACT_ACCEPT] = "accept",     [ACT_REOPEN] = "reopen",      [ACT_REKEY] = "rekey",
	};

	return names[kind];
}

bool act_is_answer(enum ts_status status)
{
	return status <= TS_TOO_LONG;
}

void actor_close(struct actor *actor)
{
	ts_close(actor->store);
	actor->store = NULL;
}

static enum ts_status database_open(struct actor *actor, bool create)
{
	char reason[TS_REASON_SIZE] = "";
	enum ts_status status = ts_open(actor->path, create, act_now, reason, &actor->store);

	if (status == TS_OK && actor->store && actor->pragma &&
	    sqlite3_exec(actor->store->database, actor->pragma, NULL, NULL, NULL) != SQLITE_OK)
		status = TS_IO;
	return status;
}

enum ts_status actor_open(struct actor *actor, const struct account *account)
{
	enum ts_status status = database_open(actor, false);

	if (status == TS_OK && account->password > 0)
		status = account_login(actor->store, account, act_now);
	if (status != TS_OK)
		actor_close(actor);
	return status;
}

/* The code is known before it is certain: the job has it. */
static enum ts_status job_end(ts_store *store, ts_auth *auth, struct account *account)
{
	ts_auth_run(auth);
	if (auth_sets_code(auth)) {
		account->code++;
		memcpy(account->code_text, auth->shown_code, sizeof account->code_text);
	}
	account->password += auth->kind != AUTH_REKEY;
	enum ts_status status = ts_auth_finish(store, auth);
	ts_auth_destroy(auth);
	return status;
}

static enum ts_status act_account(ts_store *store, const struct act *act, struct account *account)
{
	char present[ACCOUNT_PASSWORD_SIZE], wanted[ACCOUNT_PASSWORD_SIZE];
	ts_auth *auth = NULL;
	enum ts_status status;

	account_password(account->password, present);
	account_password(account->password + 1, wanted);
	ts_time now = act_now + (account->password > 0 ? ts_auth_wait(store, ACCOUNT_NAME, act_now) : 0);
	if (act->kind == ACT_REGISTER)
		status = ts_register_begin(store, ACCOUNT_NAME, wanted, &auth);
	else if (act->kind == ACT_PASSWD)
		status = ts_passwd_begin(store, present, wanted, now, &auth);
	else if (act->kind == ACT_REKEY)
		status = ts_rekey_begin(store, present, NULL, NULL, now, &auth);
	else
		status = ts_recover_begin(store, ACCOUNT_NAME, account->code_text, wanted, now, &auth);
	return status == TS_OK ? job_end(store, auth, account) : status;
}

static enum ts_status act_backup(struct actor *actor, const struct act *act)
{
	char path[TS_PATH_SIZE];

	/* Each a day later. */
	if (act->kind == ACT_BACKUP_DAILY)
		return ts_backup_daily(actor->store, act_now + act->number * 24 * TS_HOUR, path, sizeof path);
	(void)snprintf(path, sizeof path, "%s.copy-%d", actor->path, act->number);
	return ts_backup(actor->store, path);
}

static enum ts_status act_migrate(struct actor *actor, const struct act *act)
{
	int reached, version = 1 + (int)(act->seed % (SCHEMA_LATEST - 1));
	/* What the oldest versions do not hold is gone: seldom. */
	if (version < SCHEMA_LATEST - 2 && act->seed % 4 != 0)
		version = SCHEMA_LATEST - 1;
	if (act->version > 0)
		version = act->version;
	enum ts_status status = ts_migrate(actor->store, version, act_now + act->number * TS_SECOND, &reached);

	actor_close(actor);
	return status;
}

struct act_result act_run(struct actor *actor, const struct act *act)
{
	struct act_result result = { .status = TS_OK, .account = act->account };

	/* Who made the database need not be who registered: it logs in like anybody else. */
	bool stranger = actor->store && act->account.password > 0 && !ts_logged_in(actor->store);

	if (act->kind == ACT_REOPEN || stranger)
		actor_close(actor);
	if (act->kind == ACT_MAKE)
		result.status = database_open(actor, true);
	else if (!actor->store)
		result.status = actor_open(actor, &act->account);
	if (result.status != TS_OK)
		return result;
	switch (act->kind) {
	case ACT_MAKE:
	case ACT_REOPEN:
		break;
	case ACT_REGISTER:
	case ACT_PASSWD:
	case ACT_RECOVER:
		result.status = act_account(actor->store, act, &result.account);
		break;
	case ACT_BACKUP:
	case ACT_BACKUP_DAILY:
		result.status = act_backup(actor, act);
		break;
	case ACT_MIGRATE:
		result.status = act_migrate(actor, act);
		break;
	case ACT_ACCEPT:
		result.status = ts_audit_accept(actor->store, act_now);
		break;
	default:
		result.status = act_rows(actor->store, act);
		break;
	}
	return result;
}
