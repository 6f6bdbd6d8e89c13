/* Cursors of hubs that number their frames. Private to data/. */
#ifndef TIMESHEET_DATA_HUB_HUB_CURSOR_H
#define TIMESHEET_DATA_HUB_HUB_CURSOR_H

#include "data/hub/packet.h"

#include <stdbool.h>

enum { HUB_CURSOR_SIZE = 32, HUB_CURSOR_MARK = 8 };

/* Valid with its hub only; the mark is the begin of the id of the frame at that number, so that a hub that was put back
 * to an older state, and has given the number to another frame since, can tell. */
struct hub_cursor {
	unsigned char hub[PACKET_ID_SIZE];
	int64_t number; /* 0: before the first frame */
	unsigned char mark[HUB_CURSOR_MARK];
};

void hub_cursor_encode(const struct hub_cursor *cursor, unsigned char out[HUB_CURSOR_SIZE]);
/* False: it is none, or another hub's. */
bool hub_cursor_decode(struct packet_view bytes, const unsigned char hub[PACKET_ID_SIZE], struct hub_cursor *out);

#endif
