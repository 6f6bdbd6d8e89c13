/* The words for a failure. A detail that the store holds is believed only for what concerns its file: other statuses
 * come without one, and it may be older than they are. */
#include "ui/base/failure.h"

const char *failure_words(const ts_store *store, enum ts_status status)
{
	const char *detail = ts_detail(store);

	switch (status) {
	case TS_BUSY:
	case TS_FULL:
	case TS_READ_ONLY:
	case TS_FOREIGN:
	case TS_NEWER:
	case TS_EMPTY:
	case TS_DAMAGED:
	case TS_REPLACED:
	case TS_IO:
		return detail[0] != '\0' ? detail : ts_status_text(status);
	default:
		return ts_status_text(status);
	}
}
