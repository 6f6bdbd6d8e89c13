/*
 * How many keys the commonest jobs of a day take, on the whole front end, and what comes of them. What the best
 * of other programs needs stands beside: WorkTUImer, or timewarrior and gtimelog where they are better.
 *
 * | job | keys | best peer |
 * |---|--:|--:|
 * | now a known activity | 1 | 3 |
 * | now a new one of t letters | t + 2 | t + 3 |
 * | back to the last one | 1 | 15 |
 * | stop | 1 | 1 |
 * | slot 2, since 10 minutes | 3 | 6 |
 * | a finished hour, 10-11 docs | 12 | 17 |
 * | begin five minutes earlier | 1 | 6 |
 * | end 17 minutes earlier, of the log before | 6 | 7 |
 * | the selected log was another activity | 2 | 5 |
 * | a comment of t letters on what runs | t + 2 | t + 3 |
 * | delete; undo | 1; 1 | 1; 1 |
 * | yesterday; a date | 1; 8 | 1; 9 |
 * | rest for lunch | 1 | 1 |
 * | three logs deleted, from the third on | 6 | 6 |
 * | find a word of t letters, then the next hit | t + 2, 1 | t + 1, 1 |
 * | the week: hours per activity and day | 2 | none in a terminal |
 * | last week's sums, copied | 3 | 3 |
 */
#include "tests/ui/support_day.h"
#include "tests/ui/support_desk.h"

#include <stdio.h>
#include <string.h>

/* A job: its keys as they are written in help, with what is typed in quotes; and what it leaves. */
struct job {
	const char *name;
	const char *keys;
	int count;               /* of keys; at most */
	int peer;                /* what the best of others needs */
	const char *day, *shows; /* logs that are then there, and words on the screen; NULL: not looked at */
};

/* Presses them all; returns how many there were. */
static int keys_press(struct desk *desk, const char *keys)
{
	int count = 0;
	for (const char *at = keys; *at != '\0';) {
		char key[64];
		size_t size = *at == '"' ? strcspn(at + 1, "\"") + 2 : strcspn(at, " ");
		bool text = *at == '"';
		(void)snprintf(key, sizeof key, "%.*s", (int)(text ? size - 2 : size), text ? at + 1 : at);
		if (text)
			desk_type(desk, key);
		else
			desk_key(desk, key);
		count += text ? (int)strlen(key) : 1;
		at += size + strspn(at + size, " ");
	}
	return count;
}

static int setup(void **state)
{
	static struct desk desk;
	ts_store *store = story_store();
	story_log(store, -8, 9, 0, "admin");
	story_log(store, -8, 17, 0, "off");
	ts_lock(store);
	desk_open(&desk, store);
	desk.moment.now = story_now();
	desk_type(&desk, CARD_PASSWORD);
	desk_key(&desk, "Enter");
	desk_pump(&desk);
	assert_true(ts_logged_in(store));
	*state = &desk;
	return 0;
}

static int teardown(void **state)
{
	desk_close(*state);
	return 0;
}

/* The story's day ends with 13:05 parser and, from 14:12 on, review: auth patch; it is 14:37. */
static const struct job jobs[] = {
	{ "now a known activity", "2", 1, 3, "|14:12 review: auth patch|14:37 email & triage", NULL },
	{ "now a new one", "Enter \"docs\" Enter", 4 + 2, 4 + 3, "|14:37 docs", NULL },
	{ "back to the last one", "Space", 1, 15, "|14:37 parser", NULL },
	{ "stop", "0", 1, 1, "|14:37 off", NULL },
	{ "slot 2, since 10 minutes", "2 < <", 3, 6, "|14:12 review: auth patch|14:27 email & triage", NULL },
	{ "a finished hour", "Enter \"10-11 docs\" Enter", 12, 17, "|10:00 docs|11:00 parser|11:47", NULL },
	{ "begin five minutes earlier", "<", 1, 6, "|13:05 parser|14:07 review", NULL },
	{ "end 17 minutes earlier", "k E \"-17\" Enter", 6, 7, "|13:05 parser|13:55 review", NULL },
	{ "the selected log was another activity", "c 4", 2, 5, "|13:05 parser|14:12 standup", NULL },
	{ "a comment on what runs", "; \"offsets\" Enter", 7 + 2, 7 + 3, NULL, "14:12 review: auth patch: offsets" },
	{ "delete", "x", 1, 1, "|12:15 lunch|13:05 parser", "deleted 14:12 review: auth patch" },
	{ "delete and undo", "x u", 2, 2, "|14:12 review: auth patch", "took back: deleted 14:12" },
	{ "yesterday", "h", 1, 1, NULL, "< Wed 30 Sep 2026" },
	{ "a date", ": \"28 sep\" Enter", 8, 9, NULL, "< Mon 28 Sep 2026" },
	{ "rest for what runs", "~", 1, 1, NULL, "review: auth patch counts as rest now" },
	{ "find", "/ \"sync\" Enter", 4 + 2, 4 + 3, NULL, "hit 1 of 2  n next" },
	{ "find, then the next hit", "/ \"sync\" Enter n", 4 + 3, 4 + 3, NULL, "hit 2 of 2  n next" },
	{ "hours per activity and day", "w Tab", 2, 2, NULL, "[GRID]" },
	{ "last week's sums copied", "w h Y", 3, 3, NULL, "W39  21 Sep - 27 Sep 2026 copied: 2 rows" },
	{ "three logs deleted", "k k v v v x", 6, 6, "|10:00 parser|11:47 support: acme", "3 logs deleted" },
};

static void no_job_takes_more_keys_than_elsewhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof jobs / sizeof jobs[0]; i++) {
		const struct job *job = &jobs[i];
		void *desk = NULL;
		char logs[2048];
		(void)setup(&desk);
		int count = keys_press(desk, job->keys);
		if (count != job->count || count > job->peer)
			fail_msg("%s: %d keys, %d wanted, elsewhere %d", job->name, count, job->count, job->peer);
		logs_of(((struct desk *)desk)->store, 0, logs, sizeof logs);
		if (job->day && !strstr(logs, job->day))
			fail_msg("%s: %s is not in %s", job->name, job->day, logs);
		/* What stands on the line of messages goes with the next key: a comment is what it shows then. */
		if (job->shows && !desk_shows(desk, job->shows))
			(void)keys_press(desk, "k j");
		if (job->shows && !desk_shows(desk, job->shows))
			fail_msg("%s: '%s' is not on the screen", job->name, job->shows);
		(void)teardown(&desk);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_job_takes_more_keys_than_elsewhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
