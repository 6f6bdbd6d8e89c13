/*
 * The data module of timesheet: one SQLite file, sealed per user, seen through an opaque store.
 *
 * Read this header as the manual. Rules that hold for every function:
 *
 * - One store is one open database, used from one thread. Only ts_auth_run may be called on another thread.
 * - The logged-in user is the context of every call; nobody passes "which user". Calls that need a login return
 *   TS_LOGGED_OUT without one.
 * - Time comes in as an argument ("now"); this module never reads a clock. The zone is the process's (libc, TZ).
 * - An out parameter is the caller's on TS_OK and untouched otherwise, unless the function says more. What is filled by
 *   ts_X_read is emptied by ts_X_release, which accepts a zeroed value and leaves one.
 * - Text in and out is UTF-8 with a final NUL. Text handed out is clean for a terminal: ts_text_clean was applied.
 * - A call that changes something has committed it durably when it returns TS_OK. On any other status nothing changed.
 * - Besides the failures it names, any call that reads or writes may return TS_BUSY, TS_FULL, TS_READ_ONLY, TS_DAMAGED,
 *   TS_REPLACED, TS_IO or TS_NO_MEMORY; ts_detail then says more, but for TS_NO_MEMORY, of which it need not know.
 */
#ifndef TIMESHEET_DATA_TIMESHEET_H
#define TIMESHEET_DATA_TIMESHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define TS_MUST_CHECK __attribute__((warn_unused_result))
#else
#define TS_MUST_CHECK
#endif

/* ---- values ----------------------------------------------------------------------------------------- */

typedef struct ts_store ts_store;

typedef int64_t ts_time; /* milliseconds since 1970-01-01 00:00 UTC, without leap seconds */
typedef int32_t ts_day;  /* a calendar date as days since 1970-01-01; Monday is (day + 3) % 7 == 0 */

#define TS_SECOND ((ts_time)1000)
#define TS_MINUTE (60 * TS_SECOND)
#define TS_HOUR (60 * TS_MINUTE)

/* Sizes in bytes, the final NUL included. */
enum {
	TS_ID_SIZE = 16,
	TS_NAME_SIZE = 64,
	TS_TEXT_SIZE = 256,
	TS_COMMENT_SIZE = 512,
	TS_ZONE_SIZE = 40,
	TS_ORIGIN_SIZE = 32,
	TS_THEME_SIZE = 16,
	TS_REASON_SIZE = 512,
	TS_EXAMPLE_SIZE = 40,
	TS_PATH_SIZE = 4096,
	TS_NOTE_LIMIT = 65536,   /* a note's text, without the NUL */
	TS_NOTE_MOST = 1048576,  /* one that was made longer by joining versions: it can only get shorter */
	TS_PASSWORD_LEAST = 10,  /* bytes of a password: fewer are refused */
	TS_PASSWORD_MOST = 1024, /* more are refused */
	TS_RECOVERY_SIZE = 40,   /* a recovery code as shown, with its hyphens */
	TS_SLOTS = 9,            /* slots 1..9; 0 is off */
	TS_COLOURS = 12          /* activity colours 1..12 */
};

enum ts_status {
	TS_OK,
	TS_UNCHANGED,  /* nothing to do: it is so already */
	TS_NOT_FOUND,  /* no such user, log, slot, step ... */
	TS_EXISTS,     /* the name is taken */
	TS_INVALID,    /* the input cannot be understood or is not allowed; nothing was changed */
	TS_TOO_LONG,   /* text over its limit */
	TS_FUTURE,     /* a log cannot be made ahead of time (more than a minute after now) */
	TS_LOGGED_OUT, /* needs a logged-in user */
	TS_DENIED,     /* wrong password or recovery code */
	TS_WAIT,       /* too many wrong passwords: wait, see ts_auth_wait */
	TS_BUSY,       /* another program holds the database for too long: ts_holder_read */
	TS_FULL,       /* the disk is full */
	TS_READ_ONLY,  /* the file or its directory cannot be written */
	TS_FOREIGN,    /* the file is not a timesheet database */
	TS_NEWER,      /* the file was made by a newer timesheet */
	TS_EMPTY,      /* the file has 0 bytes: what was in it is lost, it is not touched */
	TS_DAMAGED,    /* the file is damaged, or what was asked for does not verify */
	TS_REPLACED, /* another file stands in the place of the one that was opened, and is not taken: ts_replaced_read
	              */
	TS_IO,       /* reading or writing failed */
	TS_NO_MEMORY /* out of memory (key derivation needs 256 MiB) */
};

struct ts_id {
	unsigned char bytes[TS_ID_SIZE];
};

/* Short text for a status, in lower case, without a full stop: "the disk is full". Never NULL. */
const char *ts_status_text(enum ts_status status);

bool ts_id_equal(struct ts_id left, struct ts_id right);

/* Called now and then in what takes long, with how much of the whole is done. */
typedef void ts_progress_tell(void *context, size_t done, size_t total);

/* ---- secrets ---------------------------------------------------------------------------------------- */

/* Memory for a secret: locked, guarded, zeroed. NULL when there is none. Freed (and wiped) by ts_secret_free, which
 * accepts NULL. */
void *ts_secret_allocate(size_t size) TS_MUST_CHECK;
void ts_secret_free(void *secret);
/* Overwrites size bytes; never optimised away. */
void ts_wipe(void *secret, size_t size);

/* ---- text ------------------------------------------------------------------------------------------- */

/* Copies text to out (size bytes with the NUL, cut at a character's end), with nothing in it that could steer a
 * terminal: control, C1 and bidi characters are dropped, tabs and line ends become a space unless lines is true (then
 * line ends and tabs stay), invalid UTF-8 becomes U+FFFD. Returns the bytes written without the NUL. */
size_t ts_text_clean(const char *text, size_t text_size, bool lines, char *out, size_t size);

/* What is counted: one where there is one of it, else many. */
const char *ts_counted(int64_t count, const char *one, const char *many);

/* True if both texts name the same activity: NFC, case folded, runs of space collapsed and trimmed. */
bool ts_text_same(const char *left, const char *right);

/* Bytes of the project's name in an activity's text, "project: task"; all of them where none stands there. */
size_t ts_text_project(const char *text);

/* ---- finding in texts (pure) ------------------------------------------------------------------------ */

/* Case and accents never matter. */

/* Where something stands in a text: bytes, in order, without overlaps. */
struct ts_place {
	size_t offset, size;
};
struct ts_places {
	struct ts_place *at;
	size_t count;
};
/* All places in a text of size bytes: of what is looked for as it stands, or with words of each word of it, read as
 * ts_search_begin does (days and what must not be there tell no place). Places begin and end at characters. TS_INVALID:
 * there is nothing to look for. */
enum ts_status ts_text_find(const char *text, size_t size, const char *looked_for, bool words,
                            struct ts_places *out) TS_MUST_CHECK;
void ts_places_release(struct ts_places *places);

/* The next tag of a text at or after byte *at, which is moved behind it: #word, #word=value or #"several words", where
 * no word goes before. Its bytes, with the #. False: there is none. */
bool ts_tag_next(const char *text, size_t *at, struct ts_place *out);

/*
 * What of a timesheet is counted. WORDS fit a log if all of them occur in its activity's text or its comment, as
 * ts_search_begin reads and finds them; #tag fits a log that has just that tag, or that tag with a value.
 */
typedef struct ts_filter ts_filter;
enum ts_status ts_filter_create(ts_filter **out) TS_MUST_CHECK;
/* Only logs that fit one of the WORDS that were said so; none that fits one said otherwise. TS_INVALID: there is
 * nothing to look for; TS_TOO_LONG: over 16 words. */
enum ts_status ts_filter_only(ts_filter *filter, const char *words) TS_MUST_CHECK;
enum ts_status ts_filter_without(ts_filter *filter, const char *words) TS_MUST_CHECK;
/* Both from one line as it is typed on a screen: what a word or a "phrase" with a - in front says is without, the rest
 * is one WORDS that fit. TS_INVALID, TS_TOO_LONG as above, and then the filter is as it was. */
enum ts_status ts_filter_typed(ts_filter *filter, const char *line) TS_MUST_CHECK;
bool ts_filter_empty(const ts_filter *filter); /* nothing was said: all is counted */
/* TS_OK: it is counted; TS_NOT_FOUND: it is not; TS_NO_MEMORY. */
enum ts_status ts_filter_take(ts_filter *filter, const char *text, const char *comment) TS_MUST_CHECK;
void ts_filter_destroy(ts_filter *filter); /* accepts NULL */

/* How well typed letters fit a text. */
enum { TS_FIT_LETTERS = 64 };
struct ts_fit {
	int32_t score;                    /* higher is better; 0 when nothing is typed */
	uint16_t letters[TS_FIT_LETTERS]; /* where the first matched ones stand: byte offsets, in order */
	size_t count;
	bool close; /* the letters stand close together, or each run of them begins a word: it may well be meant */
	bool same;  /* both name the same activity, see ts_text_same */
};
/*
 * Texts to choose from by typing some of their letters: each word typed has to be found, its letters in their order,
 * the words in any; in order they rank higher. Letters in a row and at the begin of words are worth most: after what is
 * no letter, and where camelCase goes up. Texts are made ready once and are numbered from 0 as they were added; after
 * that a letter typed costs a millisecond for some thousand of them.
 */
typedef struct ts_choice ts_choice;
enum ts_status ts_choice_create(ts_choice **out) TS_MUST_CHECK;
void ts_choice_destroy(ts_choice *choice);                                         /* wipes; accepts NULL */
enum ts_status ts_choice_add(ts_choice *choice, const char *text) TS_MUST_CHECK;   /* TS_NO_MEMORY */
enum ts_status ts_choice_type(ts_choice *choice, const char *typed) TS_MUST_CHECK; /* TS_NO_MEMORY */
/* Whether a text fits what was typed last; out is filled if it does, and out->same in any case. */
bool ts_choice_fits(const ts_choice *choice, size_t index, struct ts_fit *out);

/* ---- calendar (pure; the zone is libc's) ------------------------------------------------------------ */

struct ts_civil {
	int year, month, day; /* month and day from 1 */
	int hour, minute, second, millisecond;
	int weekday;             /* 0 Monday .. 6 Sunday */
	int32_t offset;          /* seconds east of UTC */
	char zone[TS_ZONE_SIZE]; /* abbreviation, like CEST */
};

ts_day ts_day_from_civil(int year, int month, int day); /* any month and day are carried over, as mktime does */
void ts_day_to_civil(ts_day day, struct ts_civil *out); /* fills year, month, day, weekday; zeroes the rest */
int ts_day_weekday(ts_day day);                         /* 0 Monday .. 6 Sunday */
void ts_day_iso_week(ts_day day, int *year, int *week); /* ISO 8601 */
/* The local clock at a moment in the process's zone, and in a clock of a fixed offset (zone then stays empty). */
void ts_civil_local(ts_time at, struct ts_civil *out);
void ts_civil_offset(ts_time at, int32_t offset, struct ts_civil *out);

/* How a wall-clock time maps to a moment when clocks change. */
enum ts_fold { TS_FOLD_NONE, TS_FOLD_AMBIGUOUS, TS_FOLD_SKIPPED, TS_FOLD_SECOND };
/* The moment of a wall-clock time in the process's zone. minute counts from 00:00 of day and may be any number. An
 * ambiguous time gives the first of the two moments; a skipped one is moved forward by the width of the gap. fold may
 * be NULL. */
ts_time ts_time_local(ts_day day, int minute, enum ts_fold *fold);
/* The day that contains a moment when days begin at day_start minutes (0..720) after midnight. */
ts_day ts_day_of(ts_time at, int day_start);
/* First moment of a day, and of the day after it. A day may last 23 or 25 hours. */
void ts_day_bounds(ts_day day, int day_start, ts_time *from, ts_time *until);

/* ---- dates that people type ------------------------------------------------------------------------- */

/* In which order numbers make a date: 11/10, 11.10. From the locale. */
enum ts_date_order {
	TS_DATES_UNKNOWN, /* no locale says: a pair that can be both is refused */
	TS_DATES_DMY,     /* 23/11/2026 */
	TS_DATES_MDY,     /* 11/23/2026; but 23.11. since only who puts the day first writes full stops */
	TS_DATES_YMD      /* 2026-11-23, 11/23, 11.23. */
};
/* The order of a locale, of its format of dates (nl_langinfo(D_FMT)): where %m stands before %d, the month is first. */
enum ts_date_order ts_date_order_of(const char *format);

/* What a text is to name. The example of a refusal is of that kind. */
enum ts_want {
	TS_WANT_ANY,
	TS_WANT_MOMENT, /* of a log: a day alone will not do, nor what is more than a minute after now */
	TS_WANT_DAY     /* a time of day alone will not do */
};

/* What is known where a text is typed. Zeroed fields are not known. */
struct ts_when_context {
	ts_time now;
	ts_day day;          /* the day a bare time belongs to: the one on screen, or today */
	int day_start;       /* minutes */
	ts_time last_log;    /* what "+15" counts from; 0: now */
	ts_time minus_from;  /* what "-15" counts from; 0: now. "15 minutes ago" is ever from now */
	ts_time from, until; /* the span the words are about, both ends included; from == until: none */
	enum ts_date_order order;
	enum ts_want want;
};

/* TS_FOLD_SECOND: of the two moments of an ambiguous time only the second lies inside of the span. */
struct ts_when {
	ts_time at;
	ts_day day; /* the date named, or the context's */
	bool has_date, has_time;
	enum ts_fold fold;
};

struct ts_range {
	ts_day first, last; /* both included */
};

/* Where and why a text was not understood, and one that is understood there, of the kind that is wanted. */
struct ts_when_error {
	size_t offset, size; /* bytes of the text to mark */
	char reason[96];
	char example[TS_EXAMPLE_SIZE];
};

/* Understands WHEN, in any case and with any space:
 *
 *   time      9:30 9.30 930 0930 9 9h30 9am 9:30 pm 9:30:15 noon midnight now 24:00
 *   distance  -15m -15 -1h30 -1:30 -1.5h 15 minutes ago, an hour and a half ago; +15 after the last log
 *   day       today yesterday tomorrow, 2 days ago, -2d, fri, last friday, this fri, next fri, the 23rd, 23.
 *   date      23 nov, nov 23rd 2026, 23-nov-26; 11/23, 23.11., 23-11-2026 by the order of the place; 2026-11-23,
 *             2026/11/23, 20261123, 2026-327, 2026-W48-1
 *   both      yesterday 17:00, 17:00 fri, 2026-11-23T09:30, with Z, UTC or +01:00 behind it, and as date(1) prints
 *
 * A bare time is the first one inside of the span; where there is no span or none lies inside, that of the day. Without
 * a span, what is still to come on that day is the latest such time before now: 23:50 at 0:20. (When a moment is
 * wanted, what comes within the hour is rather refused: it is a slip, or another clock.) A date without a year, or a
 * weekday, means the latest past one. A date without a time gives the start of that day. TS_INVALID fills error (which
 * may be NULL). */
enum ts_status ts_when_parse(const char *text, const struct ts_when_context *context, struct ts_when *out,
                             struct ts_when_error *error) TS_MUST_CHECK;
/* Understands LENGTH, in milliseconds: 45 (minutes), 45m, 1h30, 1:30, 1.5h, half an hour; longer than nothing and at
 * most a day. TS_INVALID fills error (which may be NULL). */
enum ts_status ts_length_parse(const char *text, ts_time *out, struct ts_when_error *error) TS_MUST_CHECK;

/* What is typed to log something: "[time or stretch] activity [ ~] [ // comment]". */
struct ts_entry {
	bool timed, ranged;         /* ranged: until is given, too, and lies after from */
	struct ts_when from, until; /* as far as given */
	size_t lead;                /* bytes of the time in front, spaces behind it included; 0: none */
	int slot;                   /* a digit alone names one; -1: no digit alone */
	bool quoted;                /* "in quotes": a text as it stands, whatever it begins with */
	bool rest;                  /* " ~" behind it: a new one counts as rest */
	size_t text_at, text_size;  /* bytes of the activity, quotes and outer spaces left out; size 0: none yet */
	size_t comment_at;          /* of the comment; 0: none. It may be empty */
};

/* Understands what is typed into the picker, the form for an insertion, or behind "log". In front may stand
 *
 *   a time     9:30 standup, 9am standup, -10 call, +15 mail, yesterday 17:00 call, 15 minutes ago call
 *   a stretch  10-11 docs, 10:00-11:30 docs, 9-10am docs, 10:00 - 11:00 docs, 10:00 to 11:00 docs, 10:00 +45 docs,
 *              -30..-10 call, yesterday 10-11 docs
 *
 * A bare number is not a time ("2 pizzas"); a digit alone is a slot ("5", "-10 5"). " // " begins the comment; " ~"
 * before it, or at the end, says that a new activity is rest ("12:00 lunch ~"). The end of a stretch is the first such
 * time after its begin. What begins like a time or a stretch and is none is refused
 * ("25:00 x"), as is what is still to come: TS_INVALID fills error (may be NULL). To log such a text it is put in
 * quotes. */
enum ts_status ts_entry_parse(const char *text, const struct ts_when_context *context, struct ts_entry *out,
                              struct ts_when_error *error) TS_MUST_CHECK;

/* Understands RANGE, of whole days:
 *
 *   today yesterday, a WHEN date; week, this week, last week, next week, and so month, quarter and year; lastweek
 *   2026, 2026-11, 11/2026, nov, nov 2026, 2026-W48, W48
 *   q3, q3 2026, 2026-Q3; ytd, qtd, mtd (the year, quarter, month up to today), all (up to today)
 *   30d, 2w, 3m, last 30 days (today included)
 *   A..B, A to B, mon..fri, nov..feb (either side of .. may be empty); since mon, from A to B
 *
 * Weeks begin on Monday; what lacks its year is the latest past one. TS_INVALID fills error (may be NULL). */
enum ts_status ts_range_parse(const char *text, const struct ts_when_context *context, struct ts_range *out,
                              struct ts_when_error *error) TS_MUST_CHECK;

/* ---- store ------------------------------------------------------------------------------------------ */

/* Opens the database at path. With create, a missing file is made (0600, its directory 0700); an existing one is never
 * made anew. An older schema is backed up beside it and migrated. Failures: TS_NOT_FOUND (missing, and not create),
 * TS_FOREIGN, TS_NEWER, TS_EMPTY, TS_DAMAGED, TS_READ_ONLY (cannot be made), TS_INVALID (a path that cannot be used:
 * symbolic link loop, hard links, not a regular file, owned by somebody else, in a directory that everybody may write);
 * reason (TS_REASON_SIZE bytes) then says what and why in one line that names the file. A file that can only be read is
 * opened for reading. */
enum ts_status ts_open(const char *path, bool create, ts_time now, char reason[TS_REASON_SIZE],
                       ts_store **out) TS_MUST_CHECK;
/* The same without reading all of the file for damage first, which takes a millisecond for each megabyte: for who has
 * that done elsewhere. A screen has it done by the daily backup, in another process; a command calls ts_check unless a
 * ticket says that somebody logged in within hours. */
enum ts_status ts_open_quickly(const char *path, bool create, ts_time now, char reason[TS_REASON_SIZE],
                               ts_store **out) TS_MUST_CHECK;

/*
 * Locks that other programs have on the file. Who writes waits for who writes; who reads waits only while a commit is
 * being written to the file. Unless told otherwise, each call waits for 30 s at most, then it returns TS_BUSY, and
 * ts_detail names who holds the lock.
 */
struct ts_holder {
	int64_t process; /* its number; 0: not known */
	char name[32];   /* of its program, clean; "" not known */
	bool stopped;    /* it will not let go by itself: it was stopped (C-z, a debugger) */
};
/* Who keeps others from the file now. False, and out zeroed: nobody does, or it cannot be told. */
bool ts_holder_read(const ts_store *store, struct ts_holder *out);
/* "sqlite3 (process 4711, stopped)", or "another program". */
void ts_holder_words(const struct ts_holder *holder, char *out, size_t size);
/* From now on until this is called again, all calls together wait for so many milliseconds; 0: none waits. */
void ts_patience_set(ts_store *store, int milliseconds);
/* How often something could not be read for a lock: TS_BUSY of who does not write. */
uint64_t ts_busy_count(const ts_store *store);

/* Called, once for each store, when a call has waited for a second and goes on waiting. */
typedef void ts_waiting(void *context, const struct ts_holder *holder);
struct ts_opening {
	bool create, quickly; /* as ts_open and ts_open_quickly have it */
	bool hold;            /* ts_read_hold, from the opening on */
	bool lean;            /* stays open for days: little of what was read is kept, whatever it does meanwhile */
	int patience;         /* ts_patience_set, from the opening on; 0: as if it had never been called */
	ts_waiting *waiting;  /* NULL: nobody is told */
	void *context;
};
/* Opens as ts_open does, for who cares how long that takes. */
enum ts_status ts_open_with(const char *path, const struct ts_opening *how, ts_time now, char reason[TS_REASON_SIZE],
                            ts_store **out) TS_MUST_CHECK;

/* Wipes the keys and closes. Accepts NULL. */
void ts_close(ts_store *store);
/* One line about the last failure of this store, naming the file; "" if there was none. Valid until the next call. */
const char *ts_detail(const ts_store *store);
const char *ts_path(const ts_store *store);
bool ts_read_only(const ts_store *store);
/* True if another process committed since the last call, or the file was replaced (a PRAGMA and a stat). */
bool ts_changed(ts_store *store);

/*
 * The file may be replaced by rename while it is open: by who keeps copies of it on several machines, or puts back a
 * backup. It is then opened anew before the next call that reads or writes, and what was asked is done, if it is a
 * timesheet that nobody is logged into here, or holds the logged-in user under the same key and as many changes as were
 * seen here. Any other file is left alone: what writes returns TS_REPLACED, and what reads goes on with the file that
 * was open, so that nothing on a screen is lost. Once the right file stands there again, all is as before.
 */
enum ts_replaced_by {
	TS_REPLACED_NOT,     /* the file that was opened is there */
	TS_REPLACED_TAKEN,   /* it was opened anew, and changes says by how many it is ahead of what was seen here */
	TS_REPLACED_OLDER,   /* it lacks changes that were seen here: so many, or 0: others than these stand in it */
	TS_REPLACED_OTHER,   /* it does not hold the user, or under another key */
	TS_REPLACED_UNUSABLE /* it cannot be opened, or there is none: reason says why */
};
struct ts_replaced {
	enum ts_replaced_by by;
	uint64_t count; /* moves on with each finding, and with each call that was refused for one */
	int64_t changes;
	char reason[TS_REASON_SIZE]; /* names the file; "" for NOT and TAKEN */
};
void ts_replaced_read(const ts_store *store, struct ts_replaced *out);
/* Takes the older file that stands there for the right one from now on. TS_UNCHANGED: no such file does. */
enum ts_status ts_replaced_accept(ts_store *store) TS_MUST_CHECK;

/* ---- care for the file ------------------------------------------------------------------------------ */

/* Copies the database, as it is at one moment, to a new file (0600), opens and checks the copy, and makes it durable.
 * TS_EXISTS: something has that name; it is left alone. */
enum ts_status ts_backup(ts_store *store, const char *path) TS_MUST_CHECK;
/* The backup of the day, in a directory "backups" beside the database: one a day for a week, one a week for five weeks,
 * one a month for a year; older ones go, but never one that holds more rows than the new one.
 * path (size bytes) becomes its name. Every page and index is looked at first: TS_DAMAGED. TS_UNCHANGED: today has one.
 */
enum ts_status ts_backup_daily(ts_store *store, ts_time now, char *path, size_t size) TS_MUST_CHECK;
/* The copies of the file that timesheet has made by itself: those of the days, also unfinished ones, and those before a
 * change of the format. What was copied by hand it does not know. */
struct ts_copies {
	char **paths; /* in the order of their names */
	size_t count;
};
enum ts_status ts_copies_read(ts_store *store, struct ts_copies *out) TS_MUST_CHECK;
/* Removes them from the disk. removed becomes how many are gone. TS_IO: one could not be removed; the others are gone.
 */
enum ts_status ts_copies_remove(ts_store *store, const struct ts_copies *copies, size_t *removed) TS_MUST_CHECK;
void ts_copies_release(struct ts_copies *copies);

struct ts_check {
	int64_t users, activities, logs, notes, steps, inbox; /* rows of all users, */
	int64_t ledger;                                       /* and of marks, targets and bookings */
	bool seals_checked;                                   /* full, and somebody is logged in */
	int64_t seals, damaged;                               /* of the logged-in user */
};
/* Looks for damage: quickly (the structure of all pages) or fully (every page and index and, when logged in, every
 * seal). TS_DAMAGED: the file itself is. */
enum ts_status ts_check(ts_store *store, bool full, struct ts_check *out) TS_MUST_CHECK;
/* What of all users would go with the tables that a version does not have. */
struct ts_migration {
	int present, target;
	int64_t activities, logs, notes, drafts, steps, parts, inbox, hubs, devices, unsent;
	int64_t ledger; /* marks, targets and bookings, and with them the steps of undo */
	int64_t rows;   /* all of these */
};
/* Looks what bringing the file to a version (-1: the latest) would do. TS_INVALID: there is no such version. */
enum ts_status ts_migrate_look(ts_store *store, int version, struct ts_migration *out) TS_MUST_CHECK;
/* Brings the file to a version of its format (-1: the latest), after a verified backup beside it, NAME.before-vN. Going
 * down drops what later versions hold; of the logged-in user the rest is counted anew, other users will be told what
 * they miss. Afterwards the store is only good for closing. reached becomes the version it has. TS_LOGGED_OUT: rows
 * would go, and nobody is logged in. TS_INVALID, TS_UNCHANGED. */
enum ts_status ts_migrate(ts_store *store, int version, ts_time now, int *reached) TS_MUST_CHECK;

/* ---- users and login -------------------------------------------------------------------------------- */

struct ts_users {
	char (*names)[TS_NAME_SIZE];
	size_t count;
};
enum ts_status ts_users_read(ts_store *store, struct ts_users *out) TS_MUST_CHECK;
void ts_users_release(struct ts_users *users);

/* A slow check of a password, as a job in three parts: begin (store, fast), run (no store, slow, any thread), finish
 * (store, fast). The strings handed to begin are copied into locked memory; the caller wipes its own. */
typedef struct ts_auth ts_auth;

/* TS_EXISTS: the name is taken (without regard to case, and to forms of one letter: NFKC_Casefold); TS_INVALID: an
 * empty name, or one with control characters or with characters that show nothing, or only space, or a password shorter
 * than TS_PASSWORD_LEAST; TS_TOO_LONG. */
enum ts_status ts_register_begin(ts_store *store, const char *name, const char *password, ts_auth **out) TS_MUST_CHECK;
/* Of a registration that has begun, in a file that is nobody's and is removed at once: the least cost that a key slot
 * may have, so that nobody waits and its password is guessed fast. Never for a user. */
void ts_register_lightly(ts_auth *auth);
/* True if a name has letters of more than one of the Latin, Greek and Cyrillic alphabets, of which many look alike:
 * then somebody else's name may look the same. It is for who registers to know; no name is refused for it. */
bool ts_name_mixed(const char *name);
/* TS_NOT_FOUND: no such user; TS_WAIT: too early after wrong passwords, ts_auth_wait says how long; TS_TOO_LONG: no
 * password is. The attempt is counted here, in the file, before the slow part. */
enum ts_status ts_login_begin(ts_store *store, const char *name, const char *password, ts_time now,
                              ts_auth **out) TS_MUST_CHECK;
/* For the logged-in user: proves the old password and sets a new one. TS_INVALID: the new one is too short. TS_WAIT and
 * TS_TOO_LONG as ts_login_begin; TS_NOT_FOUND: the user is gone from the file. */
enum ts_status ts_passwd_begin(ts_store *store, const char *password, const char *new_password, ts_time now,
                               ts_auth **out) TS_MUST_CHECK;
/* With the recovery code (upper or lower case, hyphens and spaces as one likes): sets a new password and makes a new
 * code. TS_INVALID: the code is mistyped (its check characters do not fit) or the password is too short. TS_NOT_FOUND,
 * TS_WAIT and TS_TOO_LONG as ts_login_begin. */
enum ts_status ts_recover_begin(ts_store *store, const char *name, const char *code, const char *new_password,
                                ts_time now, ts_auth **out) TS_MUST_CHECK;
/*
 * For the logged-in user: proves the password, exchanges the key under which everything is sealed, and makes a new
 * recovery code; the password stays. ts_auth_finish then seals every row anew, all or none: what earlier copies of the
 * file, the older password or the older recovery code open is what they hold, and nothing that is written from now on.
 * Every login of the user ends but this one, also of terminals that are open: ts_key_gone. progress (may be NULL) is
 * called by ts_auth_finish. TS_WAIT, TS_TOO_LONG and TS_NOT_FOUND as ts_passwd_begin.
 */
enum ts_status ts_rekey_begin(ts_store *store, const char *password, ts_progress_tell *progress, void *context,
                              ts_time now, ts_auth **out) TS_MUST_CHECK;
/* True if a call has found that the logged-in user's key was exchanged by another process since the login, and has
 * returned TS_LOGGED_OUT: nothing can be read or written until the next login. */
bool ts_key_gone(const ts_store *store);
/* Milliseconds until ts_login_begin, ts_passwd_begin or ts_recover_begin would be taken for this user; 0 at once. */
int64_t ts_auth_wait(ts_store *store, const char *name, ts_time now);
/* The slow part: 0.4 s and 256 MiB for each key. */
void ts_auth_run(ts_auth *auth);
/* Commits the outcome; on TS_OK the user is logged in. TS_DENIED: wrong password or code. TS_NO_MEMORY: the derivation
 * could not get its memory. TS_EXISTS: somebody else registered the name meanwhile. TS_DAMAGED: no intact copy of the
 * key slot; or an older one was put back, that of a former password or code; or, of an exchange of keys, the rows are
 * not those that were last written. TS_LOGGED_OUT: the keys were exchanged meanwhile. */
enum ts_status ts_auth_finish(ts_store *store, ts_auth *auth) TS_MUST_CHECK;
/* The recovery code made by registering, recovering or an exchange of keys, once finished; else NULL. Borrowed until
 * ts_auth_destroy. */
const char *ts_auth_recovery_code(const ts_auth *auth);
/* True if typed is the code, leniently as in ts_recover_begin. */
bool ts_auth_recovery_matches(const ts_auth *auth, const char *typed);
void ts_auth_destroy(ts_auth *auth); /* wipes; accepts NULL */

bool ts_logged_in(const ts_store *store);
/* The logged-in user's name as registered; "" when logged out. Valid until the next login or lock. */
const char *ts_user_name(const ts_store *store);
/* Wipes the keys: nobody is logged in. */
void ts_lock(ts_store *store);

/* ---- staying logged in (for one-shot commands, and for a screen that need not ask) ------------------ */

/* Where the machine keeps secrets of its user until it is shut down, apart from all files (the kernel's keyring).
 * Descriptions are short texts; what is kept under one takes the place of what was. */
struct ts_vault {
	/* For at most so many seconds. False: it cannot be kept, and nothing is left. */
	bool (*keep)(const char *description, const void *secret, size_t size, unsigned seconds);
	/* How many bytes of it were put into out (size bytes); 0: there is none. */
	size_t (*read)(const char *description, void *out, size_t size);
	void (*forget)(const char *description);
};

/* What the caller knows of the machine; this module reads no environment and no clock. */
struct ts_machine {
	char boot[40];  /* names this boot: /proc/sys/kernel/random/boot_id; "": no tickets */
	int64_t uptime; /* milliseconds of a clock that counts suspension and is not set (CLOCK_BOOTTIME) */
	const struct ts_vault *vault;  /* NULL: it has none */
	const char *runtime_directory; /* $XDG_RUNTIME_DIR, or NULL; used when the vault keeps nothing */
};

enum ts_ticket_place { TS_TICKET_NONE, TS_TICKET_KEYRING, TS_TICKET_FILE };

/* A ticket holds for an hour after its last use and ten hours in all, within one boot. */
#define TS_SESSION_SLIDING (60 * TS_MINUTE)
#define TS_SESSION_MOST (10 * TS_HOUR)

/* Leaves a ticket for the logged-in user: half of the secret with the machine, half in the database; either alone is
 * worthless. TS_NOT_FOUND: the machine has no place for it (no keyring, no safe runtime directory); nothing is left. */
enum ts_status ts_session_keep(ts_store *store, const struct ts_machine *machine,
                               enum ts_ticket_place *place) TS_MUST_CHECK;
/* Logs that user in by the ticket, and renews it. TS_LOGGED_OUT: there is none, or it has expired, or belongs to
 * another boot or an older password; it is then removed. TS_NOT_FOUND: no such user. */
enum ts_status ts_session_resume(ts_store *store, const char *user, const struct ts_machine *machine) TS_MUST_CHECK;
/* Milliseconds the logged-in user's ticket on this machine holds without further use; 0: none. */
int64_t ts_session_left(ts_store *store, const struct ts_machine *machine);
/* Counts as a use of that ticket, if there is one, as far as the file can be written; then says the same. */
int64_t ts_session_renew(ts_store *store, const struct ts_machine *machine);
/* Ends all of a user's sessions, wherever they are: the database's half goes. Needs no login. TS_NOT_FOUND: no such
 * user; TS_UNCHANGED: there was none. */
enum ts_status ts_session_end(ts_store *store, const char *user, const struct ts_machine *machine) TS_MUST_CHECK;

/* ---- is the file whole? ----------------------------------------------------------------------------- */

/* Three words, here and below. A *check* is what a user asks for: it looks for damage (ts_check) and says what the
 * other two found. An *anchor* is what this machine remembers of a file; an *audit* adds up all rows of a user.
 *
 * How many changes of the logged-in user the file is behind the last one that was made with a machine's anchor: a small
 * sealed file for each user in a directory outside of the database, written after each change. Then an older copy was
 * put in the file's place: a backup that was restored, or worse.
 *
 * Names the directory (made, 0700, when something is first written there); NULL: there is none, and nothing is known.
 * Copied. TS_NO_MEMORY. */
enum ts_status ts_anchor_use(ts_store *store, const char *directory) TS_MUST_CHECK;
/* behind is 0 when it is not behind, when there is no anchor yet, or none that can be read: an anchor never keeps
 * anybody from anything. While the file is behind, changes are made as ever, but the anchor stays. */
enum ts_status ts_anchor_read(ts_store *store, int64_t *behind) TS_MUST_CHECK;
/* From now on the file as it is is the right one. TS_IO: it was behind, and the anchor cannot be written; what cannot
 * be written where nothing is to be put right is no failure. Anchors do not wait for the disk: after a power cut this
 * may have to be said again. */
enum ts_status ts_anchor_accept(ts_store *store) TS_MUST_CHECK;

/* Beside its anchors a machine remembers which user has a name in a file, and the key to which is sealed what is logged
 * without a login: both stand in the file in clear, and who can write it could exchange them. A login notes them, and
 * ts_inbox_log refuses (TS_DAMAGED, said) to seal to others. What the login on this store found: */
enum ts_pinned {
	TS_PINNED_SAME, /* as noted, or nothing was noted yet */
	TS_PINNED_KEY,  /* another key stood in the file: what was logged without a login since could be read by others
	                 */
	TS_PINNED_USER  /* the name belonged to another user */
};
enum ts_pinned ts_pinned_read(const ts_store *store);

/* An audit compares the rows of the logged-in user with a keyed sum over them, which every change brings up to date and
 * which stands sealed in the file. So rows are missed that something other than this program removed or added, and
 * those noticed that were put back to what they had been before. It goes on in steps, as a search does, and begins
 * anew by itself when something is committed meanwhile. */
typedef struct ts_audit ts_audit;
struct ts_audit_result {
	bool done;       /* what follows is known only then, but for rows */
	bool sound;      /* all rows are as they were last written */
	int64_t rows;    /* looked at */
	int64_t missing; /* rows fewer than there were: activities, logs, notes, steps of undo, settings */
	int64_t surplus; /* rows more than there were. Neither, and no slots, and not sound: older versions of rows */
	int64_t slots;   /* wraps of the key, by password or recovery code, that are not those that were last set */
};
enum ts_status ts_audit_begin(ts_store *store, ts_audit **out) TS_MUST_CHECK;
/* Looks at about so many rows more. TS_LOGGED_OUT also when somebody else has logged in. */
enum ts_status ts_audit_step(ts_audit *audit, size_t rows, struct ts_audit_result *out) TS_MUST_CHECK;
void ts_audit_end(ts_audit *audit); /* accepts NULL; before ts_close */
/* Takes the rows, and the wraps of the key, as they are for right from now on. */
enum ts_status ts_audit_accept(ts_store *store, ts_time now) TS_MUST_CHECK;

/* ---- settings (kept per user, sealed) --------------------------------------------------------------- */

/* What the unshifted keys of the number row give. */
enum ts_number_row {
	TS_NUMBER_ROW_DIGITS, /* 1 2 3 4 5 6 7 8 9 0 */
	TS_NUMBER_ROW_AZERTY  /* & é " ' ( - è _ ç à: they mean the digits where digits are keys */
};

/*
 * What breaks a day has to have: over so many minutes of work (after) at least so many of breaks (least), of which each
 * has TS_BREAK_PIECE at least; no longer than the first of these without one; and no more work than most. All 0: nobody
 * is told of breaks.
 */
enum { TS_BREAK_PIECE = 15, TS_BREAK_STEPS = 2, TS_BREAKS_SIZE = 40 };
struct ts_breaks {
	int after[TS_BREAK_STEPS], least[TS_BREAK_STEPS];
	int most;
};
/* "off", "on" (sections 3 and 4 of the German ArbZG: 6:00/0:30,9:00/0:45,10:00) or such a text. False: it is none. */
bool ts_breaks_parse(const char *text, struct ts_breaks *out);
const char *ts_breaks_words(const struct ts_breaks *breaks, char out[TS_BREAKS_SIZE]);
/* Whether breaks are told: there is a rule. */
bool ts_breaks_ruled(const struct ts_breaks *breaks);

struct ts_settings {
	int day_start; /* minutes after midnight, 0..720 */
	/* Minutes of the last target's week, 0 (none) .. 10080. Written as another number it becomes a target from
	 * today on, spread over Monday to Friday, or, where nothing was logged before today, from the first log on. */
	int weekly_target;
	int idle_lock;       /* minutes without a key, 0 (never) .. 1440 */
	int forgotten_after; /* hours after which a span counts as forgotten, 0 (never) .. 48 */
	bool count_empty;    /* a day without work and without a mark owes its target; else it is a day off */
	int leave;           /* half days of leave a year, 0 (not counted) .. 732 */
	struct ts_breaks breaks;
	bool mouse;
	bool stay; /* the screen starts without asking while a ticket holds (ts_session_keep) */
	enum ts_number_row number_row;
	char theme[TS_THEME_SIZE]; /* a name, of small letters: "auto", "dark" ... */
};

/* What a new user gets: 0, 40 hours, 10, 12, days off, no leave, on, off, digits, dark. */
struct ts_settings ts_settings_default(void);
/* What changed, by the names that the command has: "theme light, idle-lock 5"; "" when nothing did. */
void ts_settings_words(const struct ts_settings *before, const struct ts_settings *after, char *out, size_t size);
enum ts_status ts_settings_read(ts_store *store, struct ts_settings *out) TS_MUST_CHECK;
/* One step of undo. TS_INVALID: a value out of its range; TS_UNCHANGED. */
enum ts_status ts_settings_write(ts_store *store, const struct ts_settings *settings, ts_time now) TS_MUST_CHECK;

/* ---- activities ------------------------------------------------------------------------------------- */

struct ts_activity {
	struct ts_id id;
	char text[TS_TEXT_SIZE];
	int slot;   /* 1..9, 0 none; off has 0 */
	int colour; /* 1..12, its own for good: chosen, or given when it was made, the one the fewest had; 0 for off */
	bool colour_chosen;
	bool rest;         /* shown, not counted as work */
	bool archived;     /* not offered any more */
	bool off;          /* the reserved activity "off" */
	ts_time last_used; /* begin of its latest log in this month or the two before, else 0; set by ts_activities_read
	                      only */
};

struct ts_activities {
	struct ts_activity *at;
	size_t count;
	size_t damaged; /* rows that do not verify */
};

/* All activities, off included, the most recently used first, then by text. */
enum ts_status ts_activities_read(ts_store *store, ts_time now, struct ts_activities *out) TS_MUST_CHECK;
void ts_activities_release(struct ts_activities *activities);

/* What an action did, for the event line and for undo's answer. */
enum ts_deed {
	TS_DEED_LOG,
	TS_DEED_INSERT,
	TS_DEED_EDIT,
	TS_DEED_MOVE,
	TS_DEED_DELETE,
	TS_DEED_NOTE,
	TS_DEED_ACTIVITY,
	TS_DEED_FOLD,
	TS_DEED_IMPORT,   /* text says of what, day is that of the first log */
	TS_DEED_SETTINGS, /* text says which, as ts_settings_words does */
	/* What decides the balance: text says what it is ("leave, half", "38:30 a week", "+2:00 paid out"), or what it
	 * was that was taken away; day from when on. */
	TS_DEED_MARK,
	TS_DEED_TARGET,
	TS_DEED_BOOKING,
	TS_DEED_LOGS,  /* several logs at once: text says how many and what, "3 logs deleted"; the rest is of one of
	                * them */
	TS_DEED_BUDGET /* text says of what and how much: "acme, 10:00 a week" */
};
struct ts_done {
	enum ts_deed deed;
	struct ts_id log; /* of a log */
	ts_time at;       /* of a log: its moment */
	ts_time until;    /* of a new log: the moment of the next one, which ends it; 0: none within a day from now */
	int32_t offset;   /* of a log: seconds east of UTC where it was made */
	ts_day day;       /* the day to show */
	char text[TS_TEXT_SIZE]; /* the activity's text; "" for a note */
	char gone[TS_TEXT_SIZE]; /* of a log: what stood at its very moment and gave way to it; "" nothing */
	int slot;                /* the activity's slot, 0 none */
	bool off, rest;
	bool created; /* a new activity was made */
};

/* Which fields of a change are meant. */
enum { TS_CHANGE_TEXT = 1, TS_CHANGE_SLOT = 2, TS_CHANGE_COLOUR = 4, TS_CHANGE_REST = 8, TS_CHANGE_ARCHIVED = 16 };
struct ts_activity_change {
	unsigned fields;
	const char *text;    /* a rename; onto an existing text it merges the two */
	int slot;            /* 1..9 takes the slot from its holder; 0 gives it up */
	int colour;          /* 1..12; 0: in place of a chosen one, the one the fewest have */
	bool rest, archived; /* archived it holds no slot; offered again it has the one it had, if that is free */
};
/* TS_NOT_FOUND; TS_INVALID (off cannot be changed; empty text); TS_TOO_LONG; TS_UNCHANGED. */
enum ts_status ts_activity_change(ts_store *store, struct ts_id activity, const struct ts_activity_change *change,
                                  ts_time now, struct ts_done *done) TS_MUST_CHECK;

/* ---- logging ---------------------------------------------------------------------------------------- */

/* "From at on I do text." A new text makes the activity, which takes the lowest free slot. comment may be NULL.
 * A log of the very same moment has lasted no time and gives way: undo brings it back.
 * TS_UNCHANGED: that is what goes on at that moment already (done is filled with the log that says so). TS_FUTURE,
 * TS_INVALID (no text, text or comment that is no UTF-8, a moment that no log can have), TS_TOO_LONG. */
enum ts_status ts_log_text(ts_store *store, const char *text, const char *comment, ts_time at, ts_time now,
                           struct ts_done *done) TS_MUST_CHECK;
/* The same by slot 0..9; TS_NOT_FOUND when the slot is empty. */
enum ts_status ts_log_slot(ts_store *store, int slot, ts_time at, ts_time now, struct ts_done *done) TS_MUST_CHECK;
/* The activity before the present one, now. TS_NOT_FOUND when there is none. */
enum ts_status ts_log_previous(ts_store *store, ts_time now, struct ts_done *done) TS_MUST_CHECK;
/* Like ts_log_text at a past moment. With until (0: none, up to the next log) for a stretch of time that is over: it
 * takes the place of what was logged there. Outside of it nothing changes: what went on at its end goes on from there,
 * with the comment it had. One step of undo. TS_INVALID also when until is not after at; TS_FUTURE for either. */
enum ts_status ts_log_insert(ts_store *store, const char *text, const char *comment, ts_time at, ts_time until,
                             ts_time now, struct ts_done *done) TS_MUST_CHECK;

/* What a stretch of time takes the place of. */
/* Like ts_log_insert with until, else like ts_log_text; an activity that text makes counts as rest. */
enum ts_status ts_log_rest(ts_store *store, const char *text, const char *comment, ts_time at, ts_time until,
                           ts_time now, struct ts_done *done) TS_MUST_CHECK;
struct ts_cover {
	size_t count;             /* logs that begin in it: they go, or begin at its end */
	char text[TS_TEXT_SIZE];  /* of the first of them */
	char after[TS_TEXT_SIZE]; /* what goes on from its end: "off" also where nothing was logged before */
};
/* TS_INVALID: until is not after at, or moments no log can have. */
enum ts_status ts_cover_read(ts_store *store, ts_time at, ts_time until, ts_time now,
                             struct ts_cover *out) TS_MUST_CHECK;

struct ts_log_change {
	const char *text;    /* NULL: stays */
	const char *comment; /* NULL: stays; "" removes it */
	bool right;          /* it has lasted until its end, or until now, however long that is: not forgotten */
	bool move, end;
	ts_time at;    /* if move */
	ts_time until; /* if end: the next log begins there; what goes on is followed by off from there */
};
/* TS_NOT_FOUND; TS_UNCHANGED: it is so already (done is filled); TS_INVALID (also: the end is not after the begin, or
 * another log than the next one begins before it), TS_TOO_LONG, TS_FUTURE as ts_log_text. One step of undo. */
enum ts_status ts_log_change(ts_store *store, struct ts_id log, const struct ts_log_change *change, ts_time now,
                             struct ts_done *done) TS_MUST_CHECK;
/* What stands around a log. */
struct ts_around {
	ts_time at;              /* when it begins */
	ts_time before;          /* when the log before it begins; 0: there is none */
	ts_time end;             /* when the next one begins; 0: it goes on */
	char next[TS_TEXT_SIZE]; /* what that is; "" while it goes on */
};
/* TS_NOT_FOUND. */
enum ts_status ts_around_read(ts_store *store, struct ts_id log, ts_time now, struct ts_around *out) TS_MUST_CHECK;
/* Moves a log by some milliseconds, never past its neighbours or now: it stops a minute beside them. To whole minutes.
 * TS_UNCHANGED when there is no room (done is filled); TS_NOT_FOUND; TS_INVALID: by is more than all the
 * time that logs can have. Shifts of one log within 5 seconds are one step of undo. */
enum ts_status ts_log_shift(ts_store *store, struct ts_id log, int64_t by, ts_time now,
                            struct ts_done *done) TS_MUST_CHECK;
/* TS_NOT_FOUND: no such log, or it is deleted already. */
enum ts_status ts_log_delete(ts_store *store, struct ts_id log, ts_time now, struct ts_done *done) TS_MUST_CHECK;
/* Several logs at once. */
enum ts_logs_what {
	TS_LOGS_DELETE,
	TS_LOGS_RECAST, /* they were text instead */
	TS_LOGS_SHIFT,  /* by milliseconds, each as ts_log_shift does */
	TS_LOGS_REPEAT  /* the same at the same times of the clock by whole days later, over what is there; what would
	                   still be to come is left out */
};
struct ts_logs_change {
	enum ts_logs_what what;
	const char *text;
	int64_t by; /* SHIFT: milliseconds; REPEAT: days */
};
/* One step of undo. logs: in the order of time. TS_NOT_FOUND: one of them is not there, or none is given; TS_UNCHANGED:
 * no room, all are so already, or all would be to come; TS_INVALID, TS_TOO_LONG as ts_log_text. Whatever it is but
 * TS_OK, none has changed. */
enum ts_status ts_logs_change(ts_store *store, const struct ts_id *logs, size_t count,
                              const struct ts_logs_change *change, ts_time now, struct ts_done *done) TS_MUST_CHECK;
/* The log whose id begins with these hexadecimal digits (1 to 32). TS_NOT_FOUND: none that is not deleted; TS_EXISTS:
 * more than one; TS_INVALID: no such digits. */
enum ts_status ts_log_find(ts_store *store, const char *digits, struct ts_id *out) TS_MUST_CHECK;
/* A log as people tell it from others. */
struct ts_log_name {
	struct ts_id id;
	ts_time at;
	int32_t offset;          /* seconds east of UTC where it was made */
	char text[TS_TEXT_SIZE]; /* the activity's */
};
/* Between whom ts_log_find cannot choose: at most `most` of the logs whose ids begin with these digits, by id. TS_OK
 * also when there is none; TS_INVALID: no such digits. */
enum ts_status ts_log_candidates(ts_store *store, const char *digits, ts_time now, struct ts_log_name *out, size_t most,
                                 size_t *count) TS_MUST_CHECK;
enum { TS_DIGITS_LEAST = 4 };
/* How many first digits of its id tell a log from all others of the user, deleted ones among them: TS_DIGITS_LEAST or
 * more. The log need not be there. */
enum ts_status ts_log_digits(ts_store *store, struct ts_id log, int *digits) TS_MUST_CHECK;
/* Take back the last step, or do it again. The history is the user's, not the terminal's, and survives a restart.
 * TS_NOT_FOUND: nothing to take back. */
enum ts_status ts_undo(ts_store *store, ts_time now, struct ts_done *done) TS_MUST_CHECK;
enum ts_status ts_redo(ts_store *store, ts_time now, struct ts_done *done) TS_MUST_CHECK;

/* What was last done by another process of this user, or on another device of hers: for the event line of an open
 * screen. */
struct ts_news {
	struct ts_done done;
	bool back;                   /* it was taken back (undo) */
	bool device;                 /* origin is a device: undo here does not take it back */
	bool vague;                  /* of a device: what was done there is not known, so done says nothing */
	int64_t changes;             /* of a device: how many things came at once, of which this is the last; else 0 */
	char origin[TS_ORIGIN_SIZE]; /* what that process calls itself, or the device's name */
};
/* TS_OK: something since mark that this store did not do; only the newest is told. TS_UNCHANGED: nothing. mark (0 at
 * first) is moved on in both cases. What comes from devices is told once all of it has come that a hub had. */
enum ts_status ts_news_read(ts_store *store, ts_time now, uint64_t *mark, struct ts_news *out) TS_MUST_CHECK;
/* The name that this store's steps bear from now on: the terminal, the machine. Cut to TS_ORIGIN_SIZE. */
void ts_set_origin(ts_store *store, const char *origin);
/* Asked before ts_undo: whether it would take back something older than what the user has just done elsewhere. TS_OK:
 * the newest change known here was made on another device less than ten minutes ago: elsewhere says which; and done,
 * what would be taken back here. TS_UNCHANGED: it is not so. TS_NOT_FOUND: there is nothing to take back here. */
enum ts_status ts_undo_peek(ts_store *store, ts_time now, struct ts_done *done,
                            struct ts_news *elsewhere) TS_MUST_CHECK;

/* Logs without being logged in: seals the moment and either a slot (0..9, text NULL) or a text to the user's public
 * key. TS_NOT_FOUND: no such user; TS_DAMAGED also when the user's keys for it are; TS_INVALID: no such slot, no text
 * or none that is UTF-8, a moment that no log can have; TS_TOO_LONG. Whether the slot is taken cannot be known until
 * the login. */
enum ts_status ts_inbox_log(ts_store *store, const char *user, int slot, const char *text, ts_time at) TS_MUST_CHECK;
/* Folds what was logged while locked into the logs, oldest first, marked as such, one step of undo each. What was
 * logged on a slot that is empty becomes a log of "empty slot N". folded and junk count what was taken and what could
 * not be opened or used (it stays until ts_inbox_drop_junk). Whoever can write the file can fill the inbox: one call
 * looks at some thousand, and the next one goes on from there. */
enum ts_status ts_inbox_fold(ts_store *store, ts_time now, size_t *folded, size_t *junk) TS_MUST_CHECK;
/* Removes what of the inbox can never be folded in, for good; TS_OK also when there is nothing. */
enum ts_status ts_inbox_drop_junk(ts_store *store, ts_time now) TS_MUST_CHECK;

/* ---- what a day owes: marks, targets, bookings ------------------------------------------------------ */

/*
 * The balance is work less what the days owe, from the first target's day on (or the first log's) up to yesterday, plus
 * bookings up to today. What a day owes is decided by the target that holds on its weekday, by its mark, and by whether
 * anything was worked:
 *
 *   holiday, leave, sick   nothing; half: half of its target
 *   flex                   its target: a day in lieu, which lowers the balance
 *   work                   its target, worked or not; half: half of it
 *   no mark                its target if there is work on it; without work it is a day off, unless empty days count
 *
 * Nothing else decides it, and day, week, report, balance and totals all ask the same function. Nobody is told a
 * balance without a target of theirs (no_target): a new user has 40 hours a week from the first log on, until it is
 * changed; but an import into a timesheet without logs ends that, and where logs were, what was imported before the
 * first of them is not judged.
 */
enum ts_mark_kind { TS_MARK_NONE, TS_MARK_HOLIDAY, TS_MARK_LEAVE, TS_MARK_SICK, TS_MARK_FLEX, TS_MARK_WORK };
/* "holiday"; "" for none. And the other way; false: there is no such kind. */
const char *ts_mark_word(enum ts_mark_kind kind);
bool ts_mark_find(const char *word, enum ts_mark_kind *out);

enum { TS_MARK_DAYS = 1000 }; /* that are marked at once, at most */
struct ts_day_mark {
	ts_day day;
	enum ts_mark_kind kind;
	bool half;
	char text[TS_TEXT_SIZE]; /* one line, or "" */
};
struct ts_day_marks {
	struct ts_day_mark *at; /* by day */
	size_t count;
	size_t damaged; /* rows of marks, targets or bookings that do not verify, or are missing */
};
/*
 * Marks each day of a range, in place of what it was marked as: one step of undo; mark->day is not read. Of several
 * days, leave, sick, flex and work leave out those that have no target or are whole holidays, unless all of them are
 * so. TS_UNCHANGED: all of it is so already. TS_INVALID: no such kind, a text that is no UTF-8, or a range that ends
 * before it begins; TS_TOO_LONG: the text, or more than TS_MARK_DAYS days. done->day is the first day that was marked.
 */
enum ts_status ts_day_mark_set(ts_store *store, struct ts_range range, const struct ts_day_mark *mark, ts_time now,
                               struct ts_done *done) TS_MUST_CHECK;
/* Takes the marks away. TS_UNCHANGED: there are none. TS_INVALID, TS_TOO_LONG: of the range. */
enum ts_status ts_day_mark_clear(ts_store *store, struct ts_range range, ts_time now,
                                 struct ts_done *done) TS_MUST_CHECK;
/* For what an import brings: as one step of undo, those marks whose day was never marked; what was marked and taken
 * away by hand stays away. count becomes how many that were. TS_UNCHANGED: none was new. */
enum ts_status ts_day_marks_import(ts_store *store, const struct ts_day_mark *marks, size_t count, ts_time now,
                                   size_t *made) TS_MUST_CHECK;
enum ts_status ts_day_marks_read(ts_store *store, struct ts_range range, struct ts_day_marks *out) TS_MUST_CHECK;
void ts_day_marks_release(struct ts_day_marks *marks);

enum { TS_TARGET_EVER = INT32_MIN }; /* as a day: from the first log on */
struct ts_target {
	ts_day from;    /* it holds from this day on, until the next one's */
	int minutes[7]; /* from Monday; 0 to 1440 */
	bool usual;     /* nobody has set it: what a new user gets */
};
struct ts_targets {
	struct ts_target *at; /* by day */
	size_t count;         /* 0: there is none, and so no balance */
	size_t damaged;       /* as in ts_day_marks */
};
/* From its day on this holds: one step of undo. Days before it owe what they owed. TS_UNCHANGED; TS_INVALID: a day or
 * minutes that cannot be. */
enum ts_status ts_target_set(ts_store *store, const struct ts_target *target, ts_time now,
                             struct ts_done *done) TS_MUST_CHECK;
/* Takes away the target that begins on that day: the one before holds on. TS_NOT_FOUND: none begins then. */
enum ts_status ts_target_remove(ts_store *store, ts_day from, ts_time now, struct ts_done *done) TS_MUST_CHECK;
enum ts_status ts_targets_read(ts_store *store, struct ts_targets *out) TS_MUST_CHECK;
void ts_targets_release(struct ts_targets *targets);

/* What is added to the balance by hand: an opening balance, a pay-out, a correction. */
enum { TS_BOOKING_MOST = 5259600 }; /* minutes: ten years */
struct ts_booking {
	struct ts_id id;
	ts_day day;
	int64_t minutes;         /* less than 0 lowers the balance; not 0 */
	char text[TS_TEXT_SIZE]; /* one line, or "" */
};
struct ts_bookings {
	struct ts_booking *at; /* by day */
	size_t count;
	size_t damaged; /* as in ts_day_marks */
};
/* booking->id is not read; id becomes it. TS_INVALID: a day or a number of minutes that cannot be, a text that is no
 * UTF-8; TS_TOO_LONG: the text. One step of undo, as the next two. */
enum ts_status ts_booking_add(ts_store *store, const struct ts_booking *booking, ts_time now, struct ts_id *id,
                              struct ts_done *done) TS_MUST_CHECK;
/* All of it, by its id. TS_NOT_FOUND; TS_UNCHANGED; TS_INVALID and TS_TOO_LONG as above. */
enum ts_status ts_booking_change(ts_store *store, const struct ts_booking *booking, ts_time now,
                                 struct ts_done *done) TS_MUST_CHECK;
/* TS_NOT_FOUND: no such booking, or it is removed already. */
enum ts_status ts_booking_remove(ts_store *store, struct ts_id id, ts_time now, struct ts_done *done) TS_MUST_CHECK;
enum ts_status ts_bookings_read(ts_store *store, struct ts_bookings *out) TS_MUST_CHECK;
void ts_bookings_release(struct ts_bookings *bookings);

/* The leave of a year, in half days: of days with a target that are marked so. */
struct ts_leave {
	int allowance;      /* the setting; 0: it is not counted */
	int taken, planned; /* up to today, and after it */
	size_t damaged;     /* as in ts_day_marks */
};
enum ts_status ts_leave_read(ts_store *store, int year, ts_time now, struct ts_leave *out) TS_MUST_CHECK;

/* ---- reading ---------------------------------------------------------------------------------------- */

/* Runs read once, with all that it reads from one state of the file: what another process commits meanwhile shows in
 * all of its parts or in none. It is faster than one after the other, too. read must not change anything, and what it
 * returns is returned. TS_LOGGED_OUT, and whatever makes a reading fail, before it is run. */
typedef enum ts_status ts_reader(void *context);
enum ts_status ts_read_together(ts_store *store, ts_reader *read, void *context) TS_MUST_CHECK;
/* What is read between the two, a login by its ticket too, is read from one state of the file, as in one reading: to
 * begin one costs a short command more than what it reads. What this store itself writes meanwhile shows after it.
 * Others cannot commit for as long: to be released before anybody is waited for, a terminal among them. */
void ts_read_hold(ts_store *store);
void ts_read_release(ts_store *store);

/* ---- a day, a week ---------------------------------------------------------------------------------- */

/* A log with its end, cut to a day. */
struct ts_span {
	struct ts_id id; /* the log's */
	struct ts_id activity;
	ts_time logged;     /* the log's own moment; before from when carried */
	ts_time begin, end; /* the part inside the day and not after now */
	int32_t offset;     /* seconds east of UTC where the log was made */
	char zone[TS_ZONE_SIZE];
	char text[TS_TEXT_SIZE]; /* "damaged" where the activity's row is missing or does not verify */
	char comment[TS_COMMENT_SIZE];
	int slot, colour; /* as in ts_activity */
	bool off, rest;
	bool carried;   /* logged before this day */
	bool running;   /* no log after it, and the day contains now */
	bool locked;    /* logged while locked */
	bool forgotten; /* its whole length is over the limit, and it is neither off nor rest: see ts_span_forgotten */
	ts_time sure;   /* until then somebody has said that it is right (ts_log_change); 0: nobody has */
	size_t damaged; /* rows that were met and do not verify; set by ts_current_read only */
};

/* Whether a span whose log has lasted until end, before any cut, counts as forgotten: for who lets one grow while time
 * passes. What is sure of it does not count. */
bool ts_span_forgotten(const struct ts_span *span, ts_time end, const struct ts_settings *settings);

/* How much of a time is of forgotten spans, and may be wrong: never told without a word. */
struct ts_forgotten {
	int64_t milliseconds; /* 0: nothing */
	ts_time since;        /* when the first of them was logged, perhaps before what is told, */
	int32_t offset;       /* in the clock it was made in */
};

struct ts_total {
	struct ts_id activity;
	char text[TS_TEXT_SIZE];
	int slot, colour;
	bool rest;
	int64_t milliseconds;
	struct ts_forgotten forgotten;
};

/* The breaks of a day, where the settings have a rule for them; else nothing. */
struct ts_pauses {
	int64_t stretch; /* the longest work without a break that was done by this day's end, the day before included */
	int64_t breaks;  /* between its first work and its last */
	int64_t going;   /* the work since its last break */
};
/* How a day of so much work is against a rule. */
enum {
	TS_PASSED_STRETCH = 1, /* too long without a break */
	TS_PASSED_BREAKS = 2,  /* too little of breaks: ts_breaks_least, in minutes */
	TS_PASSED_DAY = 4      /* too much work */
};
unsigned ts_breaks_passed(const struct ts_breaks *rule, int64_t work, const struct ts_pauses *pauses);
int ts_breaks_least(const struct ts_breaks *rule, int64_t work);

struct ts_day_view {
	ts_day day;
	ts_time from, until;   /* the day's bounds */
	struct ts_span *spans; /* in order of time; carried first */
	size_t span_count;
	struct ts_total *totals; /* the longest first; without off */
	size_t total_count;
	int64_t work, rest, off;       /* milliseconds up to now */
	struct ts_forgotten forgotten; /* of the work */
	struct ts_pauses pauses;
	int64_t target; /* milliseconds that this day owes; while it is not over, what it will if it is worked on */
	struct ts_day_mark mark; /* of kind TS_MARK_NONE: it has none */
	bool no_target;          /* there is no target, and no balance */
	bool several_zones;      /* spans of more than one offset */
	size_t damaged;          /* rows of these months that do not verify */
};

/* What was logged on a day, as known at now: nothing lies after now but logs that were made ahead of it (their begin
 * equals their end). A day without logs has no spans. */
enum ts_status ts_day_read(ts_store *store, ts_day day, ts_time now, struct ts_day_view *out) TS_MUST_CHECK;
void ts_day_release(struct ts_day_view *view);

/* What goes on at now. TS_NOT_FOUND: nothing was ever logged before now. begin and end are not cut to a day. */
enum ts_status ts_current_read(ts_store *store, ts_time now, struct ts_span *out) TS_MUST_CHECK;

struct ts_week {
	ts_day first;
	int64_t work[7]; /* milliseconds, from first on */
	struct ts_forgotten forgotten[7];
	int64_t target[7];
	enum ts_mark_kind marks[7];
	bool half[7];
	int64_t total, total_target;
	int64_t change;  /* what the week adds to the balance: see struct ts_report_day */
	bool no_target;  /* see struct ts_report, as the next three */
	bool flex_known; /* see ts_flex_prepare */
	int64_t flex;    /* the balance at the week's end */
	bool flex_damaged, flex_forgotten;
	size_t damaged; /* rows of these months that do not verify */
};
enum ts_status ts_week_read(ts_store *store, ts_day first, ts_time now, struct ts_week *out) TS_MUST_CHECK;

/* ---- reports ---------------------------------------------------------------------------------------- */

struct ts_report_day {
	ts_day day;
	int64_t work, rest, off; /* milliseconds up to now, cut at the day's bounds */
	struct ts_forgotten forgotten;
	struct ts_pauses pauses; /* of ts_report_read only */
	int64_t target;          /* milliseconds, as in ts_day_view */
	int64_t change;          /* milliseconds that the day adds to the balance: once it is over, work less target;
	                            bookings up to today */
	enum ts_mark_kind mark;
	bool half; /* of the mark */
};

/* What a day holds of an activity. */
struct ts_report_part {
	size_t day, activity; /* places in days and activities */
	int64_t milliseconds; /* more than 0 */
	int64_t forgotten;    /* of these, of forgotten spans */
};

/* What a day holds of an activity's work in logs that have a tag. */
struct ts_report_tagged {
	size_t day, activity, tag; /* places in days, activities and tags; tag_count: in logs that have none */
	int64_t milliseconds;
	int64_t forgotten; /* as in struct ts_report_part */
};

/* What was done over some days. Each of activities, projects and days adds up to work and rest. */
struct ts_report {
	struct ts_range range;
	int week_begins; /* 0, as it is read: on Monday, and weeks are those of ISO 8601. Another weekday may be put
	                    here before rows and tables are made: those weeks have the date of their first day as text
	                  */
	struct ts_total *activities; /* the longest first; rest among them, without off */
	size_t activity_count;
	struct ts_total *projects; /* the same by "project" of "project: task"; a text without is its own project. Rest
	                              stands apart from work of the same project. The slot is that of an only activity,
	                              the colour that of the longest; no id */
	size_t project_count;
	struct ts_total *tags; /* of ts_report_filtered: the longest first; work of logs that have the tag. A log of
	                          several counts for each */
	size_t tag_count;
	bool tagged;                      /* of ts_report_filtered: tags were looked for */
	struct ts_report_tagged *by_tags; /* by day */
	size_t by_tag_count;
	struct ts_report_day *days; /* every day of the range */
	size_t day_count;
	struct ts_report_part *parts; /* by day, then by place of the activity */
	size_t part_count;
	int64_t work, rest, off, target, change;
	struct ts_forgotten forgotten; /* of the work; the first of them */
	bool no_target;      /* there is no target, and no balance: targets and flex are 0, and so are changes */
	bool flex_known;     /* see ts_flex_prepare */
	int64_t flex;        /* the balance at the range's end, today left out: see ts_mark_kind */
	bool flex_damaged;   /* rows that the balance rests on do not verify */
	bool flex_forgotten; /* the balance holds work of forgotten spans */
	size_t damaged;      /* rows of these months that do not verify */
};

enum { TS_REPORT_DAYS = 150000 }; /* more than from 1800 to 2200 */
/* As known at now. Reads the months of the range once. TS_INVALID: the range ends before it begins, or has more than
 * TS_REPORT_DAYS. */
enum ts_status ts_report_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out) TS_MUST_CHECK;
/* The same without parts, of which there are very many where the range is long; and of a long range without the days of
 * years before all that was logged, marked, booked or owed: days[0] tells with which it begins. */
enum ts_status ts_report_days_read(ts_store *store, struct ts_range range, ts_time now,
                                   struct ts_report *out) TS_MUST_CHECK;
/* The same without days, parts, targets and balance (flex_known is false), faster where the range is long: a past month
 * is added up once, and what it comes to is kept in the file, for as long as none of its logs changes. Rows that do not
 * verify are counted where they are read. */
enum ts_status ts_totals_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out) TS_MUST_CHECK;
/* The same of what a filter takes, and with tags. Nothing is owed of a part: no_target is true. */
enum ts_status ts_report_filtered(ts_store *store, struct ts_range range, ts_filter *filter, ts_time now,
                                  struct ts_report *out) TS_MUST_CHECK;
void ts_report_release(struct ts_report *report);
/* The balance rests on all logs, and reading decades takes a tenth of a second: they are added up some months a call,
 * and kept up to date from the month of what this store changes. After a commit of another process, a change of
 * settings or of what counts as rest they are added up anew. Until that is done, weeks and reports are without it
 * (flex_known) but where it takes two months at most. done: it is known for all days. */
enum ts_status ts_flex_prepare(ts_store *store, ts_time now, int months, bool *done) TS_MUST_CHECK;

/* The balance at the end of a day, or of yesterday, as ts_report_read tells it. */
struct ts_balance {
	bool known, no_target, damaged; /* known: see ts_flex_prepare */
	bool forgotten;                 /* it holds work of forgotten spans */
	int64_t milliseconds;
};
enum ts_status ts_balance_read(ts_store *store, ts_day last, ts_time now, struct ts_balance *out) TS_MUST_CHECK;

enum ts_report_by { TS_BY_ACTIVITY, TS_BY_PROJECT, TS_BY_DAY, TS_BY_WEEK, TS_BY_MONTH, TS_BY_YEAR, TS_BY_TAG };
struct ts_report_row {
	char text[TS_TEXT_SIZE]; /* the activity, the project, the tag, 2026-10-01, 2026-W40 (ISO 8601), 2026-10, 2026
	                          */
	int slot, colour;        /* 0 but for activities and projects */
	bool rest;
	ts_day first, last;   /* of a day, week, month or year: what of it lies in the range */
	int64_t milliseconds; /* of a day, week, month or year: work */
	struct ts_forgotten forgotten;
	struct ts_pauses pauses; /* of a day */
	int64_t target, change;  /* of a day, week, month or year: see struct ts_report_day */
	enum ts_mark_kind mark;  /* of a day */
	bool half;
};
struct ts_report_rows {
	struct ts_report_row *at;
	size_t count;
};
/* A report as rows. Days, weeks, months and years have none without work, if they are not marked and change no balance.
 */
enum ts_status ts_report_rows(const struct ts_report *report, enum ts_report_by by,
                              struct ts_report_rows *out) TS_MUST_CHECK;
void ts_report_rows_release(struct ts_report_rows *rows);

enum {
	TS_GRID_ALL = 14,        /* so many days, weeks, months or years of the range, at most, all have their place */
	TS_GRID_CELLS = 1 << 22, /* at most */
};
#define TS_NO_TAG "no tag" /* as the text of a row; a tag begins with # */
/*
 * The work of a report as a table: what belongs to a row by one key and to a column by another. Rest is left out, and
 * so is whatever has no work; but of up to TS_GRID_ALL days, weeks, months or years there is each, so that a week has
 * seven columns, and of more there is what ts_report_rows has, too: a marked day, for example.
 *
 * Tags overlap: a log of several stands in each, and cells then add up to more than there is. What rows and columns
 * and the total say is true work all the same; a tag's row is what its cells add up to, a day's column need not be.
 * Work of logs without a tag has a row of its own, TS_NO_TAG, the last.
 */
struct ts_report_grid {
	struct ts_report_row *rows, *columns; /* milliseconds: work, what their cells add up to unless tags overlap */
	size_t row_count, column_count;
	int64_t *cells;     /* milliseconds, row by row: rows[i] with columns[j] is at i * column_count + j */
	int64_t *forgotten; /* of these, of forgotten spans; it is never rounded */
	int64_t total;      /* the report's work */
	bool overlap;       /* some log has several tags: cells add up to more than the total */
	bool tag_rows;      /* rows are tags, not columns; for who sums them up */
};
/* TS_INVALID: both keys are the same, one is a tag and tags were not looked for (ts_report_filtered), or the report
 * has no days (ts_totals_read). TS_TOO_LONG: more than TS_GRID_CELLS cells. */
enum ts_status ts_report_grid(const struct ts_report *report, enum ts_report_by rows, enum ts_report_by columns,
                              struct ts_report_grid *out) TS_MUST_CHECK;
void ts_report_grid_release(struct ts_report_grid *grid);

enum ts_rounding {
	TS_ROUND_NEAREST,
	TS_ROUND_UP,
	TS_ROUND_DOWN,
	TS_ROUND_CUT /* as nearest, but that the sum is cut, as it is where a length is told by itself in whole minutes
	              */
};
/* Rounds parts, which are not negative, to multiples of unit (more than 0), and returns what they then add up to. To
 * the nearest: so that this is their sum rounded to the nearest; those that lose most by being cut get what is left
 * (the largest remainder). Up and down: each for itself. */
int64_t ts_round_parts(int64_t *parts, size_t count, int64_t unit, enum ts_rounding how);
/*
 * Rounds a table. To the nearest: every cell, every row, every column and the total becomes one of the two multiples of
 * unit next to its true value, the total the nearer one, and all of them add up; such a table always exists (Bacharach,
 * "Matrix rounding problems", 1966; Cox and Ernst, "Controlled rounding", 1982). Of all of them it is the one whose
 * cells, rows and columns differ least from the true ones, by the sum of squares. What is a multiple already stays. Up
 * and down: each cell for itself, and sums are those of the cells.
 *
 * Where tags overlap this is so of the cells and the sums of tags; the other sums are rounded by ts_round_parts, and
 * the total is what they add up to. TS_NO_MEMORY: its numbers mean nothing.
 */
enum ts_status ts_report_grid_round(struct ts_report_grid *grid, int64_t unit, enum ts_rounding how) TS_MUST_CHECK;

/*
 * How much an activity or a project may take of a week or a month. Of an activity: it keeps it whatever it is called,
 * and when it is merged into another one that has none of its own. Of a project: of all activities of that name before
 * a colon, as reports have them.
 */
enum ts_per { TS_PER_WEEK, TS_PER_MONTH };
/* "week", "month". And the other way; false: it is neither. */
const char *ts_per_word(enum ts_per per);
bool ts_per_find(const char *word, enum ts_per *out);
enum { TS_BUDGET_MOST = 744 * 60 }; /* minutes */
struct ts_budget {
	struct ts_id activity; /* as it is shown; zeroes: of a project */
	bool project;
	char text[TS_TEXT_SIZE]; /* what it is called */
	enum ts_per per;
	int minutes;
	int64_t used; /* milliseconds of the present week or month, rest too */
	struct ts_forgotten forgotten;
};
struct ts_budgets {
	struct ts_budget *at; /* by text */
	size_t count;
	size_t damaged; /* as in ts_day_marks, and rows of these months */
};
/* Of the project of that name, if several activities are of it, else of the activity. One step of undo. minutes 0: it
 * has none any more. TS_NOT_FOUND: neither is called so; TS_UNCHANGED; TS_INVALID: so many minutes cannot be, off;
 * TS_TOO_LONG. */
enum ts_status ts_budget_set(ts_store *store, const char *text, int minutes, enum ts_per per, ts_time now,
                             struct ts_done *done) TS_MUST_CHECK;
enum ts_status ts_budgets_read(ts_store *store, ts_time now, struct ts_budgets *out) TS_MUST_CHECK;
void ts_budgets_release(struct ts_budgets *budgets);
/* Whether work on what is called so counts for it. */
bool ts_budget_counts(const struct ts_budget *budget, const char *text);

/* ---- notes ------------------------------------------------------------------------------------------ */

enum { TS_NOTE_HEADS = 8 };
/* The note of a day: the texts nobody has replaced, merged when there are several. */
struct ts_note {
	ts_day day;
	char *text; /* size bytes and a NUL; "" when there is none */
	size_t size;
	struct ts_id heads[TS_NOTE_HEADS]; /* what text stands for; a save names them as replaced */
	size_t head_count;                 /* 0: no note; over 1: versions were merged, both sides kept */
	size_t damaged;                    /* revisions of notes of this month that do not verify, and rows of months */
};
enum ts_status ts_note_read(ts_store *store, ts_day day, struct ts_note *out) TS_MUST_CHECK;
void ts_note_release(struct ts_note *note);
/* Saves text as the day's note in place of the versions in replaces (what ts_note_read gave; only day and heads are
 * read), and drops this store's draft of the day. One step of undo. TS_UNCHANGED when the text is that of the only head
 * (the draft is dropped all the same); TS_TOO_LONG: over TS_NOTE_LIMIT, and longer than what stands there (joined
 * versions may be that long, and what is not longer is always taken); TS_INVALID (not UTF-8). */
enum ts_status ts_note_save(ts_store *store, const struct ts_note *replaces, const char *text, size_t size, ts_time now,
                            struct ts_done *done) TS_MUST_CHECK;

/* Unsaved text of the notes editor, sealed, up to TS_NOTE_MOST: one for each day and store, so that of two terminals
 * that type into one note neither loses what it has. heads as in ts_note: what the text was made from. */
struct ts_draft {
	struct ts_note note;
	ts_time saved;
	size_t cursor;  /* byte offset */
	bool in_memory; /* no file has it */
};
enum ts_status ts_draft_save(ts_store *store, const struct ts_note *from, const char *text, size_t size, size_t cursor,
                             ts_time now) TS_MUST_CHECK;
/* When the file cannot take it and the keys are about to go: kept in the store's memory, sealed to the user's public
 * key, so that only the next login of the same user opens it. In place of one of the same day. TS_NO_MEMORY;
 * TS_LOGGED_OUT also when the keys were exchanged (ts_key_gone). */
enum ts_status ts_draft_keep(ts_store *store, const struct ts_note *from, const char *text, size_t size, size_t cursor,
                             ts_time now) TS_MUST_CHECK;
/* This store's own; else the newest of that day that another store left, which becomes its own; or one that was kept in
 * memory, if that is newer. A draft or a note that is saved ends what is kept of its day. TS_NOT_FOUND: none. */
enum ts_status ts_draft_read(ts_store *store, ts_day day, struct ts_draft *out) TS_MUST_CHECK;
enum ts_status ts_draft_drop(ts_store *store, ts_day day) TS_MUST_CHECK; /* this store's own */
void ts_draft_release(struct ts_draft *draft);

/* ---- search, over all that there ever was ----------------------------------------------------------- */

enum { TS_MARKS = 8 };
/* Where words that were looked for stand in a text: bytes, in order, without overlaps. */
struct ts_mark {
	uint16_t offset, size;
};
struct ts_marks {
	struct ts_mark at[TS_MARKS];
	size_t count;
};

enum ts_hit_kind { TS_HIT_LOG, TS_HIT_NOTE };
struct ts_hit {
	enum ts_hit_kind kind;
	ts_day day;
	struct ts_id log; /* of a log, as the next ones */
	ts_time at;
	int32_t offset;   /* seconds east of UTC where it was made */
	int slot, colour; /* as in ts_activity */
	bool off, rest;
	int64_t length;             /* milliseconds that it lasted, up to now; 0 of a note */
	bool forgotten;             /* see struct ts_span */
	char text[TS_TEXT_SIZE];    /* the activity's text */
	char line[TS_COMMENT_SIZE]; /* a log's comment; a line of a note, or the part of it around the first mark */
	size_t line_number;         /* of a note, from 0 */
	struct ts_marks in_text, in_line;
};
/* Hits, the newest first; the lines of a day's note in their order, before the day's logs. Begins zeroed. */
struct ts_hits {
	struct ts_hit *at;
	size_t count, room;
};
void ts_hits_release(struct ts_hits *hits); /* wipes */

/* How far a walk through all months has come, from the newest to the oldest. */
struct ts_progress {
	bool done;
	ts_day back;    /* the first day of the last month that was gone through; INT32_MAX: none yet */
	size_t rows;    /* that were opened */
	size_t damaged; /* rows that do not verify: not looked at */
};

/*
 * A search goes through the months in steps, so that nobody has to wait for its end. It finds the logs (by activity and
 * comment) and the notes in which all that is looked for occurs somewhere, in any case and with or without accents:
 * words, and "a phrase" as it stands. A log with a -word or a -"phrase" is left out, and so is each line of a note that
 * has one. since:DAY and until:DAY (what ts_range_parse takes, in quotes if it has spaces) say between which days, both
 * included; context is for them, and its now is the moment of the search. Of a note it tells the lines that hold all
 * words, or the one with the most of them. TS_INVALID: there is nothing to look for, or a day is not understood; error
 * (may be NULL) then says why, and which part of text (of size 0: there is no word). TS_TOO_LONG: over 16 words.
 *
 * It holds no transaction between its steps: what another process commits meanwhile is seen in the month being read and
 * in those to come, whose activities then bear their new texts. To show that in months already gone through, begin
 * anew.
 */
typedef struct ts_search ts_search;
enum ts_status ts_search_begin(ts_store *store, const char *text, const struct ts_when_context *context,
                               struct ts_when_error *error, ts_search **out) TS_MUST_CHECK;
/* Opens about so many rows more, and appends what it found in the months that are complete. TS_LOGGED_OUT also when
 * somebody else has logged in. */
enum ts_status ts_search_step(ts_search *search, size_t rows, struct ts_hits *hits,
                              struct ts_progress *progress) TS_MUST_CHECK;
void ts_search_end(ts_search *search); /* accepts NULL; before ts_close */

/* The same way: how often and when each activity was logged. */
struct ts_use {
	struct ts_id activity;
	size_t logs;
	ts_time first, last;
};
typedef struct ts_usage ts_usage;
enum ts_status ts_usage_begin(ts_store *store, ts_time now, ts_usage **out) TS_MUST_CHECK;
enum ts_status ts_usage_step(ts_usage *usage, size_t rows, struct ts_progress *progress) TS_MUST_CHECK;
/* What is known of an activity by now; zeroes for one that was not met. */
struct ts_use ts_usage_of(const ts_usage *usage, struct ts_id activity);
void ts_usage_end(ts_usage *usage); /* accepts NULL; before ts_close */

/* ---- import and export ------------------------------------------------------------------------------ */

enum ts_format {
	TS_FORMAT_TIMEWARRIOR, /* its data files, or what timew export prints */
	TS_FORMAT_WATSON,      /* its file "frames" */
	TS_FORMAT_KLOG,
	TS_FORMAT_GTIMELOG,
	TS_FORMAT_TIMETRAP,  /* its database, or its CSV */
	TS_FORMAT_TIMECLOCK, /* hledger, ledger, timeclock.el */
	TS_FORMAT_TOGGL,     /* the detailed CSV */
	TS_FORMAT_CSV,       /* columns by their names: of many trackers and of spreadsheets, or ours */
	TS_FORMAT_JSON,      /* ours */
	TS_FORMAT_ICAL,      /* iCalendar, through libical */
	TS_FORMAT_BARTIB,
	TS_FORMAT_ORG /* the clocks in Org files */
};
/* "timewarrior"; NULL: no such format. And the other way; false: unknown. */
const char *ts_format_name(enum ts_format format);
bool ts_format_find(const char *name, enum ts_format *out);

enum { TS_TAGS = 64 };
/* An activity's text as programs want it that know only tags: what stands before the tags at its end, then each of
 * those without its # ("fix #core #"two words"" is fix, core, two words). Returns how many; at least 1. */
size_t ts_text_tags(const char *text, char tags[TS_TAGS][TS_TEXT_SIZE]);

/* What became of a row of a file. */
enum ts_import_fate {
	TS_IMPORT_TAKEN,
	TS_IMPORT_KNOWN,    /* imported before */
	TS_IMPORT_JOINED,   /* goes on with what goes on already: no log of its own */
	TS_IMPORT_OVERLAPS, /* taken, and cut or cutting: of intervals that overlap, the one that began last counts */
	TS_IMPORT_CUT,      /* taken as far as it is known: it has no end, and is over */
	TS_IMPORT_LEFT_OUT, /* understood, and nothing that a timesheet can hold */
	TS_IMPORT_REFUSED   /* not understood */
};
struct ts_import_line {
	const char *source; /* the file, as ts_import_read was told */
	size_t line;        /* in it, from 1; of JSON and of databases the entry */
	enum ts_import_fate fate;
	const char *reason; /* why refused, or what is to be known; "" */
	const char *text;   /* the activity, or what stands there; not cleaned for a terminal */
	bool minor;         /* of interest only for who asks what became of every row */
	bool note;          /* a text for a day's note */
	bool owed;          /* a mark, a target, a booking or a budget */
	ts_day day;         /* of a note, a mark, a target (perhaps TS_TARGET_EVER, as of a budget), a booking */
	ts_time begin, end; /* of an interval; end INT64_MAX: it goes on. Both 0 when it was not understood */
};
struct ts_imported {
	size_t logs, activities, notes; /* made, or made longer */
	size_t owed;                    /* marks, targets, bookings and budgets made */
	size_t taken, known, joined, overlapping, cut, left_out, refused; /* rows */
	size_t untold; /* of the refused ones, those that are not among the lines: they are too many */
	ts_day first;  /* of what was made */
};
/*
 * An import: files are read into it, then it is run, then its lines say what became of every row. A row without a zone
 * is of the process's zone.
 *
 * A log is a point and other programs' rows are intervals: each becomes a log at its begin and, where nothing follows
 * at its end, what went on before goes on again, else off. At each moment the interval that began last counts. What is
 * in the timesheet already stays as it is: an interval ends where a log stands already.
 *
 * Rows are recognised by where they come from: importing again, or a file that has grown, adds what is new. A log that
 * was imported and deleted stays deleted, unless the whole import was taken back.
 */
typedef struct ts_import ts_import;
struct ts_import_options {
	const char *person;              /* of CSV of several people, whose, by address or name; else NULL. Borrowed */
	ts_time now;                     /* events that repeat in a calendar do so until then */
	int day_start;                   /* minutes after midnight; where gtimelog's days end. 0: at its own 02:00 */
	enum ts_date_order dates;        /* how 05/09/2026 is meant */
	enum ts_date_order dates_locale; /* the same where it is not said and no date of the file tells */
	bool zone_said; /* somebody said which zone the process's is to be: it stands for zones that are not known, too
	                 */
	/* Of a calendar its whole days become such marks, and nothing else is read: those that repeat from the year
	 * before now's to the year after the next. TS_MARK_NONE: events are logs. */
	enum ts_mark_kind marks;
};
/* options may be NULL. */
enum ts_status ts_import_create(enum ts_format format, const struct ts_import_options *options,
                                ts_import **out) TS_MUST_CHECK;
void ts_import_destroy(ts_import *import); /* accepts NULL */
/* Reads a file's bytes; source names it in the report and is borrowed. TS_INVALID: it is not of that format;
 * ts_import_trouble says why. */
enum ts_status ts_import_read(ts_import *import, const char *source, const char *bytes, size_t size) TS_MUST_CHECK;
/* The same of bytes that are asked for as they are needed: of formats whose lines tell each for itself a file is not
 * kept whole. read puts up to room bytes, none at the file's end; when it returns anything but TS_OK, so does this. */
typedef enum ts_status ts_bytes_read(void *context, char *out, size_t room, size_t *size);
enum ts_status ts_import_read_from(ts_import *import, const char *source, ts_bytes_read *read,
                                   void *context) TS_MUST_CHECK;
const char *ts_import_trouble(const ts_import *import);
/* Logs all of it as one step of undo, or with dry only says what would be; once. TS_UNCHANGED: there is nothing new
 * (out is filled). TS_INVALID: it was run before, whatever came of it. progress may be NULL. */
enum ts_status ts_import_run(ts_store *store, ts_import *import, bool dry, ts_time now, ts_progress_tell *progress,
                             void *context, struct ts_imported *out) TS_MUST_CHECK;
/* By file, then line. Borrowed from the import. */
size_t ts_import_count(const ts_import *import);
struct ts_import_line ts_import_line(const ts_import *import, size_t index);

/* What goes on during a stretch of time, span by span, and with the memory of a month: from and until cut, begin is
 * then not logged. The last span ends at now when it is running. A visit that returns anything but TS_OK ends the walk
 * with it. damaged counts rows that do not verify: logs, and what all that is shown rests on. */
typedef enum ts_status ts_span_visit(void *context, const struct ts_span *span);
enum ts_status ts_spans_visit(ts_store *store, ts_time from, ts_time until, ts_time now, ts_span_visit *visit,
                              void *context, size_t *damaged) TS_MUST_CHECK;
/* The notes of days from first to last, in order. damaged counts revisions of notes alone. */
typedef enum ts_status ts_note_visit(void *context, const struct ts_note *note);
enum ts_status ts_notes_visit(ts_store *store, ts_day first, ts_day last, ts_note_visit *visit, void *context,
                              size_t *damaged) TS_MUST_CHECK;

/* ---- together with other devices -------------------------------------------------------------------- */

/*
 * A user's devices exchange rows by way of a hub, which keeps what they push and can read nothing of it. Every change
 * is made here first; what is unsent waits in the file. This module speaks with the hub in bytes and does no input or
 * output itself: who has the bytes (a child process, as a rule) hands them in and takes out what is to be sent.
 *
 * Activities, logs, notes, marks, targets, bookings, budgets, and the day start, forgotten_after, empty days, leave and
 * breaks of the settings travel. Undo does not: each device takes back what was done there, and the taking back travels
 * as any change. A new password or recovery code holds on each device once it has come there; of two that were set
 * apart, one. The hub also keeps the user's keys, wrapped by both, so that a new device can join.
 */
enum { TS_URL_SIZE = 1024 };

struct ts_sync_info {
	char url[TS_URL_SIZE];
	char device[TS_ORIGIN_SIZE]; /* what this file is called among the user's devices */
	char former[TS_ORIGIN_SIZE]; /* what it was called before it was found to be a copy of that one; "": it is none
	                              */
	bool paused;
	bool locked_out; /* the key was exchanged on another device: nothing goes or comes until the next login */
	int64_t unsent;  /* rows that have changed and are not known to be at the hub; a password is one */
	/* When the first of them changed, of a password the last change before it; 0: none has. */
	ts_time unsent_since;
	int64_t rows; /* activities, logs (deleted ones too), versions of notes, and marks, targets and bookings (the
	               * same): as many on each device */
	/* Since the hub was added: */
	int64_t junk;     /* frames, and rows in frames, that did not open */
	int64_t healed;   /* rows that were damaged here and came anew */
	int64_t left;     /* rows that came while they are damaged here and not sent: a backup may have them */
	int64_t oversize; /* notes that are too long to be sent */
};
/* From now on rows are exchanged by way of that hub, all of them to begin with. url says where it is, in words of the
 * caller's (1 to TS_URL_SIZE - 1 bytes); it stands in the file in clear. device: what this one is called. TS_EXISTS:
 * there is a hub already. TS_INVALID, TS_TOO_LONG: of url or device. */
enum ts_status ts_sync_add(ts_store *store, const char *url, const char *device, ts_time now) TS_MUST_CHECK;
/* Forgets the hub, what is unsent, and the devices. The rows stay. TS_NOT_FOUND: there is none. */
enum ts_status ts_sync_remove(ts_store *store) TS_MUST_CHECK;
/* Paused, nothing is said to the hub; what changes is queued. TS_NOT_FOUND; TS_UNCHANGED. */
enum ts_status ts_sync_pause(ts_store *store, bool paused) TS_MUST_CHECK;

/*
 * A hub is asked to remove all that it keeps of the logged-in user, of all devices, the wrapped keys too. Bytes in,
 * bytes out, as a conversation. Rows here stay, and the hub stays the user's: ts_sync_remove. Devices that go on with
 * it find that it has lost everything, and send theirs again.
 */
typedef struct ts_hub_wipe ts_hub_wipe;

enum ts_hub_wipe_state {
	TS_HUB_WIPE_ASKING, /* the hub has not answered yet */
	TS_HUB_WIPE_DONE,
	TS_HUB_WIPE_REFUSED /* ts_hub_wipe_refused */
};

/* TS_NOT_FOUND: there is no hub; TS_NO_MEMORY. */
enum ts_status ts_hub_wipe_begin(ts_store *store, ts_hub_wipe **out) TS_MUST_CHECK;
/* TS_INVALID: no hub speaks like that, end the link. TS_NO_MEMORY. */
enum ts_status ts_hub_wipe_receive(ts_hub_wipe *wipe, const void *bytes, size_t size) TS_MUST_CHECK;
const void *ts_hub_wipe_output(const ts_hub_wipe *wipe, size_t *size);
void ts_hub_wipe_sent(ts_hub_wipe *wipe, size_t size);
enum ts_hub_wipe_state ts_hub_wipe_state(const ts_hub_wipe *wipe);
/* Why not, in one clean line; borrowed. */
const char *ts_hub_wipe_refused(const ts_hub_wipe *wipe);
void ts_hub_wipe_end(ts_hub_wipe *wipe); /* accepts NULL */
/* TS_NOT_FOUND: there is no hub. TS_DAMAGED: what is known of it does not verify: removing it helps. */
enum ts_status ts_sync_read(ts_store *store, struct ts_sync_info *out) TS_MUST_CHECK;

/* The url of a user's hub, which stands in the file in clear: nobody need be logged in. TS_NOT_FOUND: there is no such
 * user, or no hub. */
enum ts_status ts_sync_url(ts_store *store, const char *user, char out[TS_URL_SIZE]) TS_MUST_CHECK;

/* Whether something that was written by this store has been queued for a hub; nothing is read for that. */
bool ts_sync_waits(const ts_store *store);

struct ts_device {
	struct ts_id id;
	char name[TS_ORIGIN_SIZE];
	ts_time heard;  /* when it last said something, by its own clock; 0 of this one */
	bool self;      /* this file */
	bool compared;  /* it had followed all others as far as this one had, so that it could be told whether */
	bool same;      /* both have the same rows */
	bool missing;   /* something that it has sent has not come from the hub, though later things have */
	bool forked;    /* two files have sent as this device: one is a copy of the other */
	bool forgotten; /* ts_device_forget */
	ts_time ahead;  /* milliseconds that its clock was ahead of the one here, where that is more than a day; else 0
	                 */
	int64_t generation; /* how often the password was set, as that device knows it */
};
struct ts_devices {
	struct ts_device *at; /* this one first, then by name */
	size_t count;
};
/* TS_NOT_FOUND: there is no hub. */
enum ts_status ts_devices_read(ts_store *store, struct ts_devices *out) TS_MUST_CHECK;
void ts_devices_release(struct ts_devices *devices);

/* A device that its user has no more: nothing is expected of it, and what it says of itself alarms nobody. What it
 * sends is merged all the same, as long as the hub takes it and it has the key: ts_rekey_begin ends that. Known to this
 * file alone. TS_NOT_FOUND: there is no hub, or no such device; TS_INVALID: it is this one; TS_UNCHANGED. */
enum ts_status ts_device_forget(ts_store *store, struct ts_id device) TS_MUST_CHECK;
/* Everything is sent once more by the next conversation: where it is doubted that a hub has all of it. TS_NOT_FOUND:
 * there is no hub. */
enum ts_status ts_sync_again(ts_store *store, ts_time now) TS_MUST_CHECK;

/* One conversation with a hub: from a link's making to its end. */
typedef struct ts_sync ts_sync;

enum ts_sync_state {
	TS_SYNC_GREETING, /* the hub has not answered yet */
	TS_SYNC_PULLING,  /* what others have pushed is coming */
	TS_SYNC_LIVE,     /* all that was there has come; what is new goes and comes at once */
	TS_SYNC_REFUSED,  /* live, but the hub takes nothing from here: `refused` says why */
	/* Over: nothing more is taken or sent. */
	TS_SYNC_ENDED,  /* the hub has ended it: `refused` says why */
	TS_SYNC_PAUSED, /* ts_sync_pause */
	TS_SYNC_NEWER,  /* what came was made by a newer timesheet: nothing may be passed over */
	TS_SYNC_KEY /* the key was exchanged on another device (ts_rekey_begin): the next login with the password goes
	             * on with it, and what was changed here goes then */
};

/* What happened, once each; `device` names who it is about. */
enum ts_sync_event {
	TS_SYNC_COPY = 1,       /* this file is a copy of a device that goes on elsewhere: it is another device now */
	TS_SYNC_OTHER_HUB = 2,  /* it is another hub than before: everything is sent to it */
	TS_SYNC_HUB_LOST = 4,   /* the hub has lost frames: everything is sent again */
	TS_SYNC_MISSING = 8,    /* the hub does not hand out all that a device has sent; it is sent again */
	TS_SYNC_DIFFERENT = 16, /* that device and this one should have the same and have not: all is sent again, once
	                         * a day at most */
	TS_SYNC_FORKED = 32,    /* two files send as that device */
	TS_SYNC_AHEAD = 64,     /* that device's clock is more than a day ahead */
	TS_SYNC_JUNK = 128,     /* something that came did not open */
	TS_SYNC_PASSWORD = 256  /* the password was changed on that device ("": it is not known which), and holds here;
	                         * who was logged in by a ticket is so no longer, this conversation's login goes on */
};

struct ts_sync_step {
	enum ts_sync_state state;
	bool more;      /* call again: there is more to merge or to send */
	size_t held;    /* bytes that came and are not merged yet: who reads much faster than that should wait */
	int percent;    /* 1..99, how much of all that the hub keeps has come and is merged, while everything comes, as
	                 * it does first; 0: it does not, or nobody knows */
	int64_t unsent; /* as in ts_sync_info */
	bool telling;   /* frames are on their way whose arrival the hub has not confirmed, with or without changes */
	ts_time next;   /* call again then, if nothing else happens; 0: no need to */
	size_t changed; /* rows that others have changed, in this step */
	unsigned events;
	char device[TS_ORIGIN_SIZE];  /* who changed the last of them; whom events are about */
	char refused[TS_REASON_SIZE]; /* the hub's words, cleaned */
};

/* Begins one, with the hub of the logged-in user: there is something to be sent at once. TS_NOT_FOUND: there is none;
 * TS_UNCHANGED: it is paused. Only one conversation of a user should run on a file: two do no harm, and no good. */
enum ts_status ts_sync_begin(ts_store *store, ts_sync **out) TS_MUST_CHECK;
/* Bytes from the hub, in pieces of any size; they are only kept. TS_INVALID: no hub speaks like that, end the link. */
enum ts_status ts_sync_receive(ts_sync *sync, const void *bytes, size_t size) TS_MUST_CHECK;
/*
 * One transaction: merges what was received, about so many rows of it, takes out of the outbox what the hub has got,
 * and makes frames of what is unsent. To be called after ts_sync_receive, when something was changed here (ts_changed,
 * or by an action), and while `more` says so. Without anything to do it only looks. A failure leaves all as it was, to
 * be tried again: TS_BUSY, TS_FULL ...; TS_LOGGED_OUT: another user, or none, is logged in, end it; TS_NOT_FOUND: the
 * hub was removed, end it.
 */
enum ts_status ts_sync_step(ts_sync *sync, size_t rows, ts_time now, struct ts_sync_step *out) TS_MUST_CHECK;
/* Asks the hub whether it is there: an answer comes at once, of which nothing is told. TS_NO_MEMORY. */
enum ts_status ts_sync_ping(ts_sync *sync) TS_MUST_CHECK;
/* What is to be sent, NULL if nothing; borrowed until the next call. ts_sync_sent: so much of it is on its way. */
const void *ts_sync_output(const ts_sync *sync, size_t *size);
void ts_sync_sent(ts_sync *sync, size_t size);
/* Accepts NULL. What was not merged or acknowledged comes or goes again in the next conversation. */
void ts_sync_end(ts_sync *sync);

/*
 * A second device of a user begins by joining: a hub is asked for what it keeps of her (her keyring: her keys, wrapped
 * by her password and by her recovery code), which is opened by the password and checked. Bytes in, bytes out, as a
 * conversation; then a check of a password as any other. The hub gets neither the password nor anything made of it.
 */
typedef struct ts_join ts_join;

enum ts_join_state {
	TS_JOIN_ASKING,  /* the hub has not answered yet */
	TS_JOIN_FOUND,   /* it has a user of that name: ts_join_password */
	TS_JOIN_UNKNOWN, /* it has none */
	TS_JOIN_REFUSED  /* it does not serve here, or what it says is not to be trusted: ts_join_refused */
};

/* Asks for a user: there is something to be sent at once. Nobody need be logged in, and nothing is written. The store
 * is borrowed until ts_join_end. TS_INVALID, TS_TOO_LONG: that is nobody's name. */
enum ts_status ts_join_begin(ts_store *store, const char *name, ts_join **out) TS_MUST_CHECK;
/* Bytes from the hub, in pieces of any size. TS_INVALID: no hub speaks like that, end the link. */
enum ts_status ts_join_receive(ts_join *join, const void *bytes, size_t size) TS_MUST_CHECK;
/* What is to be sent, NULL if nothing; borrowed until the next call. ts_join_sent: so much of it is on its way. */
const void *ts_join_output(const ts_join *join, size_t *size);
void ts_join_sent(ts_join *join, size_t size);
enum ts_join_state ts_join_state(const ts_join *join);
/* Why it was refused, in one clean line; "" if it was not. Valid until ts_join_end. */
const char *ts_join_refused(const ts_join *join);
/*
 * Once she is found, as often as it takes; the link is not needed any more. ts_auth_run and ts_auth_finish follow, as
 * for a login: on TS_OK the user is in the file and logged in, and the hub at url (ts_sync_add says what url and device
 * are) is hers, from which a conversation then gets all her rows. All of it is one change of the file, or none.
 *
 * TS_UNCHANGED: she is in the file already, and has joined. TS_EXISTS: another user of that name is (ts_join_adopt).
 * TS_WAIT: too many wrong passwords, as for a login, but counted in the join alone: the file
 * has no such user yet. TS_TOO_LONG, TS_INVALID: of password, url or device; or nobody was found. ts_auth_finish:
 * TS_DENIED: a wrong password, or the hub has exchanged the wrap; TS_DAMAGED: the hub has exchanged something else of
 * the keyring, and ts_detail says what.
 */
enum ts_status ts_join_password(ts_join *join, const char *password, const char *url, const char *device, ts_time now,
                                ts_auth **out) TS_MUST_CHECK;
/*
 * For who is logged in under the name that was asked for, and registered it here as another user than the hub's: the
 * two become one. password is that of the hub's user, who is logged in after ts_auth_finish, with the rows of both:
 * each of hers here keeps what it says, and activities of one text are one; the hub's day start, target and
 * forgotten_after hold if any were ever chosen. Gone are her password and code here, what undo could take back, her
 * tickets, and the hub that she had. A verified copy of the file is made first beside it, NAME.before-join. All is one
 * change of the file, or none. What was imported here and is imported again is not known any more.
 *
 * Fails as ts_join_password; TS_UNCHANGED: she is the hub's user already. TS_LOGGED_OUT; TS_INVALID: she has
 * another name. ts_auth_finish: TS_DAMAGED also where rows here do not verify, which would be lost. progress (may be
 * NULL) is called by it.
 */
enum ts_status ts_join_adopt(ts_join *join, const char *password, const char *url, const char *device,
                             ts_progress_tell *progress, void *context, ts_time now, ts_auth **out) TS_MUST_CHECK;
/*
 * For a user who has joined already, and whose password does not open her file: it may have been changed on another
 * device, or the key exchanged, while this one was off. What the hub keeps of her is put beside her row, in clear as it
 * came, and logins try it too from then on; it is believed only if the password opens it and what is in it is hers.
 * Nobody need be logged in. TS_INVALID: nobody was found; TS_NOT_FOUND: the file has no such user with a hub.
 */
enum ts_status ts_join_candidate(ts_join *join) TS_MUST_CHECK;
/* Accepts NULL. A ts_auth that came of it goes on. */
void ts_join_end(ts_join *join);

#endif
