/* Working days of some stretches each, activities by Zipf's law, one stretch in seven with a comment. */
#include "history.h"

#include <stdbool.h>
#include <stdlib.h>

enum {
	NATURAL_DAYS = 730, /* the newest, of which every size has the same */
	OLDEST_DAYS = 8600, /* 23 years and a half: where more is wanted, days get denser */
	NATURAL_LEAST = 12, /* stretches a working day */
	NATURAL_SPREAD = 9,
	NATURAL_MEAN = 4300, /* a year, about: working days and some at weekends */
	TODAY = 18,
	WORK_BEGINS = 6 * 3600,
	WORK_LENGTH = 10 * 3600
};

static const char *const names[HISTORY_ACTIVITIES] = {
	"acme build",    "team mail",    "code review",   "acme design",   "büro ablage",    "daily standup",
	"parser fix",    "client call",  "café planning", "release notes", "test bench",     "data import",
	"weekly report", "server care",  "naïve search",  "travel west",   "budget plan",    "hiring talk",
	"phone support", "docs writing", "forum answers", "invoice run",   "résumé reading", "garden desk",
	"legal check",   "backup drill", "zeta proto",    "øst prosjekt",  "print layout",   "audit prep",
	"school visit",  "tool upkeep",  "map drawing",   "night watch",   "photo sorting",  "łódź office",
	"press kit",     "stock taking", "road show",     "閉会 paper",
};

static const char *const comments[] = {
	"as agreed with Lin", "second half after lunch", "the offsets were off by one again",
	"see the ticket",     "waiting for the build",   "draft sent to Ada and Grace for a look",
	"on the train",
};
enum { COMMENT_COUNT = sizeof comments / sizeof comments[0] };

struct chance {
	uint64_t state;
};

/* splitmix64 (public domain, Sebastiano Vigna). */
static uint64_t chance_next(struct chance *chance)
{
	uint64_t z = chance->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static int chance_below(struct chance *chance, int limit)
{
	return (int)(chance_next(chance) % (uint64_t)limit);
}

/* Zipf: the n-th has a weight of 1/n. In whole numbers, so that it is the same everywhere. */
static int activity_choose(struct chance *chance, int except)
{
	enum { UNIT = 1000000 };
	int total = 0, chosen;

	for (int i = 1; i <= HISTORY_ACTIVITIES; i++)
		total += UNIT / i;
	do {
		int at = chance_below(chance, total);
		for (chosen = 0; at >= UNIT / (chosen + 1); chosen++)
			at -= UNIT / (chosen + 1);
	} while (chosen == except);
	return chosen;
}

const char *history_name(int activity)
{
	return names[activity];
}

/* How many stretches a day has. dense: hundredths of the natural number. */
static int day_size(struct chance *chance, int64_t day, int64_t dense)
{
	int weekday = (int)((day + 3) % 7); /* 1970-01-01 was a Thursday; 0 is Monday */
	int natural = NATURAL_LEAST + chance_below(chance, NATURAL_SPREAD);

	if (weekday >= 5)
		natural = chance_below(chance, 4) == 0 ? 3 : 0;
	return (int)(natural * dense / 100);
}

/* Fills out with a day of so many stretches in [from, from + length), some of them with a pause behind. */
static void day_fill(struct chance *chance, int64_t from, int64_t length, int size, struct history_interval *out)
{
	int64_t slice = length / (size > 0 ? size : 1);
	int before = -1;

	for (int i = 0; i < size; i++) {
		int64_t begin = from + i * slice, end = begin + slice;
		if (chance_below(chance, 4) == 0)
			end -= 1 + (int64_t)chance_below(chance, (int)(slice / 2 > 1 ? slice / 2 : 1));
		before = activity_choose(chance, before);
		out[i] = (struct history_interval){ .begin = begin, .end = end, .activity = before };
		if (chance_below(chance, 7) == 0)
			out[i].comment = comments[chance_below(chance, COMMENT_COUNT)];
	}
}

static bool day_fits(const struct history *history, size_t limit, int size)
{
	return history->count + (size_t)size <= limit;
}

/* Days are filled from the newest back, each in its own order from the end of the array towards its begin. */
struct history history_make(size_t count, int64_t now)
{
	struct history history = { .at = calloc(count, sizeof *history.at) };
	int64_t today = now / HISTORY_DAY, dense = 100;

	if (!history.at)
		exit(1);
	struct history_interval *end = history.at + count;
	if (count > (size_t)NATURAL_MEAN * OLDEST_DAYS / 365)
		dense = ((int64_t)count - 2 * NATURAL_MEAN) * 100 * 365 /
		        ((int64_t)NATURAL_MEAN * (OLDEST_DAYS - NATURAL_DAYS));
	for (int64_t day = today; history.count < count; day--) {
		struct chance chance = { .state = (uint64_t)day * 2654435761u };
		int64_t from = day * HISTORY_DAY + WORK_BEGINS, length = WORK_LENGTH - 600;
		int size = day == today ? TODAY : day_size(&chance, day, today - day > NATURAL_DAYS ? dense : 100);
		if (day == today) {
			from = day * HISTORY_DAY;
			length = now - from - 60 > TODAY ? now - from - 60 : TODAY;
		}
		if (!day_fits(&history, count, size))
			size = (int)(count - history.count);
		end -= size;
		day_fill(&chance, from, length, size, end);
		history.count += (size_t)size;
	}
	history.at[count - 1].end = 0;
	return history;
}

void history_release(struct history *history)
{
	free(history->at);
	*history = (struct history){ 0 };
}
