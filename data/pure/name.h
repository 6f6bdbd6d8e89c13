/* Names of users: what may be in one, and when two are the same. Private to data/. */
#ifndef TIMESHEET_DATA_PURE_NAME_H
#define TIMESHEET_DATA_PURE_NAME_H

#include "data/pure/text.h"

/* Room for name_key of any name shorter than TS_NAME_SIZE: compatibility makes no character longer than eleven times
 * itself (Unicode TR15, for NFKC). */
enum { NAME_KEY_SIZE = 11 * TS_NAME_SIZE };

/* True when each character of a text shows something, or is a space: no default-ignorable one, no format character, no
 * blank that is no space (Unicode TR36). The text is UTF-8. */
bool name_visible(const char *name);
/* What a name is known by: composed as text_compose does, then NFKC_Casefold. Fails like text_compose. */
enum ts_status name_key(const char *name, char *out, size_t size) TS_MUST_CHECK;

#endif
