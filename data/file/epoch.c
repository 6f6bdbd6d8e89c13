/* Which state of the file a transaction reads. */
#include "data/file/epoch.h"

#include "data/file/store.h"

bool epoch_read(ts_store *store, struct epoch *out)
{
	if (!store->database || sqlite3_get_autocommit(store->database))
		return false;
	struct query query = statement_start(store, STATEMENT_DATA_VERSION);
	bool known = statement_step(&query) == TS_OK;
	if (known)
		*out = (struct epoch){ store->connections, store->given_up, statement_integer(&query, 0) };
	statement_finish(&query);
	return known;
}

bool epoch_equal(const struct epoch *left, const struct epoch *right)
{
	return left->connections == right->connections && left->given_up == right->given_up &&
	       left->version == right->version;
}
