/* Bytes that come in at one end and go out at the other. */
#include "data/hub/queue.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of memory that an empty queue keeps. */
enum { KEPT_MOST = 256 * 1024 };

unsigned char *queue_room(struct queue *queue, size_t size)
{
	if (queue->begin > 0 && queue->begin + queue->size + size > queue->room) {
		memmove(queue->memory, queue->memory + queue->begin, queue->size);
		queue->begin = 0;
	}
	if (!array_room(&queue->memory, &queue->room, queue->size + size + 1, 1))
		return NULL;
	return queue->memory + queue->begin + queue->size;
}

const unsigned char *queue_bytes(const struct queue *queue, size_t *size)
{
	static const unsigned char none[1];

	*size = queue->size;
	return queue->memory ? queue->memory + queue->begin : none;
}

void queue_drop(struct queue *queue, size_t size)
{
	queue->begin += size;
	queue->size -= size;
	if (queue->size > 0)
		return;
	queue->begin = 0;
	if (queue->room > KEPT_MOST)
		queue_release(queue);
}

void queue_release(struct queue *queue)
{
	free(queue->memory);
	*queue = (struct queue){ .memory = NULL };
}
