/*
 * What stands inside the seal of a row, and how two states of one row become one. Pure: bytes and structs, no SQL, no
 * keys.
 *
 * A row consists of registers. Each carries the version of its last write (0: never written), and a merge keeps of each
 * register the greater (version, value); so merging is commutative, associative and idempotent, whatever comes when.
 * Decoding checks every length and range, and leaves out untouched when it returns false. Private to data/.
 */
#ifndef TIMESHEET_DATA_ROW_H
#define TIMESHEET_DATA_ROW_H

#include "data/timesheet.h"

enum {
	ROW_FORMAT = 1,        /* first byte of every plaintext, */
	ROW_SHARED_FORMAT = 2, /* but for the shared half of the settings */
	/* Encoded sizes at most: the texts, and less than 128 bytes for all the rest. */
	ROW_ACTIVITY_SIZE = TS_TEXT_SIZE + 128,
	ROW_LOG_SIZE = TS_COMMENT_SIZE + TS_ZONE_SIZE + 128,
	ROW_SETTINGS_SIZE = 64,
	ROW_LEDGER_SIZE = TS_TEXT_SIZE + 64,
	ROW_NOTE_REPLACES = 255,
	ROW_NOTE_SIZE = TS_NOTE_MOST + ROW_NOTE_REPLACES * TS_ID_SIZE + 64
};

/* A log's moment lies in the years 1900 to 2199; what says otherwise is no log of ours. */
#define ROW_EARLIEST ((ts_time)-2208988800000)
#define ROW_LATEST ((ts_time)7258118400000)

/* A colour that an activity was given when it was made. */
enum { ROW_COLOUR_GIVEN = 0x80 };

/* Whether an activity is offered. */
enum row_standing {
	ROW_OFFERED,
	ROW_ARCHIVED,
	ROW_UNMADE /* the step that made it was taken back: as if it had never been, until it is made again */
};

struct row_activity {
	struct ts_id id; /* the row's own, not encoded */
	uint64_t text_version;
	char text[TS_TEXT_SIZE]; /* as shown; zeroes after its end */
	uint64_t slot_version;
	uint8_t slot; /* 0 none */
	uint64_t colour_version;
	/* 1..TS_COLOURS, with ROW_COLOUR_GIVEN if nobody chose it; 0 in rows of before colours were given */
	uint8_t colour;
	uint64_t rest_version;
	bool rest;
	uint64_t standing_version;
	enum row_standing standing;
	uint64_t merged_version;
	struct ts_id merged; /* the activity that this one shows as; all zero: itself */
};

struct row_log {
	struct ts_id id; /* the row's own, not encoded */
	uint64_t when_version;
	ts_time at;
	int32_t offset; /* seconds east of UTC, less than a day */
	char zone[TS_ZONE_SIZE];
	uint64_t what_version;
	struct ts_id activity;
	uint64_t comment_version;
	char comment[TS_COMMENT_SIZE];
	uint64_t dead_version;
	bool dead;
	uint64_t sure_version; /* 0: as every log of before there was this register, and then it is not encoded */
	ts_time sure;          /* until then somebody has said that it is right, however long it is */
	bool unmade;           /* dead because the import that made it was taken back: importing again makes it again */
	bool locked;           /* logged while locked; a constant, not a register */
};

/* A revision of a day's note: written once, never changed. Texts nobody replaces are the day's note. */
struct row_note {
	struct ts_id id; /* the row's own, not encoded */
	uint64_t version;
	ts_day day;
	const unsigned char *replaces; /* ids one after the other; borrowed from the plaintext */
	size_t replace_count;
	const char *text; /* size bytes, no NUL; borrowed from the plaintext */
	size_t size;
};

/* What a row of the ledger is: a constant, since its id follows from it, as it does from the day of a mark or target,
 * and from what a budget is of. */
enum row_entry { ROW_MARK = 1, ROW_TARGET, ROW_BOOKING, ROW_BUDGET };
/* Whether it holds. */
enum row_holding {
	ROW_HOLDS,
	ROW_REMOVED,
	ROW_NEVER /* the step that made it was taken back: as if it had never been */
};
/* What decides the balance besides the logs. One register: who wrote last, wrote all of it. */
struct row_ledger {
	struct ts_id id; /* the row's own, not encoded */
	enum row_entry entry;
	ts_day day; /* of a target from when on, TS_TARGET_EVER among them */
	uint64_t version;
	enum row_holding holding;
	uint8_t mark; /* of a mark: enum ts_mark_kind */
	bool half;
	uint16_t minutes[7];     /* of a target */
	int32_t booked;          /* of a booking, a budget: minutes */
	struct ts_id subject;    /* of a budget: the activity, or what stands for the project. Else zeroes */
	bool project, monthly;   /* of a budget */
	char text[TS_TEXT_SIZE]; /* of a mark or booking; of a budget, what that is of; zeroes after its end */
};

/* Bytes written to out (room for the ROW_..._SIZE), 0 when a value has no room or is out of range. */
size_t row_encode_activity(const struct row_activity *row, unsigned char *out);
size_t row_encode_log(const struct row_log *row, unsigned char *out);
size_t row_encode_note(const struct row_note *row, unsigned char *out, size_t room);

/* id: the row's own, as it stands in clear. */
bool row_decode_activity(const struct ts_id *id, const unsigned char *bytes, size_t size,
                         struct row_activity *out) TS_MUST_CHECK;
bool row_decode_log(const struct ts_id *id, const unsigned char *bytes, size_t size, struct row_log *out) TS_MUST_CHECK;
bool row_decode_note(const struct ts_id *id, const unsigned char *bytes, size_t size,
                     struct row_note *out) TS_MUST_CHECK;

size_t row_encode_ledger(const struct row_ledger *row, unsigned char *out);
bool row_decode_ledger(const struct ts_id *id, const unsigned char *bytes, size_t size,
                       struct row_ledger *out) TS_MUST_CHECK;
/* 0: they say the same, whatever their versions. */
int row_compare_ledger(const struct row_ledger *left, const struct row_ledger *right);

/* The half of the settings that is the same on all devices: one register. The other half is a machine's own, and stands
 * in its state. */
struct row_shared {
	uint64_t version; /* 0: nobody has changed anything */
	int day_start, weekly_target, forgotten_after;
	bool count_empty;
	int leave;
	struct ts_breaks breaks;
};
size_t row_encode_shared(const struct row_shared *row, unsigned char *out);
bool row_decode_shared(const unsigned char *bytes, size_t size, struct row_shared *out) TS_MUST_CHECK;
void row_merge_shared(struct row_shared *row, const struct row_shared *other);
bool row_equal_shared(const struct row_shared *row, const struct row_shared *other);
/* Between a half and the whole. */
void row_shared_get(const struct row_shared *row, struct ts_settings *out);
struct row_shared row_shared_of(const struct ts_settings *settings, uint64_t version);
void row_local_copy(const struct ts_settings *from, struct ts_settings *out);

/* Both halves: in steps of the history, and in settings of before they were parted. */
size_t row_encode_settings(const struct ts_settings *settings, uint64_t version, unsigned char *out);
bool row_decode_settings(const unsigned char *bytes, size_t size, uint64_t *version,
                         struct ts_settings *out) TS_MUST_CHECK;

/* Makes of row what both together say. The ids are the same. */
void row_merge_activity(struct row_activity *row, const struct row_activity *other);
void row_merge_log(struct row_log *row, const struct row_log *other);
void row_merge_ledger(struct row_ledger *row, const struct row_ledger *other);

/* Carries the values that a step changed over to row: each register in which from and to differ, if row still has
 * from's value, gets to's with the new version. What somebody changed meanwhile stays. True when anything was carried.
 */
bool row_carry_activity(struct row_activity *row, const struct row_activity *from, const struct row_activity *to,
                        uint64_t version);
bool row_carry_log(struct row_log *row, const struct row_log *from, const struct row_log *to, uint64_t version);
bool row_carry_ledger(struct row_ledger *row, const struct row_ledger *from, const struct row_ledger *to,
                      uint64_t version);

/* The greatest version in a row. */
uint64_t row_version_activity(const struct row_activity *row);
uint64_t row_version_log(const struct row_log *row);
/* The sum of all versions in it, modulo 2^64: each change makes it greater, so that no other state of the row has it.
 */
uint64_t row_versions_log(const struct row_log *row);

/* Without versions, which no reader needs. */
void row_drop_versions(struct row_log *row);

/* The order of a timeline: by moment, then by id. */
int row_compare_log(const void *left, const void *right);

#endif
