/* Opens a file that somebody was at, in a process of its own, and says how that went. */
#include "support_judge.h"

#include "support_rows.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	DEADLINE = 60, /* seconds for one file; a sound one takes some milliseconds */
	MEMORY_MOST =
	        384 * 1024, /* KiB more than before; the keys of a test build take 8, and a reading some hundred */
	DAYS = 40
};

/* ---- what is judged ---- */

static void life_fill(ts_store *store, unsigned seed, unsigned who, struct seen *older)
{
	static const char *const texts[] = { "parser", "acme: call", "lunch", "reading", "word games" };
	const ts_day today = ts_day_of(SUPPORT_NOW, 0);
	struct ts_settings settings = ts_settings_default();
	uint64_t chance = seed * 31u + who;
	struct ts_done done;
	char text[64];

	settings.weekly_target = 30 * 60;
	settings.forgotten_after = 14;
	settings.idle_lock = 17;
	assert_int_equal(ts_settings_write(store, &settings, SUPPORT_NOW), TS_OK);
	for (int i = 0; i < 36; i++) {
		const ts_time at = SUPPORT_NOW - (36 - i) * 27 * TS_HOUR - rows_random_below(&chance, 60) * TS_MINUTE;
		(void)snprintf(text, sizeof text, "%s %u-%u", texts[i % 5], seed, who);
		assert_int_equal(
		        ts_log_text(store, text, i % 3 == 0 ? "a word of comment" : NULL, at, SUPPORT_NOW, &done),
		        TS_OK);
	}
	assert_int_equal(ts_log_delete(store, done.log, SUPPORT_NOW, &done), TS_OK);
	for (int i = 0; i < 8; i++) {
		struct ts_note note;
		for (int revision = 0; revision < 2; revision++) {
			assert_int_equal(ts_note_read(store, today - 4 * i, &note), TS_OK);
			int size = snprintf(text, sizeof text, "note %u-%u-%d-%d\n%s", seed, who, i, revision,
			                    revision ? "with a word in it" : "before");
			assert_int_equal(ts_note_save(store, &note, text, (size_t)size, SUPPORT_NOW, &done), TS_OK);
			if (revision == 0)
				seen_add(older, "N %d %s", today - 4 * i, text);
			ts_note_release(&note);
		}
	}
	const struct ts_activity_change rest = { .fields = TS_CHANGE_REST, .rest = true };
	(void)snprintf(text, sizeof text, "lunch %u-%u", seed, who);
	assert_int_equal(ts_activity_change(store, rows_activity(store, text, SUPPORT_NOW), &rest, SUPPORT_NOW, &done),
	                 TS_OK);
	assert_int_equal(ts_undo(store, SUPPORT_NOW, &done), TS_OK);
	assert_int_equal(ts_redo(store, SUPPORT_NOW, &done), TS_OK);
	const struct ts_note none = { .day = today - 2 };
	assert_int_equal(ts_draft_save(store, &none, "a draft", 7, 0, SUPPORT_NOW), TS_OK);
}

static int line_compare(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

void original_make(struct original *original, struct support *support, unsigned seed)
{
	ts_store *store = support_open(support);

	*original = (struct original){ 0 };
	rows_hurry(store);
	for (unsigned who = 0; who < 2; who++) {
		assert_int_equal(support_register(store, who ? "bob" : "ada", SUPPORT_PASSWORD), TS_OK);
		life_fill(store, seed, who, &original->older);
		seen_read(who ? &original->bob : &original->ada, store, SUPPORT_NOW);
	}
	assert_true(original->ada.count > 60 && original->ada.damaged == 0 && !original->ada.failed);
	qsort(original->older.lines, original->older.count, sizeof *original->older.lines, line_compare);
	ts_close(store);
	support->store = NULL;
	original->bytes = support_file_read(support->path, &original->size);
}

void original_release(struct original *original)
{
	free(original->bytes);
	seen_release(&original->ada);
	seen_release(&original->bob);
	seen_release(&original->older);
}

/* ---- the judgement, inside the process ---- */

struct bench {
	const char *path;
	const struct original *original;
	bool bob;
	char *detail;
};

__attribute__((format(printf, 3, 4))) static enum verdict say(const struct bench *bench, enum verdict verdict,
                                                              const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above */
	(void)vsnprintf(bench->detail, JUDGE_DETAIL, format, arguments);
	va_end(arguments);
	return verdict;
}

/* What a file that cannot be used may be called. */
static bool status_refuses(enum ts_status status)
{
	switch (status) {
	case TS_NOT_FOUND: /* the user's row is gone */
	case TS_FOREIGN:
	case TS_NEWER:
	case TS_EMPTY:
	case TS_DAMAGED:
	case TS_TOO_LONG:
	case TS_INVALID:
	case TS_IO:
		return true;
	default:
		return false;
	}
}

static enum verdict refusal(const struct bench *bench, const char *what, enum ts_status status, const char *words)
{
	if (status == TS_DENIED)
		return say(bench, VERDICT_WRONG, "%s: the right password is called wrong", what);
	if (!status_refuses(status))
		return say(bench, VERDICT_FAILED, "%s: %s (%s)", what, ts_status_text(status), words);
	/* No such user needs no more words. */
	if (words[0] == '\0' && status != TS_NOT_FOUND)
		return say(bench, VERDICT_SILENT, "%s: %s, and no word more", what, ts_status_text(status));
	return say(bench, VERDICT_REFUSED, "%s: %s", what, words);
}

/* A number of wrong passwords that somebody put there makes wait, never for longer than a minute. */
static enum ts_status enter(ts_store *store, const char *name)
{
	enum ts_status status = support_login(store, name, SUPPORT_PASSWORD, SUPPORT_NOW);
	int64_t wait = status == TS_WAIT ? ts_auth_wait(store, name, SUPPORT_NOW) : 0;

	if (status != TS_WAIT || wait > 60 * TS_SECOND)
		return status;
	return support_login(store, name, SUPPORT_PASSWORD, SUPPORT_NOW + wait);
}

/* Logs and takes it back. False: it could not be taken back, so what is seen now is another. */
static bool write_back(const struct bench *bench, ts_store *store, enum verdict *verdict, bool *named)
{
	struct ts_done done;
	struct ts_span span;
	enum ts_status status = ts_log_text(store, "judge", NULL, SUPPORT_NOW, SUPPORT_NOW, &done);

	if (status != TS_OK) {
		if (!status_refuses(status) || ts_detail(store)[0] == '\0')
			*verdict = say(bench, VERDICT_FAILED, "log: %s (%s)", ts_status_text(status), ts_detail(store));
		*named = true;
		return true;
	}
	if (ts_current_read(store, SUPPORT_NOW, &span) != TS_OK || strcmp(span.text, "judge") != 0) {
		*verdict = say(bench, VERDICT_HIDDEN, "what was logged is not what goes on");
		return false;
	}
	status = ts_undo(store, SUPPORT_NOW, &done);
	if (status == TS_OK)
		return true;
	if (!status_refuses(status))
		*verdict = say(bench, VERDICT_FAILED, "undo: %s (%s)", ts_status_text(status), ts_detail(store));
	*named = true;
	return false;
}

static enum verdict seen_judge(const struct bench *bench, ts_store *store, const char *when, bool *named)
{
	const struct original *original = bench->original;
	const char *line;
	struct seen seen;
	enum verdict verdict = VERDICT_SAME;

	seen_read(&seen, store, SUPPORT_NOW);
	if (seen.failed)
		verdict = say(bench, VERDICT_FAILED, "%s: %s failed (%s)", when, seen.trouble, ts_detail(store));
	else
		switch (seen_compare(bench->bob ? &original->bob : &original->ada, &original->older, &seen, &line)) {
		case SEEN_SAME:
			break;
		case SEEN_NAMED:
			*named = true;
			break;
		case SEEN_LOST:
			verdict = say(bench, VERDICT_LOST, "%s: %.400s", when, line);
			break;
		case SEEN_WRONG:
			/* Its own, that it took back. */
			verdict = say(bench, strstr(line, "|judge") ? VERDICT_HIDDEN : VERDICT_WRONG, "%s: %.400s",
			              when, line);
			break;
		}
	seen_release(&seen);
	return verdict;
}

/* False: rows are missing, or others than were last written stand there, and that is said. */
static bool audit_sound(const struct bench *bench, ts_store *store, enum verdict *verdict)
{
	struct ts_audit_result result = { 0 };
	ts_audit *audit = NULL;
	enum ts_status status = ts_audit_begin(store, &audit);

	while (status == TS_OK && !result.done)
		status = ts_audit_step(audit, 1000, &result);
	ts_audit_end(audit);
	if (status != TS_OK && !status_refuses(status))
		*verdict = say(bench, VERDICT_FAILED, "audit: %s (%s)", ts_status_text(status), ts_detail(store));
	return status == TS_OK && result.sound;
}

static enum verdict store_judge(const struct bench *bench, ts_store *store)
{
	struct ts_users users = { 0 };
	struct ts_check check = { 0 };
	bool named = false;
	enum ts_status status = ts_users_read(store, &users);
	size_t user_count = users.count;

	ts_users_release(&users);
	if (status != TS_OK)
		return refusal(bench, "users", status, ts_detail(store));
	/* As if it had been made anew. */
	if (user_count == 0 && ts_check(store, true, &check) == TS_OK)
		return say(bench, VERDICT_LOST, "all users are gone");
	status = enter(store, bench->bob ? "bob" : "ada");
	if (status != TS_OK)
		return refusal(bench, "login", status, ts_detail(store));
	enum verdict verdict = seen_judge(bench, store, "at first", &named);
	status = ts_check(store, true, &check);
	if (status != TS_OK || check.damaged > 0) {
		named = true;
		if (status != TS_OK && refusal(bench, "check", status, ts_detail(store)) != VERDICT_REFUSED)
			return VERDICT_FAILED;
	}
	if (!audit_sound(bench, store, &verdict))
		named = true;
	if (verdict == VERDICT_SAME && write_back(bench, store, &verdict, &named) && verdict == VERDICT_SAME)
		verdict = seen_judge(bench, store, "after undo", &named);
	/* An index that is not in order hides rows, old ones and new ones, from being read and from being taken back:
	 * the full check looks at that. Rows that are gone are missing from the sum over all. */
	if ((verdict == VERDICT_LOST || verdict == VERDICT_HIDDEN) && named)
		verdict = VERDICT_NAMED;
	return verdict == VERDICT_SAME && named ? VERDICT_NAMED : verdict;
}

/* What a file is known by, however long it is. Without cmocka's assertions, which would go on with the tests in this
 * process. */
struct digest {
	unsigned char bytes[crypto_generichash_BYTES];
};

static struct digest digest_of(const char *path)
{
	static unsigned char chunk[64 * 1024];
	crypto_generichash_state hash;
	struct digest digest;
	FILE *file = fopen(path, "rbe");
	size_t size;

	if (!file || crypto_generichash_init(&hash, NULL, 0, sizeof digest.bytes) != 0)
		abort();
	while ((size = fread(chunk, 1, sizeof chunk, file)) > 0)
		(void)crypto_generichash_update(&hash, chunk, size);
	(void)fclose(file);
	(void)crypto_generichash_final(&hash, digest.bytes, sizeof digest.bytes);
	return digest;
}

static bool file_is(const char *path, const struct digest *before)
{
	struct digest now = digest_of(path);

	return memcmp(now.bytes, before->bytes, sizeof now.bytes) == 0;
}

static bool journal_stands(const char *path)
{
	char journal[SUPPORT_PATH_SIZE + 16];

	(void)snprintf(journal, sizeof journal, "%s-journal", path);
	return access(journal, F_OK) == 0;
}

static enum verdict file_judge(const struct bench *bench)
{
	char reason[TS_REASON_SIZE] = "";
	ts_store *store = NULL;
	/* What a journal holds is played back before anything can be looked at. */
	bool journal = journal_stands(bench->path);
	const struct digest before = digest_of(bench->path);
	enum ts_status status = ts_open(bench->path, true, SUPPORT_NOW, reason, &store);
	enum verdict verdict;

	if (status != TS_OK) {
		verdict = refusal(bench, "open", status, reason);
		if (status == TS_NOT_FOUND || (!journal && !file_is(bench->path, &before)))
			verdict = say(bench, VERDICT_TOUCHED, "refused (%s), and changed", reason);
	} else {
		verdict = store_judge(bench, store);
	}
	ts_close(store);
	return verdict;
}

/* ---- the judge, outside ---- */

/* KiB of this process's memory that are in use now. */
static long memory_now(void)
{
	char line[128] = "";
	FILE *file = fopen("/proc/self/statm", "re");

	assert_non_null(file);
	assert_non_null(fgets(line, sizeof line, file));
	(void)fclose(file);
	const char *space = strchr(line, ' ');
	assert_non_null(space);
	return strtol(space, NULL, 10) * (sysconf(_SC_PAGESIZE) / 1024);
}

static enum verdict child_judge(const struct bench *bench, int output)
{
	(void)alarm(DEADLINE);
	enum verdict verdict = file_judge(bench);
	if (write(output, bench->detail, JUDGE_DETAIL) != JUDGE_DETAIL)
		_exit(VERDICT_COUNT);
	_exit((int)verdict);
}

enum verdict judge(const char *path, const struct original *original, bool bob, char detail[JUDGE_DETAIL])
{
	const struct bench bench = { path, original, bob, detail };
	struct rusage usage;
	int pipes[2], result = -1;
	long before = memory_now();

	memset(detail, 0, JUDGE_DETAIL);
	assert_int_equal(pipe2(pipes, O_CLOEXEC), 0);
	(void)fflush(stdout);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		child_judge(&bench, pipes[1]);
	(void)close(pipes[1]);
	ssize_t got = read(pipes[0], detail, JUDGE_DETAIL);
	(void)close(pipes[0]);
	assert_int_equal(wait4(child, &result, 0, &usage), child);
	if (WIFSIGNALED(result) && WTERMSIG(result) == SIGALRM)
		return VERDICT_HUNG;
	if (!WIFEXITED(result) || got != JUDGE_DETAIL || WEXITSTATUS(result) >= VERDICT_COUNT) {
		(void)snprintf(detail, JUDGE_DETAIL, "ended with %d", result);
		return VERDICT_CRASHED;
	}
	if (usage.ru_maxrss > before + MEMORY_MOST) {
		(void)snprintf(detail, JUDGE_DETAIL, "took %ld KiB", usage.ru_maxrss - before);
		return VERDICT_GREEDY;
	}
	return (enum verdict)WEXITSTATUS(result);
}

void judge_in_memory(void)
{
	if (access("/dev/shm", W_OK | X_OK) == 0)
		(void)setenv("TMPDIR", "/dev/shm", 0);
}

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[VERDICT_COUNT] = {
		"same",    "named",  "refused", "lost",   "hidden", "wrong",
		"touched", "silent", "failed",  "greedy", "hung",   "crashed"
	};
	return verdict < VERDICT_COUNT ? names[verdict] : "?";
}

long verdicts_wrong(const struct verdicts *verdicts)
{
	long sum = 0;

	for (int i = VERDICT_LOST; i < VERDICT_COUNT; i++)
		sum += verdicts->counts[i];
	return sum;
}

void verdicts_print(const struct verdicts *verdicts, const char *name)
{
	(void)printf("%s:", name);
	for (int i = 0; i < VERDICT_COUNT; i++) {
		if (verdicts->counts[i] > 0)
			(void)printf(" %ld %s", verdicts->counts[i], verdict_name((enum verdict)i));
	}
	(void)printf("\n");
}
