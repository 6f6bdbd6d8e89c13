/* Packets of a client, as bytes that wait to be sent, and as bytes that come. Private to data/. */
#ifndef TIMESHEET_DATA_SYNC_PACKETS_H
#define TIMESHEET_DATA_SYNC_PACKETS_H

#include "data/hub/packet.h"
#include "data/sync/buffer.h"
#include "data/timesheet.h"

/* TS_TOO_LONG: it breaks a bound of packets. TS_NO_MEMORY. */
enum ts_status packets_say(struct buffer *output, const struct packet *packet) TS_MUST_CHECK;

typedef enum ts_status packets_take(void *context, const struct packet *packet);
/* Bytes from a hub, in pieces of any size: each packet that is whole with them is handed on, until one is not taken
 * with TS_OK. TS_INVALID: no hub speaks like that. TS_NO_MEMORY; what the taker says. */
enum ts_status packets_hear(struct buffer *input, const void *bytes, size_t size, packets_take *take,
                            void *context) TS_MUST_CHECK;

#endif
