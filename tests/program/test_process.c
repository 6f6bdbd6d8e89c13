/* The process as the operating system and other users see it: no core, no look inside, nothing inherited, nothing that
 * others may read or put in its way. */
#include "support_pipes.h"
#include "support_process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what is left of it, and what can be seen in it */

static bool dumps_core(struct sandbox *sandbox, const char *program, const char *const *arguments)
{
	struct terminal *terminal =
	        program ? terminal_start(sandbox,
	                                 &(struct terminal_options){ .program = program, .arguments = arguments })
	                : terminal_open(sandbox, NULL);

	if (program)
		terminal_wait_text(terminal, "up");
	terminal_signal(terminal, SIGABRT);
	assert_int_equal(terminal_wait_exit(terminal), -SIGABRT);
	bool dumped = terminal_dumped(terminal);
	terminal_destroy(terminal);
	return dumped;
}

static void a_crash_leaves_no_core(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const script[] = { "-c", "echo up; while :; do sleep 1; done", NULL };
	struct rlimit before, open;
	char directory[PATH_MAX];

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_CORE, &before), 0);
	open = (struct rlimit){ before.rlim_max, before.rlim_max };
	assert_non_null(getcwd(directory, sizeof directory));
	assert_int_equal(chdir(sandbox->directory), 0);
	assert_int_equal(setrlimit(RLIMIT_CORE, &open), 0);
	bool others = dumps_core(sandbox, "/bin/sh", script);
	bool ours = dumps_core(sandbox, NULL, NULL);
	assert_int_equal(setrlimit(RLIMIT_CORE, &before), 0);
	assert_int_equal(chdir(directory), 0);
	sandbox_destroy(sandbox);
	assert_false(ours);
	if (!others)
		print_message("nothing leaves a core on this system\n");
}

static void nobody_without_root_looks_into_its_memory(void **state)
{
	static const char *const names[] = { "mem", "environ", "maps" };
	bool dropped = user_drop();
	if (!dropped && geteuid() == 0)
		skip();
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = terminal_open(sandbox, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		assert_int_equal(process_open_error(terminal_process(terminal), names[i]), EACCES);
	terminal_press(terminal, "<C-q>");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_destroy(terminal);
	/* A program that does not forbid it. */
	const char *const script[] = { "-c", "echo up; while :; do sleep 1; done", NULL };
	terminal = terminal_start(sandbox, &(struct terminal_options){ .program = "/bin/sh", .arguments = script });
	terminal_wait_text(terminal, "up");
	assert_int_equal(process_open_error(terminal_process(terminal), "environ"), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
	if (dropped)
		user_restore();
}

/* "flags:" of /proc/PID/fdinfo/NUMBER, in octal. */
static unsigned long descriptor_flags(pid_t process, long number)
{
	char name[64];
	size_t size;

	(void)snprintf(name, sizeof name, "fdinfo/%ld", number);
	char *text = process_read(process, name, &size), *flags = text ? strstr(text, "flags:") : NULL;
	unsigned long value = flags ? strtoul(flags + 6, NULL, 8) : 0;
	free(text);
	return value;
}

static void every_descriptor_but_the_shells_is_closed_in_programs_it_starts(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);
	char path[64];
	size_t count = 0;

	(void)state;
	story_log(terminal, "standup");
	(void)snprintf(path, sizeof path, "/proc/%d/fd", (int)terminal_process(terminal));
	DIR *descriptors = opendir(path);
	const struct dirent *entry;
	if (!descriptors)
		print_message("only root may look at its descriptors\n");
	while (descriptors && (entry = readdir(descriptors))) {
		long number = strtol(entry->d_name, NULL, 10);
		if (entry->d_name[0] == '.' || number <= STDERR_FILENO)
			continue;
		count++;
		if ((descriptor_flags(terminal_process(terminal), number) & O_CLOEXEC) == 0)
			fail_msg("descriptor %ld is inherited", number);
	}
	assert_true(!descriptors || count > 5);
	if (descriptors)
		(void)closedir(descriptors);
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void the_program_asked_for_a_password_gets_three_descriptors_and_sees_no_password(void **state)
{
	struct sandbox *sandbox = ada_create();
	char script[96], seen[96], variable[160], *text;
	size_t size;

	(void)state;
	(void)snprintf(script, sizeof script, "%s/ask", sandbox->directory);
	(void)snprintf(seen, sizeof seen, "%s/seen", sandbox->directory);
	/* What it has itself, ls's own directory apart; then words and environment of who asks. */
	static const char words[] = "#!/bin/sh\n"
	                            "cd /proc/self/fd && echo * >\"$HOME/seen\"\n"
	                            "tr '\\0' ' ' </proc/$PPID/cmdline >>\"$HOME/seen\"\n"
	                            "tr '\\0' ' ' </proc/$PPID/environ >>\"$HOME/seen\" 2>/dev/null\n"
	                            "cat \"$HOME/password\"\n";
	file_write(script, words, sizeof words - 1);
	assert_int_equal(chmod(script, 0700), 0);
	(void)snprintf(variable, sizeof variable, "TIMESHEET_PASSWORD_COMMAND=%s", script);
	EXPECT_WITH(sandbox, VARIABLES(variable), 0, NULL, "", "login");
	text = file_read(seen, &size);
	assert_non_null(text);
	/* 0 to 2; 3 is the shell's for "*", and from 10 on it keeps what it reads. */
	for (char *at = text; *at && *at != '\n';) {
		long number = strtol(at, &at, 10);
		if (number > 3 && number != 10 && number != 11)
			fail_msg("it has %s", text);
	}
	assert_non_null(strstr(text, "login"));
	assert_null(strstr(text, PASSWORD));
	free(text);
	ada_destroy(sandbox);
}

/* ---- files */

static int loose_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	mode_t expected = S_ISDIR(status->st_mode)                                ? 0700
	                  : S_ISREG(status->st_mode) || S_ISSOCK(status->st_mode) ? 0600
	                                                                          : 0;

	(void)kind;
	(void)where;
	if (expected == 0 || (status->st_mode & 07777) == expected)
		return 0;
	print_error("%s has mode %o\n", path, (unsigned)status->st_mode & 07777);
	return 1;
}

static void whatever_the_umask_files_are_its_users_alone(void **state)
{
	static const mode_t masks[] = { 0, 022, 0777 };

	(void)state;
	for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++) {
		struct sandbox *sandbox = sandbox_create();
		const char *const nothing[] = { NULL }, *const daily[] = { "TIMESHEET_DAILY=1", NULL };
		char path[128];
		mode_t before = umask(masks[i]);
		struct terminal *terminal =
		        story_begin(sandbox, &(struct terminal_options){ .arguments = nothing, .environment = daily });
		(void)umask(before);
		story_log(terminal, "standup");
		terminal_keys(terminal, "n");
		terminal_keys(terminal, "half a note");
		sandbox_pass(sandbox, 2 * MINUTE);
		terminal_fence(terminal);
		terminal_fence(terminal);
		terminal_signal(terminal, SIGTERM);
		assert_int_equal(terminal_wait_exit(terminal), 128 + SIGTERM);
		terminal_destroy(terminal);
		(void)snprintf(path, sizeof path, "%s/data/timesheet/backups", sandbox->directory);
		assert_int_equal(access(path, F_OK), 0);
		(void)snprintf(path, sizeof path, "%s/data", sandbox->directory);
		assert_int_equal(nftw(path, loose_entry, 16, FTW_PHYS), 0);
		(void)snprintf(path, sizeof path, "%s/run", sandbox->directory);
		assert_int_equal(nftw(path, loose_entry, 16, FTW_PHYS), 0);
		sandbox_destroy(sandbox);
	}
}

static const char *const canaries[] = { "zebra canary", "heron canary", "ocelot canary", "correct horse" };

static int canary_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	size_t size;
	char *bytes = S_ISREG(status->st_mode) ? file_read(path, &size) : NULL;
	int found = 0;

	(void)kind;
	(void)where;
	for (size_t i = 0; bytes && i < sizeof canaries / sizeof canaries[0]; i++)
		found += memmem(bytes, size, canaries[i], strlen(canaries[i])) != NULL;
	free(bytes);
	return found;
}

/* After a session with all that makes files: logs, a note half typed, a backup, a search, a kill. */
static void no_file_holds_what_was_written(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const daily[] = { "TIMESHEET_DAILY=1", NULL };
	struct terminal *terminal = story_begin(sandbox, &(struct terminal_options){ .environment = daily });
	char path[128];

	(void)state;
	story_log(terminal, "zebra canary");
	terminal_keys(terminal, "e<Tab><Tab><Tab>ocelot canary<Enter>");
	terminal_keys(terminal, "/");
	terminal_keys(terminal, "zebra<Escape>");
	terminal_keys(terminal, "n");
	terminal_keys(terminal, "heron canary");
	sandbox_pass(sandbox, 2 * MINUTE);
	terminal_fence(terminal);
	terminal_fence(terminal);
	terminal_assert_text(terminal, "heron canary");
	(void)snprintf(path, sizeof path, "%s/test/backups", sandbox->directory);
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(nftw(sandbox->directory, canary_entry, 16, FTW_PHYS), 0);
	terminal_signal(terminal, SIGKILL);
	assert_int_equal(terminal_wait_exit(terminal), -SIGKILL);
	terminal_destroy(terminal);
	assert_int_equal(nftw(sandbox->directory, canary_entry, 16, FTW_PHYS), 0);
	(void)snprintf(path, sizeof path, "%s/leftover", sandbox->directory);
	file_write(path, "a heron canary in plain", 23);
	assert_int_not_equal(nftw(sandbox->directory, canary_entry, 16, FTW_PHYS), 0);
	sandbox_destroy(sandbox);
}

/* Symbolic links in the way to the database are followed once, as dot file managers need. */
static void links_in_the_way_to_the_database_are_followed_and_stay_links(void **state)
{
	struct sandbox *sandbox = ada_logged_in();
	char directory[96], file[96], inside[128];
	struct stat status;

	(void)state;
	(void)snprintf(directory, sizeof directory, "%s/elsewhere", sandbox->directory);
	(void)snprintf(file, sizeof file, "%s/link.db", sandbox->directory);
	(void)snprintf(inside, sizeof inside, "%s/ada.db", directory);
	char target[96];
	(void)snprintf(target, sizeof target, "%s/test", sandbox->directory);
	assert_int_equal(symlink(target, directory), 0);
	assert_int_equal(symlink(inside, file), 0);
	EXPECT(sandbox, 0, NULL, "", "--db", inside, "log", "through a directory");
	EXPECT(sandbox, 0, NULL, "", "--db", file, "log", "--at", "9:00", "through both");
	struct run run = program_run(sandbox, NULL, WORDS("day"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "through a directory"));
	assert_non_null(strstr(run.output, "through both"));
	run_release(&run);
	assert_int_equal(lstat(file, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	ada_destroy(sandbox);
}

/* What others might put beside it where they may: nothing behind a link is written to. */
static void links_beside_the_database_lead_nobody_astray(void **state)
{
	static const char *const names[] = { "ada.db-journal", "ada.db-wal", "backups" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct sandbox *sandbox = ada_logged_in();
		char victim[96], link[128], *bytes;
		size_t size;
		(void)snprintf(victim, sizeof victim, "%s/victim", sandbox->directory);
		file_write(victim, "precious", 8);
		(void)snprintf(link, sizeof link, "%s/test/%s", sandbox->directory, names[i]);
		(void)unlink(link); /* an empty journal stays from one change to the next */
		assert_int_equal(symlink(victim, link), 0);
		struct run run = program_run(sandbox, NULL, WORDS("log", "standup"));
		run_release(&run);
		run = program_run(sandbox, NULL, WORDS("backup", "--daily"));
		run_release(&run);
		bytes = file_read(victim, &size);
		assert_non_null(bytes);
		assert_int_equal(size, 8);
		assert_memory_equal(bytes, "precious", 8);
		free(bytes);
		ada_destroy(sandbox);
	}
}

static void another_user_of_the_machine_neither_reads_nor_replaces_it(void **state)
{
	struct sandbox *sandbox;
	char directory[96], aside[128];
	int error;

	(void)state;
	if (!user_drop()) {
		print_message("only root can become another user\n");
		skip();
	}
	user_restore();
	sandbox = ada_create();
	(void)snprintf(directory, sizeof directory, "%s/test", sandbox->directory);
	(void)snprintf(aside, sizeof aside, "%s.aside", sandbox->database);
	/* Even where its directories may be walked through. */
	assert_int_equal(chmod(sandbox->directory, 0755), 0);
	assert_int_equal(chmod(directory, 0755), 0);
	assert_true(user_drop());
	int file = open(sandbox->database, O_RDONLY | O_CLOEXEC);
	error = file < 0 ? errno : 0;
	assert_int_equal(error, EACCES);
	assert_int_equal(rename(sandbox->database, aside), -1);
	assert_int_equal(unlink(sandbox->database), -1);
	struct run run = program_run(sandbox, NULL, WORDS("status"));
	user_restore();
	assert_int_equal(run.status, 1);
	assert_non_null(strstr(run.error, "ada.db"));
	run_release(&run);
	/* And who finds a file of somebody else's under the name of his own does not take it. */
	assert_int_equal(chown(sandbox->database, 65534, 65534), 0);
	EXPECT(sandbox, 1, "", "belongs to another user", "status");
	ada_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_crash_leaves_no_core),
		cmocka_unit_test(nobody_without_root_looks_into_its_memory),
		cmocka_unit_test(every_descriptor_but_the_shells_is_closed_in_programs_it_starts),
		cmocka_unit_test(the_program_asked_for_a_password_gets_three_descriptors_and_sees_no_password),
		cmocka_unit_test(whatever_the_umask_files_are_its_users_alone),
		cmocka_unit_test(no_file_holds_what_was_written),
		cmocka_unit_test(links_in_the_way_to_the_database_are_followed_and_stay_links),
		cmocka_unit_test(links_beside_the_database_lead_nobody_astray),
		cmocka_unit_test(another_user_of_the_machine_neither_reads_nor_replaces_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
