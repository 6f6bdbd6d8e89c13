/* What went wrong with a hub's child, in the user's words. */
#ifndef TIMESHEET_SRC_SYNC_SSH_WORDS_H
#define TIMESHEET_SRC_SYNC_SSH_WORDS_H

#include "src/sync/hub_url.h"

#include <stdbool.h>

/* status and said: as the child ended (child.h); greeted: it had spoken as a hub before. Returns whether trying again
 * soon makes sense. */
bool ssh_words(const struct hub_url *url, int status, const char *said, bool greeted, char *out, size_t size);

/* What came is not what a hub says. */
void child_garbled(const struct hub_url *url, const void *bytes, size_t bytes_size, bool greeted, char *out,
                   size_t size);

#endif
