/* The user's settings and activities that stay opened while they are as in the file. */
#include "data/lookup/kept.h"

#include "data/file/store.h"

#include <stdlib.h>

/* What somebody was off for is nobody else's to know. */
static void ledger_wipe(const struct ledger *ledger)
{
	if (ledger->marks)
		ts_wipe(ledger->marks, ledger->mark_room * sizeof *ledger->marks);
	if (ledger->targets)
		ts_wipe(ledger->targets, ledger->target_room * sizeof *ledger->targets);
	if (ledger->bookings)
		ts_wipe(ledger->bookings, ledger->booking_room * sizeof *ledger->bookings);
}

void kept_destroy(struct kept *kept)
{
	struct record_activities *rows = &kept->catalogue.rows;

	if (rows->at)
		ts_wipe(rows->at, rows->count * sizeof *rows->at);
	catalogue_release(&kept->catalogue);
	ledger_wipe(&kept->ledger);
	ledger_release(&kept->ledger);
	ts_wipe(kept, sizeof *kept);
	free(kept);
}

void kept_release(struct kept *kept)
{
	if (--kept->holders == 0 && kept->forgotten)
		kept_destroy(kept);
}

void kept_forget(ts_store *store)
{
	struct kept *kept = store->kept;

	store->kept = NULL;
	if (!kept)
		return;
	kept->forgotten = true;
	if (kept->holders == 0)
		kept_destroy(kept);
}

enum ts_status kept_take(struct kept *kept, const struct row_activity *row)
{
	kept->writes++;
	return catalogue_update(&kept->catalogue, row);
}

struct kept *kept_find(ts_store *store)
{
	struct kept *kept = store->kept;
	struct epoch epoch;

	if (!kept || kept->writes != store->kept_writes || !ts_id_equal(kept->user, store->identity->user) ||
	    !epoch_read(store, &epoch) || !epoch_equal(&kept->epoch, &epoch))
		return NULL;
	kept->holders++;
	return kept;
}

void kept_keep(ts_store *store, struct kept *kept)
{
	kept_forget(store);
	kept->user = store->identity->user;
	kept->holders = 1;
	kept->writes = store->kept_writes;
	kept->forgotten = !epoch_read(store, &kept->epoch);
	if (!kept->forgotten)
		store->kept = kept;
}
