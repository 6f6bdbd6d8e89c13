/* The inside of a conversation, and its answers. Private to data/hub/serve*.c. */
#ifndef TIMESHEET_DATA_HUB_CONVERSATION_H
#define TIMESHEET_DATA_HUB_CONVERSATION_H

#include "data/hub/operations.h"
#include "data/hub/queue.h"
#include "data/hub/serve.h"

struct serve {
	struct hub *hub;
	struct queue input, output;
	bool read_only;
	bool only_name, only_owner; /* only this one is served: */
	unsigned char only[PACKET_ID_SIZE];
	bool greeted;
	bool entered;             /* the device has said whose it is */
	bool admitted;            /* and frames are taken from it: false until its keyring proves the name */
	bool pulling;             /* it is told of frames */
	bool current;             /* and has been told of all, */
	bool end_due;             /* but not yet that there are no more */
	const char *over;         /* why it has ended */
	bool misspoken;           /* by the device's fault */
	struct hub_frame *frames; /* room for those of one transaction */
};

/* It is over, by the hub's fault or by the device's. */
void conversation_end(struct serve *serve, const char *why);
void conversation_end_misspoken(struct serve *serve, const char *why);
/* Says a packet. */
void conversation_answer(struct serve *serve, const struct packet *packet);
void conversation_refuse(struct serve *serve, enum packet_refusal code, const char *text);
/* What the hub itself could not do; the conversation is over if it cannot go on. */
void conversation_refuse_failure(struct serve *serve, enum ts_status status);

#endif
