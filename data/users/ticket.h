/*
 * A ticket: a random secret that a login leaves with the machine, so that one-shot commands need no password. It is
 * kept in the kernel's user keyring, else in a checked directory of the session, else nowhere. Knows nothing of what it
 * opens. Private to data/.
 */
#ifndef TIMESHEET_DATA_TICKET_H
#define TIMESHEET_DATA_TICKET_H

#include "data/timesheet.h"

enum { TICKET_SIZE = 32 };

/* Keeps the secret for that user, in place of an older one, for at most so many seconds. TS_NOT_FOUND: the machine
 * offers no place (place is then TS_TICKET_NONE). */
enum ts_status ticket_keep(const struct ts_machine *machine, struct ts_id user, const unsigned char secret[TICKET_SIZE],
                           unsigned seconds, enum ts_ticket_place *place) TS_MUST_CHECK;
/* TS_NOT_FOUND: there is none, or it is not to be trusted (another owner, open to others, a link). */
enum ts_status ticket_read(const struct ts_machine *machine, struct ts_id user, unsigned char secret[TICKET_SIZE],
                           enum ts_ticket_place *place) TS_MUST_CHECK;
/* Removes it from wherever it is. */
void ticket_forget(const struct ts_machine *machine, struct ts_id user);

#endif
