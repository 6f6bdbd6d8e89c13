/* A database's life on a disk whose power fails. */
#include "course.h"

#include "backups.h"
#include "data/file/schema.h"
#include "demand.h"
#include "disk.h"
#include "probe.h"
#include "second.h"
#include "tests/data/support_rows.h"
#include "tree.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THOUSAND = 1000, REBOOT_OF = 5, GROWTH = 10, COMPLAINTS_MOST = 3 };

struct course {
	struct course_setting setting;
	struct findings *findings;
	uint64_t chance, seed;
	char directory[ACT_PATH_SIZE / 2]; /* holds all of the following */
	char root[ACT_PATH_SIZE / 2 + 8];  /* the disk that the acts are on */
	char left[ACT_PATH_SIZE / 2 + 8];  /* what a cut left */
	char clean[ACT_PATH_SIZE / 2 + 8]; /* a copy to look at */
	struct actor own;
	struct second second;
	int number; /* of the next act */
	struct account account;
	char *text; /* what is to be seen, for sure */
	bool backups_stay;
	int complaints;
};

static void path_join(char out[ACT_PATH_SIZE], const char *directory, const char *name)
{
	(void)snprintf(out, ACT_PATH_SIZE, "%s/%s", directory, name);
}

/* In memory where there is such a place: the disk that counts is simulated. */
static void directories_make(struct course *course)
{
	const char *parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";

	(void)snprintf(course->directory, sizeof course->directory, "%s/timesheet-power-XXXXXX", parent);
	DEMAND(mkdtemp(course->directory) != NULL, course->directory);
	(void)snprintf(course->root, sizeof course->root, "%s/disk", course->directory);
	(void)snprintf(course->left, sizeof course->left, "%s/left", course->directory);
	(void)snprintf(course->clean, sizeof course->clean, "%s/clean", course->directory);
	DEMAND(mkdir(course->root, 0700) == 0, course->root);
}

struct course *course_begin(const struct course_setting *setting, uint64_t seed, struct findings *findings)
{
	struct course *course = calloc(1, sizeof *course);

	DEMAND(course != NULL, "a course");
	course->setting = *setting;
	course->findings = findings;
	course->chance = course->seed = seed;
	course->text = strdup("absent\n");
	directories_make(course);
	path_join(course->own.path, course->root, BACKUPS_DATABASE);
	course->own.pragma = setting->pragma;
	disk_start(course->root);
	course->second.socket = -1;
	if (setting->processes > 1)
		course->second = second_begin(course->own.path, setting->pragma);
	return course;
}

void course_rest(struct course *course)
{
	actor_close(&course->own);
	second_rest(&course->second);
}

void course_end(struct course *course)
{
	actor_close(&course->own);
	second_end(&course->second);
	disk_stop();
	tree_remove(course->directory);
	free(course->text);
	free(course);
}

const char *course_path(const struct course *course)
{
	return course->own.path;
}

const char *course_root(const struct course *course)
{
	return course->root;
}

const struct account *course_account(const struct course *course)
{
	return &course->account;
}

const char *course_text(const struct course *course)
{
	return course->text;
}

void course_keep_backups(struct course *course)
{
	course->backups_stay = true;
}

/* What everybody sees now, with the power on. */
static char *text_now(struct course *course, const struct account *account)
{
	char path[ACT_PATH_SIZE];

	disk_copy(course->clean);
	path_join(path, course->clean, BACKUPS_DATABASE);
	char *text = probe(path, account, 1);
	tree_remove(course->clean);
	return text;
}

static void complain(struct course *course, enum act_kind kind, size_t cut, const char *what, const char *seen,
                     const char *before, const char *after)
{
	if (course->setting.quiet || course->complaints++ >= COMPLAINTS_MOST)
		return;
	(void)fprintf(stderr, "seed %llu, act %d (%s), cut %zu: %s\n---- seen\n%s---- before\n%s---- after\n%s",
	              (unsigned long long)course->seed, course->number, act_name(kind), cut, what, seen, before, after);
}

/* What an act is about, for those who look at the cuts within. */
struct turn {
	enum act_kind kind;
	struct backups backups;     /* those there were */
	const char *before, *after; /* what there was to see */
	struct account accounts[2]; /* before and after */
	int version;                /* of the tables, before */
};

/* What a cut left; true: what was acknowledged is there, and the act as a whole or not. landed: as a whole. */
static bool cut_is_sound(struct course *course, const struct turn *turn, size_t cut, bool *landed)
{
	char path[ACT_PATH_SIZE], reason[BACKUPS_REASON_SIZE] = "";

	disk_leave(cut, course->left);
	path_join(path, course->left, BACKUPS_DATABASE);
	bool sound = true;
	if (turn->kind == ACT_MIGRATE || turn->version < SCHEMA_LATEST)
		sound = backups_check_version(course->left, turn->version, reason);
	sound = sound && backups_check(&turn->backups, course->root, course->left, course->backups_stay, turn->before,
	                               &turn->accounts[0], reason);
	if (!sound)
		complain(course, turn->kind, cut, reason, "", "", "");
	char *seen = probe(path, turn->accounts, 2);
	*landed = strcmp(seen, turn->after) == 0;
	if (!*landed && strcmp(seen, turn->before) != 0) {
		complain(course, turn->kind, cut, "neither before nor after", seen, turn->before, turn->after);
		sound = false;
	}
	free(seen);
	return sound;
}

static void cuts_check(struct course *course, const struct turn *turn)
{
	const bool changed = strcmp(turn->before, turn->after) != 0;

	for (size_t i = 0; i < disk_cuts(); i++) {
		bool landed = false, sound = cut_is_sound(course, turn, i, &landed);
		tree_remove(course->left);
		course->findings->cuts++;
		course->findings->cut[turn->kind]++;
		course->findings->bad += !sound;
		course->findings->landed += sound && changed && landed;
	}
}

/* The power really goes: all goes on from what one of the cuts left. */
static void reboot(struct course *course, const struct turn *turn)
{
	char path[ACT_PATH_SIZE];
	size_t cut = (size_t)rows_random_below(&course->chance, (int)disk_cuts());

	course_rest(course);
	disk_leave(cut, course->left);
	tree_remove(course->root);
	tree_copy(course->left, course->root);
	path_join(path, course->left, BACKUPS_DATABASE);
	char *seen = probe(path, turn->accounts, 2);
	tree_remove(course->left);
	course->account = turn->accounts[strcmp(seen, turn->before) != 0];
	free(course->text);
	course->text = seen;
	disk_start(course->root);
}

static struct act_result turn_act(struct course *course, enum act_kind kind, int version)
{
	const struct act act = { .kind = kind,
		                 .seed = rows_random(&course->chance),
		                 .number = course->number,
		                 .version = version,
		                 .account = course->account };
	bool second = course->second.socket >= 0 && rows_random_below(&course->chance, 2);

	/* Others must have the database closed while its tables go. */
	if (kind == ACT_MIGRATE)
		course_rest(course);
	disk_pause(false);
	disk_watch(course->setting.per_thousand, rows_random(&course->chance));
	struct act_result result = second ? second_act(&course->second, &act) : act_run(&course->own, &act);
	disk_watch(0, 0);
	if (kind == ACT_MIGRATE)
		course_rest(course);
	disk_pause(true);
	return result;
}

static bool turn_run(struct course *course, enum act_kind kind, int version)
{
	struct turn turn = { .kind = kind, .before = course->text, .accounts[0] = course->account };

	course->number++;
	backups_list(course->root, &turn.backups);
	turn.version = kind == ACT_MAKE ? SCHEMA_LATEST : probe_version(course->own.path);
	struct act_result result = turn_act(course, kind, version);
	turn.accounts[1] = result.status == TS_OK ? result.account : course->account;
	char *after = text_now(course, &turn.accounts[1]);
	turn.after = after;
	bool sound = probe_is_sound(after) &&
	             (kind == ACT_MIGRATE || !strstr(after, PROBE_UNSOUND) || strstr(turn.before, PROBE_UNSOUND));
	if (!act_is_answer(result.status) || (!sound && !course->setting.quiet)) {
		course->findings->failed++;
		complain(course, kind, 0, ts_status_text(result.status), after, turn.before, "");
	}
	course->findings->done[kind] += result.status == TS_OK;
	cuts_check(course, &turn);
	if (course->setting.reboots && disk_cuts() > 0 && rows_random_below(&course->chance, REBOOT_OF) == 0) {
		reboot(course, &turn);
		free(after);
	} else {
		free(course->text);
		course->text = after;
		course->account = turn.accounts[1];
	}
	disk_forget();
	return result.status == TS_OK;
}

bool course_act(struct course *course, enum act_kind kind)
{
	return turn_run(course, kind, 0);
}

bool course_migrate(struct course *course, int version)
{
	return turn_run(course, ACT_MIGRATE, version);
}

void course_set(struct course *course, const struct course_setting *setting)
{
	/* A connection is as careless as it was opened. */
	course_rest(course);
	course->setting = *setting;
	course->own.pragma = setting->pragma;
}

void course_shuffle(struct course *course, const enum act_kind *kinds, int count)
{
	enum act_kind order[ACT_KINDS * 2] = { ACT_MAKE };

	for (int i = 0; i < count; i++) {
		int place = rows_random_below(&course->chance, i + 1);
		order[i] = order[place];
		order[place] = kinds[i];
	}
	for (int i = 0; i < count; i++) {
		/* Redo is only for what was undone just before. */
		if (course_act(course, order[i]) && order[i] == ACT_UNDO && rows_random_below(&course->chance, 2))
			(void)course_act(course, ACT_REDO);
		if (order[i] == ACT_MIGRATE)
			(void)course_act(course, ACT_ACCEPT);
	}
}

void course_grow(struct course *course)
{
	static const enum act_kind kinds[] = { ACT_LOG, ACT_LOG, ACT_NOTE, ACT_SLOT };
	const bool reboots = course->setting.reboots;

	course->setting.reboots = false;
	(void)course_act(course, ACT_MAKE);
	(void)course_act(course, ACT_REGISTER);
	(void)course_act(course, ACT_LOG_EARLY);
	for (int i = 0; i < GROWTH; i++)
		(void)course_act(course, kinds[i % 4]);
	course->setting.reboots = reboots;
}

void course_meddle(struct course *course, const char *sql)
{
	sqlite3 *database = NULL;

	course_rest(course);
	DEMAND(sqlite3_open_v2(course->own.path, &database, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	               sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK &&
	               sqlite3_close(database) == SQLITE_OK,
	       sql);
	/* As safe as all that nobody saw being written. */
	disk_start(course->root);
	free(course->text);
	course->text = text_now(course, &course->account);
}
