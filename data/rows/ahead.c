/* Work that a second thread does ahead of who needs it. */
#include "data/rows/ahead.h"

#include "data/seal/crypt.h"

#include <limits.h>
#include <signal.h>

enum {
	LEAST = 4 * AHEAD_STEP,  /* what is less is done before a thread is there */
	STACK_SIZE = 1024 * 1024 /* of addresses: much more than is wiped of it at the end */
};

/* How many slots may be filled now; 0: none any more. */
static size_t room_wait(struct ahead *ahead)
{
	(void)pthread_mutex_lock(&ahead->mutex);
	while (!ahead->ends && ahead->filled - ahead->needed > AHEAD_SLOTS - AHEAD_STEP)
		(void)pthread_cond_wait(&ahead->changed, &ahead->mutex);
	size_t left = ahead->ends ? 0 : ahead->count - ahead->filled;
	(void)pthread_mutex_unlock(&ahead->mutex);
	return left < AHEAD_STEP ? left : AHEAD_STEP;
}

static void *thread_run(void *context)
{
	struct ahead *ahead = context;
	size_t next = 0, room;

	while ((room = room_wait(ahead)) > 0) {
		for (size_t i = 0; i < room; i++)
			ahead->fill(ahead->context, next++);
		(void)pthread_mutex_lock(&ahead->mutex);
		ahead->filled = next;
		(void)pthread_cond_signal(&ahead->changed);
		(void)pthread_mutex_unlock(&ahead->mutex);
	}
	crypt_wipe_stack();
	return NULL;
}

/* Signals are for the thread that was there before. */
static bool thread_start(struct ahead *ahead)
{
	sigset_t all, before;
	pthread_attr_t attributes;

	if (pthread_attr_init(&attributes) != 0)
		return false;
	(void)sigfillset(&all);
	bool started = pthread_attr_setstacksize(&attributes, STACK_SIZE) == 0 &&
	               pthread_sigmask(SIG_SETMASK, &all, &before) == 0;
	if (started) {
		started = pthread_create(&ahead->thread, &attributes, thread_run, ahead) == 0;
		(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	}
	(void)pthread_attr_destroy(&attributes);
	return started;
}

void ahead_begin(struct ahead *ahead, size_t count, ahead_fill *fill, void *context)
{
	*ahead = (struct ahead){ .count = count, .fill = fill, .context = context };
	if (count < LEAST || pthread_mutex_init(&ahead->mutex, NULL) != 0)
		return;
	if (pthread_cond_init(&ahead->changed, NULL) == 0) {
		ahead->threaded = thread_start(ahead);
		if (!ahead->threaded)
			(void)pthread_cond_destroy(&ahead->changed);
	}
	if (!ahead->threaded)
		(void)pthread_mutex_destroy(&ahead->mutex);
}

void ahead_wait(struct ahead *ahead, size_t index)
{
	if (!ahead->threaded) {
		ahead->fill(ahead->context, index);
		return;
	}
	if (index < ahead->known && index % AHEAD_STEP != 0)
		return;
	(void)pthread_mutex_lock(&ahead->mutex);
	ahead->needed = index;
	(void)pthread_cond_signal(&ahead->changed);
	while (ahead->filled <= index)
		(void)pthread_cond_wait(&ahead->changed, &ahead->mutex);
	ahead->known = ahead->filled;
	(void)pthread_mutex_unlock(&ahead->mutex);
}

void ahead_end(struct ahead *ahead)
{
	if (!ahead->threaded)
		return;
	(void)pthread_mutex_lock(&ahead->mutex);
	ahead->ends = true;
	(void)pthread_cond_signal(&ahead->changed);
	(void)pthread_mutex_unlock(&ahead->mutex);
	(void)pthread_join(ahead->thread, NULL);
	(void)pthread_cond_destroy(&ahead->changed);
	(void)pthread_mutex_destroy(&ahead->mutex);
	ahead->threaded = false;
}
