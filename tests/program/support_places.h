/* Every screen of the program, and the keys that lead there: for what must hold wherever somebody is. */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_PLACES_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_PLACES_H

#include "support.h"

struct place {
	const char *name;
	bool outside;      /* begins at the login screen, else on the day screen */
	const char *keys;  /* "|" where the program must have drawn before it goes on */
	const char *shows; /* what tells that it was reached */
	const char *note;  /* what was typed of a note, which must be a draft afterwards; NULL: none */
};

extern const struct place places[];
extern const size_t place_count;

/* ada with a morning of three logs; makes it once in a sandbox, puts the file back later. */
struct morning {
	char *bytes;
	size_t size;
};
void morning_make(struct sandbox *sandbox, struct morning *morning);
void morning_restore(const struct sandbox *sandbox, const struct morning *morning);
void morning_release(struct morning *morning);

/* A new terminal that shows the place. */
struct terminal *place_enter(struct sandbox *sandbox, const struct place *place);

#endif
