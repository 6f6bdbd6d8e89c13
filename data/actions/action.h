/*
 * One thing the user does: a transaction, a version for all it writes, and one step of the undo history, whose id is
 * the action's own. Private to data/.
 *
 * action_begin ... action_log, action_activity, action_note ... action_end, on every path once begin returned TS_OK.
 */
#ifndef TIMESHEET_DATA_ACTION_H
#define TIMESHEET_DATA_ACTION_H

#include "data/lookup/reading.h"
#include "data/rows/part.h"
#include "data/rows/row.h"
#include "data/rows/state.h"
#include "data/rows/step.h"

struct action {
	ts_store *store;
	ts_time now;
	struct ts_id id;
	uint64_t version; /* of every register this action writes */
	struct state state;
	struct ts_settings settings;
	struct catalogue *catalogue; /* of what is kept, which follows what the action writes */
	struct kept *kept;
	bool makes_rest; /* an activity that is made counts as rest */
	struct step step;
	struct parts *parts; /* of changes that the step's row has no room for; NULL: none */
};

/* Takes the write lock and reads what every action needs. Anything but TS_OK leaves nothing open. */
enum ts_status action_begin(struct action *action, ts_store *store, ts_time now, enum ts_deed deed) TS_MUST_CHECK;
/* The same to look only: nothing is locked or written, and no step made. */
enum ts_status action_look(struct action *action, ts_store *store, ts_time now) TS_MUST_CHECK;
void action_look_end(struct action *action);

/* What is written next is to win over this version, whatever the clock of versions says: it may have been lost. */
void action_outdo(struct action *action, uint64_t version);
/* Writes what differs between before and after, and records it in the step. For a new row before is NULL; one that
 * comes from a reader, who drops the versions, is read once more. */
enum ts_status action_log(struct action *action, const struct row_log *before,
                          const struct row_log *after) TS_MUST_CHECK;
enum ts_status action_activity(struct action *action, const struct row_activity *before,
                               const struct row_activity *after) TS_MUST_CHECK;

/* The same of a row of the ledger. */
enum ts_status action_ledger(struct action *action, const struct row_ledger *before,
                             const struct row_ledger *after) TS_MUST_CHECK;

/* The step, which is written first, since its parts stand under its number: action->parts takes them from then on. What
 * it did is known only at the end, so it is written anew then. */
enum ts_status action_parts_begin(struct action *action) TS_MUST_CHECK;
enum ts_status action_parts_finish(struct action *action) TS_MUST_CHECK;

enum ts_status action_settings(struct action *action, const struct ts_settings *before,
                               const struct ts_settings *after) TS_MUST_CHECK;

/* The activity of a text, made if it is new. TS_INVALID, TS_TOO_LONG. */
enum ts_status action_activity_of_text(struct action *action, const char *text, struct ts_id *out) TS_MUST_CHECK;
/* The same, but a new one gets no slot. */
enum ts_status action_activity_slotless(struct action *action, const char *text, struct ts_id *out) TS_MUST_CHECK;
/* Makes the activity of a text that has none yet; slot: 1..9, or 0 for none. */
enum ts_status action_activity_make(struct action *action, const char *text, int slot, struct ts_id *out) TS_MUST_CHECK;
/* Words what the step did, of a log or an activity. */
void action_describe_log(const struct action *action, const struct row_log *log, struct ts_done *done);
void action_describe_activity(const struct action *action, const struct ts_id *activity, struct ts_done *done);
/* The same of any step; log: the one that it was about, as it now is (NULL: it was about none). */
void action_describe_step(const struct action *action, const struct row_log *log, struct ts_done *done);

/* Puts this store's name under the step, and the version as its time. */
void action_sign(struct action *action);
/* On TS_OK discards what was taken back before, appends the step, and commits; else takes everything back. */
enum ts_status action_end(struct action *action, enum ts_status status) TS_MUST_CHECK;
/* All of it for an action that is worded: begins unless something was wrong with what was asked for (checked), runs,
 * ends. done is handed out when it is made, and when it is so already. */
typedef enum ts_status action_run(struct action *action, const void *wish, struct ts_done *done);
enum ts_status action_do(ts_store *store, enum ts_status checked, ts_time now, enum ts_deed deed, action_run *run,
                         const void *wish, struct ts_done *done) TS_MUST_CHECK;
/* Commits without a step of its own: what was begun is TS_OK, but undo has nothing to do with it, or has done it. */
enum ts_status action_end_silent(struct action *action, enum ts_status status) TS_MUST_CHECK;

#endif
