/*
 * Devices of one user in one process, and a hub: a seed decides everything. What a user does there, what goes wrong,
 * what gets across, and what must hold in the end are a file each.
 */
#ifndef TIMESHEET_TESTS_SYNC_SIMULATE_H
#define TIMESHEET_TESTS_SYNC_SIMULATE_H

#include "data/hub/hub.h"
#include "data/hub/serve.h"
#include "support_hub.h"
#include "tests/data/support.h"
#include "tests/data/support_rows.h"

enum {
	DEVICES_MOST = 5,
	LOGS_MOST = 256,
	LINES_MOST = 64,
	SECRETS_MOST = 32,
	SPOILED_MOST = 8,
	NOTE_DAYS = 2,
	OPERATIONS = 100,
	ROWS = 40, /* merged in a step: less than a frame may hold */
	PATH_SIZE = SUPPORT_PATH_SIZE + 64
};
#define YEARS ((ts_time)10 * 365 * 24 * TS_HOUR)

/* What a user did, and has not taken back anywhere: it has to be there in the end. */
struct made_log {
	struct ts_id id;
	int device;
	long step;
	bool sure;
	unsigned touched; /* by which devices it was ever changed: a bit each */
};
struct made_line {
	ts_day day;
	int device;
	long step;
	bool sure;
};

/* A conversation with the hub, wherever that has its frames. */
struct wire {
	bool open;
	struct link link; /* with one in memory */
	struct hub *hub;  /* or with a real one */
	struct serve *serve;
	ts_sync *sync;
	struct ts_sync_step step;
	unsigned events;
	size_t changed;
};

struct device {
	char path[PATH_SIZE], anchors[PATH_SIZE], folder[PATH_SIZE];
	ts_store *store;
	struct wire wire;
	ts_time skew;
	int password;        /* that was good for it last */
	unsigned char *kept; /* a backup of the file */
	size_t kept_size;
	long kept_step;
	unsigned events;
	bool restored; /* it was put back from a backup, or another file goes on as this one */
};

enum hub_kind { HUB_MEMORY, HUB_FILE, HUB_FOLDER };

/* What a hub lies about. */
enum lie { LIE_NONE, LIE_WITHHOLDS, LIE_FORKS, LIE_REPLAYS, LIE_KEYRING, LIE_DEAF, LIE_COUNT };

struct world {
	struct support *support;
	const char *code; /* the recovery code that the user began with */
	uint64_t chance;
	long seed, step, days;
	enum hub_kind kind;
	struct memory_hub hub;
	char place[PATH_SIZE];   /* a real one's directory */
	unsigned char *hub_kept; /* a backup of its file */
	size_t hub_kept_size;
	struct device devices[DEVICES_MOST];
	int count;
	struct made_log logs[LOGS_MOST];
	size_t log_count;
	struct made_line lines[LINES_MOST];
	size_t line_count;
	/* Passwords and recovery codes that were ever set, the last one last. */
	int password_count;
	char codes[SECRETS_MOST][TS_RECOVERY_SIZE];
	int code_count;
	struct ts_id spoiled[SPOILED_MOST];
	size_t spoiled_count;
	size_t frames, operations, copies, kills, holders; /* holders: how often there were two */
	ts_time tried;                                     /* when a password was tried last */
	enum lie lie;
	bool killing; /* the disk fails just now: whatever is done may fail */
	/* What the seed allows for: */
	bool troubles, kills_on, anchored, spoils;
	bool broken; /* the hub was put back or made anew, a file copied or put back: then all may be sent again */
};

/* All that is random in this process is the seed's from here on. */
void chance_begin(long seed);
void chance_end(void);
int pick(struct world *world, int below);
ts_time now_of(const struct world *world, const struct device *device);

/* ---- devices */

void device_open(struct world *world, struct device *device);
void device_reopen(struct world *world, struct device *device);
/* Logs in with a password that was set at some time; which of them it was. */
void device_login(struct world *world, struct device *device);
void world_begin(struct world *world, struct support *support, const char *code, long seed);
void world_end(struct world *world);

/* ---- what a user does (simulate_user.c) */

/* One thing, at a device. */
void something_do(struct world *world, int index);
/* A log with nothing special about it. */
void log_do(struct world *world, int index);
/* One of the statuses (a bit each) that an action may have; where the disk fails, any. True: it was done. */
bool done_right(const struct world *world, enum ts_status status, unsigned allowed);
const char *line_text(size_t line, char out[32]);
const char *password_text(int number, char out[32]);

/* ---- marks, targets, bookings, and what is said to be right (simulate_owed.c) */

void owed_do(struct world *world, int index);
/* All devices tell the same of what days owe. */
void owed_assert_same(struct world *world);

/* ---- what goes wrong (simulate_trouble.c) */

void trouble(struct world *world, int index);
/* From here on the disk fails, after some writes; and what then becomes of the device. */
void kill_arm(struct world *world);
void kill_end(struct world *world, int index);
void lie_begin(struct world *world);
void lie_end(struct world *world);

/* ---- what gets across (simulate_wire.c) */

void wire_open(struct world *world, struct device *device, struct wire *wire, ts_store *store);
void wire_close(struct wire *wire);
/* So many rounds, with cuts by chance; 0: until nothing moves any more. */
void wire_pump(struct world *world, struct wire *wire, int rounds, size_t rows, ts_time now);
void device_unlink(struct device *device);
void device_link(struct world *world, struct device *device);
/* Some of what there is to say, of one device. */
void some_exchange(struct world *world, int index);
/* All that there is to say at present, of each device once. silent: there was nothing. */
void round_exchange(struct world *world, bool *silent);
/* Until nobody has anything to say. */
void full_exchange(struct world *world);
/* Carries files from folder to folder: all of them, or carelessly. */
void folders_carry(struct world *world, bool carefully);
/* The hub is as it was at some time before; or is gone, and another one stands in its place; or drops what it was given
 * up to now, once a device has given it all anew. */
void hub_keep(struct world *world);
void hub_put_back(struct world *world);
void hub_make_anew(struct world *world);
void hub_compact(struct world *world, int index);

/* ---- what must hold (simulate_judge.c) */

bool devices_same(struct world *world);
void judge(struct world *world);

#endif
