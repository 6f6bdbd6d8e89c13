/* What a command acknowledges is on disk by then: every file it wrote, and every name it made, was synchronised before
 * its first word on standard output and before it ended. And nobody but SQLite opens the database while SQLite has it
 * open: closing that second descriptor would drop the locks. */
#include "support_trace.h"
#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 8, PATH = 160 };

/* What is known of the files under the sandbox's database's directory and of that directory. */
struct books {
	struct {
		char path[PATH];
		bool unsynced;
		int opened;
	} files[FILES];
	size_t count;
	const char *home;
};

static bool call_is(const struct call *call, const char *name)
{
	return strcmp(call->name, name) == 0;
}

/* The path behind the first descriptor of a line, or in its quotes: those outside of the sandbox are no concern. */
static const char *path_find(const struct books *books, const char *line, char open, char close, char out[PATH])
{
	char wanted[PATH];

	(void)snprintf(wanted, sizeof wanted, "%c%s", open, books->home);
	const char *at = strstr(line, wanted);
	const char *end = at ? strchr(at + 1, close) : NULL;
	/* Anchors warn of older files; nothing rests on them. */
	if (!end || end - at >= PATH || strstr(at, "/.local/state/"))
		return NULL;
	(void)snprintf(out, PATH, "%.*s", (int)(end - at - 1), at + 1);
	return out;
}

static size_t file_number(struct books *books, const char *path)
{
	for (size_t i = 0; i < books->count; i++) {
		if (strcmp(books->files[i].path, path) == 0)
			return i;
	}
	assert_true(books->count < FILES);
	(void)snprintf(books->files[books->count].path, PATH, "%s", path);
	return books->count++;
}

static const char *directory_of(const char *path, char out[PATH])
{
	(void)snprintf(out, PATH, "%.*s", (int)(strrchr(path, '/') - path), path);
	return out;
}

/* NULL: nothing is missing at an acknowledgement. */
static const char *unsynced_find(const struct books *books)
{
	for (size_t i = 0; i < books->count; i++) {
		if (books->files[i].unsynced)
			return books->files[i].path;
	}
	return NULL;
}

static bool call_failed(const struct call *call)
{
	return strstr(call->line, ") = -1 ") != NULL;
}

static void open_note(struct books *books, const struct call *call, const char *database, long *second)
{
	char path[PATH], directory[PATH];

	if (!path_find(books, call->line, '"', '"', path) || strstr(call->line, "O_DIRECTORY"))
		return;
	if (strcmp(path, database) == 0) {
		size_t number = file_number(books, path);
		*second += books->files[number].opened > 0;
		books->files[number].opened++;
	}
	/* A name may be new: a journal that can only be read is none. */
	if (strstr(call->line, "O_CREAT") && strstr(call->line, "O_EXCL"))
		books->files[file_number(books, directory_of(path, directory))].unsynced = true;
}

static void call_note(struct books *books, const struct call *call, const char *database, long *second)
{
	char path[PATH], directory[PATH];

	if (call_failed(call))
		return;
	if (call_is(call, "openat"))
		open_note(books, call, database, second);
	else if (call_is(call, "rename") || call_is(call, "renameat2") || call_is(call, "link")) {
		if (path_find(books, call->line, '"', '"', path))
			books->files[file_number(books, directory_of(path, directory))].unsynced = true;
	} else if (path_find(books, call->line, '<', '>', path)) {
		size_t number = file_number(books, path);
		if (call_is(call, "pwrite64") || call_is(call, "write") || call_is(call, "ftruncate"))
			books->files[number].unsynced = true;
		else if (call_is(call, "fsync") || call_is(call, "fdatasync"))
			books->files[number].unsynced = false;
		else if (call_is(call, "close") && books->files[number].opened > 0)
			books->files[number].opened--;
	}
}

/* What a trace shows: what was not synchronised when it was acknowledged (NULL: nothing), how often something was, and
 * how often the database was opened a second time. */
struct audit {
	char unsynced[PATH];
	long synced, second;
};

static struct audit trace_audit(const struct trace *trace, const struct sandbox *sandbox, const char *forgotten)
{
	struct books books = { .home = sandbox->directory };
	struct audit audit = { .synced = 0 };

	for (size_t i = trace->own; i < trace->count; i++) {
		const struct call *call = &trace->at[i];
		if (strncmp(call->line, "write(1", 7) == 0 || call_is(call, "exit_group")) {
			const char *missing = unsynced_find(&books);
			if (missing)
				(void)snprintf(audit.unsynced, sizeof audit.unsynced, "%s", missing);
		}
		audit.synced += call_is(call, "fsync") || call_is(call, "fdatasync");
		if (!forgotten || !strstr(call->line, forgotten))
			call_note(&books, call, sandbox->database, &audit.second);
	}
	return audit;
}

static void nothing_is_acknowledged_before_it_is_on_disk(void **state)
{
	long synced = 0;

	(void)state;
	if (!trace_possible())
		skip();
	for (size_t i = 0; i < deed_count; i++) {
		struct stage stage;
		stage_begin(&stage, &deeds[i]);
		struct trace trace = trace_take(&stage);
		struct audit audit = trace_audit(&trace, stage.sandbox, NULL);
		if (audit.unsynced[0] || audit.synced < 3)
			fail_msg("%s: '%s' was not synchronised (%ld calls to do so)", deeds[i].words[0],
			         audit.unsynced, audit.synced);
		if (audit.second != 0)
			fail_msg("%s: the database was opened while it was open", deeds[i].words[0]);
		/* Had it left one or the other out, it would have been seen. */
		assert_true(trace_audit(&trace, stage.sandbox, "sync(").unsynced[0]);
		assert_true(trace_audit(&trace, stage.sandbox, "close(").second > 0);
		synced += audit.synced;
		trace_release(&trace);
		stage_end(&stage);
	}
	campaign_record("System calls",
	                "all that log, edit, undo, note, import, backup and passwd wrote is synchronised "
	                "before they say so",
	                synced, "synchronisations", 0, "missing");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_acknowledged_before_it_is_on_disk),
	};

	if (!stages_in_memory())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
