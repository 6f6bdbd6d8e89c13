/*
 * A pin: what this machine remembers, beside its anchors and in clear, of a name in a database: whose it is, and the
 * key to which is sealed what is logged without a login. It proves nothing to who can write that directory; who can
 * write the database alone cannot exchange either unseen. Best effort, as anchors are. Private to data/.
 */
#ifndef TIMESHEET_DATA_PIN_FILE_H
#define TIMESHEET_DATA_PIN_FILE_H

#include "data/seal/crypt.h"

/* Compares with what was noted; nothing that was noted and can be read is TS_PINNED_SAME. */
enum ts_pinned pin_compare(const ts_store *store, const char *name, const struct ts_id *user,
                           const unsigned char box_public[BOX_PUBLIC_SIZE]);
/* Notes it in place of what was. */
void pin_note(const ts_store *store, const char *name, const struct ts_id *user,
              const unsigned char box_public[BOX_PUBLIC_SIZE]);

#endif
