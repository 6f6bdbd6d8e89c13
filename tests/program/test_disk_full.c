/* Disks of twenty sizes, from too small for any database, filled to the last byte: who cannot write says that the disk
 * is full, what was acknowledged stays, and with more room the work goes on as if nothing had been. */
#include "support_mount.h"
#include "support_pipes.h"
#include "support_tally.h"
#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	SIZES = 20,
	SIZE_FIRST = 24,
	SIZE_STEP = 24, /* KiB */
	ROOM = 256,     /* KiB that are added */
	NOTE = 12000,   /* bytes of each note: the quick way to fill a disk */
	TRIES = 400     /* by then it is full */
};

struct disk {
	struct sandbox *sandbox;
	struct terminal *screen;
	struct tally tally;
	int size;   /* KiB */
	long notes; /* acknowledged, each on a day of its own */
	long refused;
};

/* True: acknowledged. Else it has said why not. */
static bool command_try(struct disk *disk, const char *input, const char *const *words)
{
	const char *const environment[] = { password_variable(disk->sandbox), NULL };
	const struct run_options options = { .environment = environment, .input = input };
	struct run run = program_run(disk->sandbox, &options, words);
	bool done = run.status == 0;

	if (!done && (run.status != 1 || !strstr(run.error, "the disk is full")))
		fail_msg("%s on a disk of %d KiB: exit %d, '%s'", words[0], disk->size, run.status, run.error);
	disk->refused += !done;
	run_release(&run);
	return done;
}

static void disk_enlarge(struct disk *disk)
{
	disk->size += ROOM;
	disk_resize(disk->sandbox, disk->size);
}

/* With more room, if there was too little. */
static void command_get_done(struct disk *disk, const char *const *words)
{
	if (command_try(disk, NULL, words))
		return;
	disk_enlarge(disk);
	assert_true(command_try(disk, NULL, words));
}

/* A disk too small for an empty database has none afterwards. */
static void register_on(struct disk *disk)
{
	struct stat about;

	if (command_try(disk, NULL, WORDS("register", "ada")))
		return;
	if (stat(disk->sandbox->database, &about) != 0) {
		struct terminal *screen = terminal_start(disk->sandbox, &(struct terminal_options){ .width = 160 });
		assert_int_equal(terminal_wait_exit(screen), 1);
		terminal_assert_text(screen, "the disk is full");
		terminal_destroy(screen);
	}
	disk_enlarge(disk);
	assert_true(command_try(disk, NULL, WORDS("register", "ada")));
}

static void screen_open(struct disk *disk)
{
	disk->screen = terminal_open(disk->sandbox, &(struct terminal_options){ .width = 160 });
	terminal_keys(disk->screen, PASSWORD "<Enter>");
	if (terminal_find(disk->screen, "LOGS", NULL, NULL))
		return;
	terminal_assert_text(disk->screen, "the disk is full");
	disk_enlarge(disk);
	terminal_keys(disk->screen, "<C-u>" PASSWORD "<Enter>");
	terminal_assert_text(disk->screen, "LOGS");
}

static void note_day(long number, char out[32])
{
	(void)snprintf(out, 32, "2026-%02ld-%02ld", 1 + number / 28, 1 + number % 28);
}

static void fill_by_notes(struct disk *disk)
{
	char text[NOTE + 1], day[32];

	memset(text, 'x', NOTE);
	text[NOTE] = '\0';
	for (; disk->notes < 250; disk->notes++) {
		note_day(disk->notes, day);
		if (!command_try(disk, text, WORDS("note", day, "--stdin")))
			return;
	}
	fail_msg("the disk is never full");
}

static bool command_log(struct disk *disk)
{
	size_t number = tally_try(&disk->tally);
	bool done = command_try(disk, NULL, WORDS("log", tally_text(&disk->tally, number)));

	if (done)
		tally_acknowledge(&disk->tally, number);
	sandbox_pass(disk->sandbox, 1000);
	return done;
}

static bool screen_log(struct disk *disk)
{
	size_t number = tally_try(&disk->tally);
	char line[TALLY_TEXT + 32];

	(void)snprintf(line, sizeof line, "%s (new)   u takes it back", tally_text(&disk->tally, number));
	story_log(disk->screen, tally_text(&disk->tally, number));
	bool done = terminal_find(disk->screen, line, NULL, NULL);
	if (done)
		tally_acknowledge(&disk->tally, number);
	else
		terminal_assert_text(disk->screen, "the disk is full");
	terminal_keys(disk->screen, "<Escape>"); /* from the picker, if it has stayed */
	disk->refused += !done;
	sandbox_pass(disk->sandbox, 1000);
	return done;
}

static void fill_to_the_brim(struct disk *disk)
{
	int left = TRIES;

	fill_by_notes(disk);
	while (command_log(disk) && left > 0)
		left--;
	while (screen_log(disk) && left > 0)
		left--;
	assert_true(left > 0);
}

static void all_is_there(struct disk *disk)
{
	char day[32], wanted[48];

	tally_assert(&disk->tally, disk->sandbox, WORDS(password_variable(disk->sandbox)));
	struct run run = program_run(disk->sandbox, NULL, WORDS("export", "--format", "json"));
	assert_int_equal(run.status, 0);
	assert_true((long)run.output_size > disk->notes * NOTE);
	for (long i = 0; i < disk->notes; i++) {
		note_day(i, day);
		(void)snprintf(wanted, sizeof wanted, "\"%s\"", day);
		assert_non_null(strstr(run.output, wanted));
	}
	run_release(&run);
}

static void disk_run(int size)
{
	struct disk disk = { .sandbox = sandbox_create(), .size = size };
	char path[96];

	disk_mount(disk.sandbox, size);
	(void)snprintf(path, sizeof path, "%s/password", disk.sandbox->directory);
	file_write(path, PASSWORD "\n", sizeof PASSWORD);
	register_on(&disk);
	command_get_done(&disk, WORDS("login"));
	screen_open(&disk);
	fill_to_the_brim(&disk);
	all_is_there(&disk);
	/* Nothing is mended by hand. */
	disk_enlarge(&disk);
	assert_true(screen_log(&disk));
	assert_true(command_log(&disk));
	all_is_there(&disk);
	assert_true(disk.refused >= 3);
	assert_int_equal(terminal_quit(disk.screen), 0);
	terminal_destroy(disk.screen);
	disk_unmount(disk.sandbox);
	tally_release(&disk.tally);
	ada_destroy(disk.sandbox);
}

static void a_full_disk_is_named_and_costs_nothing(void **state)
{
	long sizes = campaign_rounds(1, SIZES);

	(void)state;
	for (long i = 0; i < sizes; i++)
		disk_run((int)(SIZE_FIRST + (SIZES / sizes * i + (sizes < SIZES)) * SIZE_STEP));
	campaign_record("Full disks", "disks of 24 to 480 KiB are filled by commands and a screen, and enlarged", sizes,
	                "disks", 0, "lost, or not named as full");
}

/* ---- what can only be read */

enum protect { PROTECT_DISK, PROTECT_FILE, PROTECT_DIRECTORY };

static void protect(const struct sandbox *sandbox, enum protect what)
{
	char directory[96];

	(void)snprintf(directory, sizeof directory, "%s/test", sandbox->directory);
	if (what == PROTECT_FILE) {
		read_only_mount(sandbox->database);
		return;
	}
	if (what == PROTECT_DIRECTORY)
		itself_mount(sandbox->database);
	read_only_mount(directory);
}

/* Both screen and commands say so, before anything is typed, and leave every byte as it is. */
static void assert_read_only(enum protect what)
{
	struct sandbox *sandbox = ada_logged_in();
	size_t size_before, size_after;

	EXPECT(sandbox, 0, NULL, "", "log", "standup");
	char *before = file_read(sandbox->database, &size_before);
	protect(sandbox, what);
	EXPECT(sandbox, 1, "", "the database cannot be written", "log", "refused");
	EXPECT(sandbox, 1, "", "the database cannot be written", "undo");
	EXPECT(sandbox, 0, "standup\n", "", "status", "--format", "%a");
	struct terminal *screen = terminal_open(sandbox, &(struct terminal_options){ .width = 160 });
	terminal_keys(screen, PASSWORD "<Enter>");
	terminal_assert_text(screen, "read-only");
	terminal_assert_text(screen, "standup");
	terminal_keys(screen, "0");
	terminal_assert_text(screen, "can only be read");
	assert_int_equal(terminal_quit(screen), 0);
	terminal_destroy(screen);
	char *after = file_read(sandbox->database, &size_after);
	assert_int_equal(size_before, size_after);
	assert_memory_equal(before, after, size_before);
	free(before);
	free(after);
	char path[96];
	(void)snprintf(path, sizeof path, "%s/test", sandbox->directory);
	itself_unmount(what == PROTECT_FILE ? sandbox->database : path);
	if (what == PROTECT_DIRECTORY)
		itself_unmount(sandbox->database);
	EXPECT(sandbox, 0, NULL, "", "log", "written again");
	ada_destroy(sandbox);
}

static void what_can_only_be_read_is_said_to_be(void **state)
{
	(void)state;
	assert_read_only(PROTECT_DISK);
	assert_read_only(PROTECT_FILE);
	assert_read_only(PROTECT_DIRECTORY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_can_only_be_read_is_said_to_be),
		cmocka_unit_test(a_full_disk_is_named_and_costs_nothing),
	};

	if (!mounts_begin())
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
