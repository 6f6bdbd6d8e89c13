/* The step that was last done or taken back: it is the one where the history stands, or the one after. */
#include "data/lookup/last_step.h"

#include "data/file/store.h"

enum ts_status last_step_read(ts_store *store, const struct state *state, struct step *out, bool *back)
{
	struct step *undone = ts_secret_allocate(sizeof *undone);
	int64_t sequence;
	enum ts_status status, after;

	if (!undone)
		return store_fail(store, TS_NO_MEMORY, "cannot read the history: out of memory");
	status = record_step_back(store, state->done, &sequence, out);
	after = status == TS_OK || status == TS_NOT_FOUND ? record_step_forth(store, state->done, &sequence, undone)
	                                                  : status;
	/* Which of the two is the newer is known from both only. */
	if (after != TS_OK && after != TS_NOT_FOUND) {
		ts_secret_free(undone);
		return after;
	}
	*back = after == TS_OK && (status != TS_OK || undone->stamp > out->stamp);
	if (*back) {
		*out = *undone;
		status = TS_OK;
	}
	ts_secret_free(undone);
	return status;
}
