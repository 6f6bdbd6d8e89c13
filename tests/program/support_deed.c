/* The deeds, and the judge: what is there is read back by other commands. */
#include "support_deed.h"

#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEW_PASSWORD "battery staple"

const struct deed deeds[] = {
	{ { "log", "something new" }, "undo", false },
	{ { "edit", "last", "--at", "12:30", "--comment", "moved", "another" }, "undo", false },
	{ { "undo" }, "redo", false },
	{ { "note", "--message", "another line" }, "undo", false },
	{ { "import", "--format", "csv", "%" }, "undo", false },
	{ { "backup", "%" }, NULL, false },
	{ { "passwd" }, NULL, false },
};
const size_t deed_count = sizeof deeds / sizeof deeds[0];

static bool deed_is(const struct stage *stage, const char *command)
{
	return strcmp(stage->deed->words[0], command) == 0;
}

const struct deed readings[] = {
	{ { "status" }, NULL, true },
	{ { "day", "--json" }, NULL, true },
	{ { "report", "today", "--by", "activity", "--json" }, NULL, true },
	{ { "report", "month", "--csv", "--round", "15" }, NULL, true },
	{ { "search", "all" }, NULL, true },
	{ { "note" }, NULL, true },
	{ { "export", "--format", "ical" }, NULL, true },
	{ { "export", "--format", "json" }, NULL, true },
	{ { "import", "--dry-run", "--format", "csv", "%" }, NULL, true },
	{ { "settings" }, NULL, true },
	{ { "users" }, NULL, true },
	{ { "inbox" }, NULL, true },
	{ { "check", "--full" }, NULL, true },
};
const size_t reading_count = sizeof readings / sizeof readings[0];

/* ---- what is there */

static struct run ask(const struct stage *stage, const char *const *environment, const char *const *words)
{
	return program_run(stage->sandbox, &(struct run_options){ .environment = environment }, words);
}

/* The logs and notes, without what differs from run to run. */
static char *content_read(const struct stage *stage, const char *const *environment)
{
	static const char sql[] =
	        "SELECT (SELECT group_concat(json_extract(value, '$.time') || coalesce(json_extract(value, "
	        "'$.activity'), "
	        "'off') || json_extract(value, '$.comment'), '; ') FROM json_each(?1, '$.logs')) || ' | ' || (SELECT "
	        "group_concat(json_extract(value, '$.date') || json_extract(value, '$.text')) FROM json_each(?1, "
	        "'$.notes'))";
	struct run run = ask(stage, environment, WORDS("export", "--format", "json"));
	char *content = run.status == 0 ? sql_of(sql, run.output) : NULL;

	if (!content && asprintf(&content, "nothing: exit %d, '%s'", run.status, run.error) < 0)
		content = NULL;
	assert_non_null(content);
	run_release(&run);
	return content;
}

static bool check_sound(const struct stage *stage, const char *const *environment)
{
	struct run run = ask(stage, environment, WORDS("check", "--full"));
	bool sound = run.status == 0 && strstr(run.output, " 0 damaged");

	run_release(&run);
	return sound;
}

/* A copy is whole or absent. */
static char *copy_read(const struct stage *stage)
{
	char variable[128];
	const char *const environment[] = { variable, NULL };

	if (access(stage->file, F_OK) != 0)
		return strdup("no copy");
	(void)snprintf(variable, sizeof variable, "TIMESHEET_DB=%s", stage->file);
	return check_sound(stage, environment) ? content_read(stage, environment) : strdup("half a copy");
}

/* Which of the two passwords opens, and what. */
static char *passwords_try(const struct stage *stage)
{
	char *found = strdup("");

	for (int i = 0; i < 2; i++) {
		const char *const environment[] = { stage->logins[i], NULL };
		struct run run = ask(stage, environment, WORDS("status"));
		char *content = run.status == 0 ? content_read(stage, environment) : strdup("-"), *joined;
		run_release(&run);
		assert_non_null(content);
		assert_true(asprintf(&joined, "%s %d: %s", found, i, content) > 0);
		free(content);
		free(found);
		found = joined;
	}
	return found;
}

static char *state_read(const struct stage *stage)
{
	if (deed_is(stage, "backup"))
		return copy_read(stage);
	if (deed_is(stage, "passwd"))
		return passwords_try(stage);
	return content_read(stage, NULL);
}

/* ---- the stage */

static void variables_set(struct stage *stage)
{
	const char *home = stage->sandbox->directory;
	char path[96];

	(void)snprintf(path, sizeof path, "%s/password.new", home);
	file_write(path, NEW_PASSWORD "\n", sizeof NEW_PASSWORD);
	(void)snprintf(stage->logins[0], sizeof stage->logins[0], "TIMESHEET_PASSWORD_FILE=%s/password", home);
	(void)snprintf(stage->logins[1], sizeof stage->logins[1], "TIMESHEET_PASSWORD_FILE=%s/password.new", home);
	(void)snprintf(stage->leaks, sizeof stage->leaks, "%s", leaks_variable(stage->sandbox));
	stage->environment[0] = stage->leaks;
	if (deed_is(stage, "passwd"))
		stage->environment[1] = stage->logins[0];
	(void)snprintf(stage->file, sizeof stage->file, "%s/beside", home);
}

static void past_make(struct stage *stage)
{
	struct sandbox *sandbox = stage->sandbox;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "10:00", "email", "--comment", "all of it");
	EXPECT(sandbox, 0, NULL, "", "note", "--message", "a line");
	stage->older = content_read(stage, NULL);
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "12:00", "call");
	/* Else the ticket would open what a password is to open. */
	if (deed_is(stage, "passwd"))
		EXPECT(sandbox, 0, NULL, "", "logout");
	stage->kept = file_read(sandbox->database, &stage->kept_size);
	assert_non_null(stage->kept);
}

bool stages_in_memory(void)
{
	return access("/dev/shm", W_OK) != 0 || setenv("TMPDIR", "/dev/shm", 1) == 0;
}

/* What there is before and after the deed, and what it says. */
static void deed_learn(struct stage *stage)
{
	const struct deed *deed = stage->deed;

	stage_reset(stage);
	stage->old = state_read(stage);
	stage_reset(stage);
	struct run run = stage_run(stage, NULL, NULL);
	if (run.status != 0)
		fail_msg("%s: exit %d, '%s'", deed->words[0], run.status, run.error);
	stage->new = state_read(stage);
	assert_true(deed->reads == (strcmp(stage->old, stage->new) == 0));
	stage->output = run.output;
	free(run.error);
	stage_reset(stage);
}

void stage_begin(struct stage *stage, const struct deed *deed)
{
	*stage = (struct stage){ .deed = deed, .sandbox = ada_logged_in() };
	variables_set(stage);
	past_make(stage);
	deed_learn(stage);
}

static void deed_forget(struct stage *stage)
{
	free(stage->old);
	free(stage->new);
	free(stage->output);
}

void stage_turn(struct stage *stage, const struct deed *deed)
{
	bool was_passwd = deed_is(stage, "passwd");

	stage->deed = deed;
	/* Whoever changes the password is logged out. */
	if (was_passwd || deed_is(stage, "passwd")) {
		stage_end(stage);
		stage_begin(stage, deed);
		return;
	}
	deed_forget(stage);
	stage->program = NULL;
	deed_learn(stage);
}

void stage_end(struct stage *stage)
{
	ada_destroy(stage->sandbox);
	free(stage->kept);
	free(stage->older);
	deed_forget(stage);
}

static void files_remove(const char *pattern)
{
	glob_t found;

	if (glob(pattern, 0, NULL, &found) != 0)
		return;
	for (size_t i = 0; i < found.gl_pathc; i++)
		(void)unlink(found.gl_pathv[i]);
	globfree(&found);
}

void stage_reset(const struct stage *stage)
{
	static const char rows[] = "start,end,activity,comment\n2026-09-30 08:00,2026-09-30 09:00,parser,old\n"
	                           "2026-09-30 10:00,2026-09-30 11:30,reading,old too\n";
	char path[128];

	file_write(stage->sandbox->database, stage->kept, stage->kept_size);
	(void)snprintf(path, sizeof path, "%s-journal", stage->sandbox->database);
	(void)unlink(path);
	/* Copies, whole and half. */
	(void)snprintf(path, sizeof path, "%s*", stage->file);
	files_remove(path);
	/* An anchor would tell that the file is an older one. */
	(void)snprintf(path, sizeof path, "%s/.local/state/timesheet/anchors/*", stage->sandbox->directory);
	files_remove(path);
	if (strstr(stage->deed->words[0], "import"))
		file_write(stage->file, rows, sizeof rows - 1);
}

/* What stood on the terminal, as if it had gone to two pipes. */
static struct run terminal_run(struct terminal *terminal)
{
	struct run run = { .status = terminal_wait_exit(terminal) };
	size_t size, left = 0;
	const char *bytes = terminal_output(terminal, &size);
	char *text = calloc(size + 1, 1);

	assert_non_null(text);
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] != '\r')
			text[left++] = bytes[i];
	}
	const char *error = strstr(text, "timesheet: "), *output = strstr(text, "the password of");
	/* What was typed when nobody read any more is shown behind it. */
	run.error = error ? strndup(error, strcspn(error, "\n") + 1) : strdup("");
	run.output = strdup(output ? output : "");
	assert_true(run.error && run.output);
	free(text);
	return run;
}

/* A new password is asked for on a terminal, and nowhere else. */
static struct run passwd_run(const struct stage *stage, const char *const *words)
{
	struct terminal *terminal = terminal_start(
	        stage->sandbox,
	        &(struct terminal_options){
	                .program = words[0], .arguments = words + 1, .environment = stage->environment, .width = 200 });

	if (terminal_reach_text(terminal, "New password:")) {
		terminal_press(terminal, NEW_PASSWORD "<Enter>");
		if (terminal_reach_text(terminal, "Again:"))
			terminal_press(terminal, NEW_PASSWORD "<Enter>");
	}
	struct run run = terminal_run(terminal);
	terminal_destroy(terminal);
	return run;
}

struct run stage_run(struct stage *stage, const char *const *before, const char *const more[2])
{
	const char *words[DEED_WORDS + 16] = { 0 };
	size_t count = 0, last = 0;

	while (last < 2 && stage->environment[last])
		last++;
	stage->environment[last] = more ? more[0] : NULL;
	stage->environment[last + 1] = more ? more[1] : NULL;
	for (; deed_is(stage, "passwd") && before && before[count]; count++)
		words[count] = before[count];
	if (deed_is(stage, "passwd")) {
		words[count++] = stage->program ? stage->program : test_program;
		words[count++] = "--db";
		words[count++] = stage->sandbox->database;
	}
	for (size_t i = 0; i < DEED_WORDS && stage->deed->words[i]; i++)
		words[count++] = strcmp(stage->deed->words[i], "%") == 0 ? stage->file : stage->deed->words[i];
	struct run run = deed_is(stage, "passwd")
	                         ? passwd_run(stage, words)
	                         : program_run(stage->sandbox,
	                                       &(struct run_options){ .program = stage->program,
	                                                              .before = before,
	                                                              .environment = stage->environment },
	                                       words);
	stage->environment[last] = stage->environment[last + 1] = NULL;
	return run;
}

/* ---- the judge */

/* False, always: what is wrong, and what shows it. */
static bool trouble(struct stage *stage, const struct run *run, const char *what, const char *shown)
{
	(void)snprintf(stage->trouble, sizeof stage->trouble, "%s: exit %d, output '%s', error '%s': %s '%s'",
	               stage->deed->words[0], run->status, run->output, run->error, what, shown);
	return false;
}

/* A failure is one line that says what and why. */
static bool words_fit(const struct run *run, bool full)
{
	const char *end = strchr(run->error, '\n');

	return strncmp(run->error, "timesheet: ", 11) == 0 && end && !end[1] &&
	       (!full || strstr(run->error, "the disk is full") || strstr(run->error, "No space left on device"));
}

static bool undo_fits(struct stage *stage, const struct run *run, bool done)
{
	const char *back = done ? stage->deed->back : "undo";
	const char *expected = done ? stage->old : stage->older;

	if (!stage->deed->back)
		return true;
	struct run undo = ask(stage, NULL, WORDS(back));
	char *found = content_read(stage, NULL);
	bool fits = undo.status == 0 && strcmp(found, expected) == 0;
	if (!fits)
		(void)trouble(stage, run, "undone or done again there is", found);
	free(found);
	run_release(&undo);
	return fits;
}

/* What was done although the exit status says that something failed: only the saying itself may have. */
static bool only_the_output_failed(const struct run *run)
{
	return strstr(run->error, "cannot write to standard output") != NULL;
}

/* Not a byte is another than before: then there is nothing to ask. */
static bool untouched(const struct stage *stage)
{
	char journal[128];
	struct stat about;
	size_t size;

	(void)snprintf(journal, sizeof journal, "%s-journal", stage->sandbox->database);
	if ((stat(journal, &about) == 0 && about.st_size > 0) ||
	    (deed_is(stage, "backup") && access(stage->file, F_OK) == 0))
		return false;
	char *bytes = file_read(stage->sandbox->database, &size);
	bool same = bytes && size == stage->kept_size && memcmp(bytes, stage->kept, size) == 0;
	free(bytes);
	return same;
}

bool stage_judge(struct stage *stage, const struct run *run, bool full)
{
	bool same = untouched(stage);
	char *found = same ? strdup(stage->old) : state_read(stage);
	assert_non_null(found);
	bool done = strcmp(found, stage->new) == 0, fits = true;
	bool acknowledged = run->status == 0 || (stage->output[0] && strcmp(run->output, stage->output) == 0);

	if (!done && strcmp(found, stage->old) != 0)
		fits = trouble(stage, run, "there is", found);
	else if (acknowledged && !done)
		fits = trouble(stage, run, "acknowledged and not done: there is", found);
	else if (stage->deed->reads && run->status == 0 && strcmp(run->output, stage->output) != 0)
		fits = trouble(stage, run, "it should answer", stage->output);
	else if (run->status > 0 && done && !stage->deed->reads && !only_the_output_failed(run))
		fits = trouble(stage, run, "done, but said to have failed: there is", found);
	else if (run->status > 0 && !words_fit(run, full && !only_the_output_failed(run)))
		fits = trouble(stage, run, "the words do not fit: there is", found);
	else if (run->status < 0 && run->status != -SIGKILL)
		fits = trouble(stage, run, "crashed: there is", found);
	if (fits && !same &&
	    !check_sound(stage, deed_is(stage, "passwd") && done ? WORDS(stage->logins[1]) : WORDS(stage->logins[0])))
		fits = trouble(stage, run, "the database is not sound: there is", found);
	free(found);
	return fits && (same || undo_fits(stage, run, done));
}
