/* The stamp of a file's state. */
#include "data/file/stamp.h"

#include "data/file/store.h"

enum ts_status stamp_read(ts_store *store, struct stamp *out)
{
	struct query query = statement_start(store, STATEMENT_DATA_VERSION);
	enum ts_status status = statement_step(&query);

	if (status == TS_OK)
		*out = (struct stamp){ store->connections, statement_integer(&query, 0),
			               sqlite3_total_changes(store->database) };
	statement_finish(&query);
	return status;
}

bool stamp_equal(const struct stamp *left, const struct stamp *right)
{
	return left->connections == right->connections && left->version == right->version &&
	       left->changes == right->changes;
}
