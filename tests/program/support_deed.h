/*
 * The commands that write, each on a stage that is set anew for every try: what one does is known beforehand, and
 * afterwards it is judged whether all of it or nothing was done, and whether the command told the truth about it.
 */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_DEED_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_DEED_H

#include "support_pipes.h"

enum { DEED_WORDS = 8, STAGE_TROUBLE = 4096 };

struct deed {
	const char *words[DEED_WORDS]; /* the command and its arguments; "%" stands for a file beside the database */
	const char *back;              /* the command that reverses it; NULL: there is none */
	bool reads;                    /* it leaves what is there as it is, and answers */
};

extern const struct deed deeds[];
extern const size_t deed_count;
/* Those that only read. */
extern const struct deed readings[];
extern const size_t reading_count;

struct stage {
	const struct deed *deed;
	const char *program; /* that does it; NULL: timesheet */
	struct sandbox *sandbox;
	char file[96], logins[2][128], leaks[192];
	const char *environment[5]; /* of the deed */
	char *kept;                 /* the database's bytes before it */
	size_t kept_size;
	char *older, *old, *new; /* what is there: before the action before it, before it, after it */
	char *output;            /* what it says when all is well */
	char trouble[STAGE_TROUBLE];
};

/* For main: thousands of stages are quicker in memory, where nothing waits for a disk. */
bool stages_in_memory(void);
void stage_begin(struct stage *stage, const struct deed *deed);
/* The same for another deed, on the past that is there: most of what it takes to begin is to make one. */
void stage_turn(struct stage *stage, const struct deed *deed);
void stage_end(struct stage *stage);
/* Everything as it was before the deed. */
void stage_reset(const struct stage *stage);
/* Does it; before: words in front of the program, or NULL. more: two further variables, or NULL. */
struct run stage_run(struct stage *stage, const char *const *before, const char *const more[2]);
/* False: what is there does not fit what the run said; stage->trouble then says how. full: whether a failure has to say
 * that the disk is full. Consumes the stage: reset it. */
bool stage_judge(struct stage *stage, const struct run *run, bool full);

#endif
