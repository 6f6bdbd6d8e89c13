/* Bytes that come in at one end and go out at the other. Private to data/. */
#ifndef TIMESHEET_DATA_HUB_QUEUE_H
#define TIMESHEET_DATA_HUB_QUEUE_H

#include <stddef.h>

/* Zeroed: empty. */
struct queue {
	unsigned char *memory;
	size_t room;  /* of the memory */
	size_t begin; /* where its first byte stands, */
	size_t size;  /* and how many there are: who has filled what queue_room gave adds to it */
};

/* Room for size bytes behind the last; NULL: there is no memory, and all is as it was. */
unsigned char *queue_room(struct queue *queue, size_t size);
/* All bytes; never NULL. */
const unsigned char *queue_bytes(const struct queue *queue, size_t *size);
/* Takes the first bytes away; much memory is not kept for an empty queue. */
void queue_drop(struct queue *queue, size_t size);
void queue_release(struct queue *queue);

#endif
