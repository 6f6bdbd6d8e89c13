/* What a change of an activity has done, in words. */
#include "ui/base/activity_words.h"

#include <stdio.h>

static void numbered(const char *name, const char *some, const char *none, int number, char out[ACTIVITY_WORDS_SIZE])
{
	if (number > 0)
		(void)snprintf(out, ACTIVITY_WORDS_SIZE, "%s %s %d now", name, some, number);
	else
		(void)snprintf(out, ACTIVITY_WORDS_SIZE, "%s %s now", name, none);
}

static void offered(const char *name, bool archived, int slot, char out[ACTIVITY_WORDS_SIZE])
{
	if (archived)
		(void)snprintf(out, ACTIVITY_WORDS_SIZE, "%s is archived: it is not offered any more", name);
	else if (slot > 0)
		(void)snprintf(out, ACTIVITY_WORDS_SIZE, "%s is offered again, on %d", name, slot);
	else
		(void)snprintf(out, ACTIVITY_WORDS_SIZE, "%s is offered again", name);
}

const char *activity_words(const char *name, unsigned field, const struct ts_activity_change *change, int slot,
                           bool merged, char out[ACTIVITY_WORDS_SIZE])
{
	switch (field) {
	case TS_CHANGE_TEXT:
		(void)snprintf(out, ACTIVITY_WORDS_SIZE,
		               merged ? "%s is merged into %s: all logs of both are its own" : "%s is called %s now",
		               name, change->text);
		break;
	case TS_CHANGE_SLOT:
		numbered(name, "is on", "is on no slot", change->slot, out);
		break;
	case TS_CHANGE_COLOUR:
		numbered(name, "has colour", "has an automatic colour", change->colour, out);
		break;
	case TS_CHANGE_REST:
		(void)snprintf(out, ACTIVITY_WORDS_SIZE, "%s counts as %s now", name, change->rest ? "rest" : "work");
		break;
	default:
		offered(name, change->archived, slot, out);
		break;
	}
	return out;
}
