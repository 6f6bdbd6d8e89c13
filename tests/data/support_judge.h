/*
 * A judge of database files that somebody was at: a process of its own opens one with the real module, reads all of it,
 * checks it, logs and takes back, and says how that went. A crash or a hang is a judgement, not the end of the test.
 */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_JUDGE_H
#define TIMESHEET_TESTS_DATA_SUPPORT_JUDGE_H

#include "support_seen.h"

#include "support.h"

/* A database with ada and bob in it, made once, and what each of them sees. */
struct original {
	unsigned char *bytes;
	size_t size;
	struct seen ada, bob;
	struct seen older; /* texts of notes that were replaced */
};
/* In the fixture's directory; leaves the file there and no store open. seed: other keys, ids and texts. */
void original_make(struct original *original, struct support *support, unsigned seed);
void original_release(struct original *original);

enum verdict {
	VERDICT_SAME,    /* all that was there is shown */
	VERDICT_NAMED,   /* what is missing is counted, or named, or found by the full check */
	VERDICT_REFUSED, /* the file, or the login, with words that say why; a refused file is as it was */
	/* From here on it went wrong. */
	VERDICT_LOST,    /* something is missing and nothing says so */
	VERDICT_HIDDEN,  /* what was just logged is not shown, or not taken back, and nothing says so */
	VERDICT_WRONG,   /* something is shown that was never written, or the right password is called wrong */
	VERDICT_TOUCHED, /* a file was refused, and its bytes have changed all the same */
	VERDICT_SILENT,  /* refused without a word why */
	VERDICT_FAILED,  /* a call failed with a status that says nothing about damage */
	VERDICT_GREEDY,  /* took far more memory than reading takes */
	VERDICT_HUNG,    /* no end within the deadline */
	VERDICT_CRASHED,
	VERDICT_COUNT
};

/* Judges the file at path by what the user (ada or bob) saw in the original. detail says more when it
 * went wrong or was refused. */
enum { JUDGE_DETAIL = 512 };
enum verdict judge(const char *path, const struct original *original, bool bob, char detail[JUDGE_DETAIL]);
const char *verdict_name(enum verdict verdict);

/* Lets the fixtures make their files in memory, where there is such a place: what is judged here is what is read, and
 * a disk would be waited for at each of some thousand commits. */
void judge_in_memory(void);

/* Counts of verdicts, printed as one line. */
struct verdicts {
	long counts[VERDICT_COUNT];
};
long verdicts_wrong(const struct verdicts *verdicts);
void verdicts_print(const struct verdicts *verdicts, const char *name);

#endif
