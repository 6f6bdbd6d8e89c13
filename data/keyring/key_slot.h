/*
 * Key slots: a user's keys, wrapped by what a password or a recovery code derives to. Opening the wrap is the only
 * check of either. Private to data/.
 */
#ifndef TIMESHEET_DATA_KEY_SLOT_H
#define TIMESHEET_DATA_KEY_SLOT_H

#include "data/seal/bytes.h"
#include "data/seal/crypt.h"
#include "data/timesheet.h"

enum key_slot_kind { KEY_SLOT_PASSWORD = 1, KEY_SLOT_RECOVERY = 2 };

enum {
	KEY_SLOT_KINDS = 2,
	KEY_SLOT_COPIES = 2,
	KEY_SLOT_SALT_SIZE = 16,
	KEY_SLOT_NONCE_SIZE = 24,
	KEY_SLOT_SECRET_SIZE = 2 + 2 * KEY_SIZE, /* the epoch, the data key, the lasting key */
	KEY_SLOT_WRAPPED_SIZE = KEY_SLOT_SECRET_SIZE + 16,
	KEY_SLOT_COMMITMENT_SIZE = 16,
	KEY_SLOT_CHECKSUM_SIZE = 16,
	KEY_SLOT_DERIVED_SIZE = 64, /* 32 bytes that wrap, 32 that the commitment is made of */
	/* Bounds on what a file may ask for: a hostile one must neither weaken a slot nor exhaust the machine. */
	KEY_SLOT_OPERATIONS_MOST = 10
};
/* Nobody changes a password so often: a greater number is one that somebody chose so that none could follow it. */
#define KEY_SLOT_GENERATION_MOST (INT64_C(1) << 40)
#define KEY_SLOT_MEMORY_LEAST ((int64_t)19 * 1024 * 1024) /* OWASP's least for Argon2id */
#define KEY_SLOT_MEMORY_MOST ((int64_t)1024 * 1024 * 1024)

struct key_slot {
	struct ts_id owner;
	int64_t kind;
	int64_t generation; /* counts changes of the password or code, from 1 */
	int64_t algorithm;  /* libsodium's number; Argon2id v1.3 is 2 */
	int64_t operations; /* passes over the memory */
	int64_t memory;     /* bytes */
	unsigned char salt[KEY_SLOT_SALT_SIZE];
	unsigned char nonce[KEY_SLOT_NONCE_SIZE];
	unsigned char wrapped[KEY_SLOT_WRAPPED_SIZE];
	/* Of the derived key: without it a slot could be made that opens under two passwords (the cipher does not
	 * commit). */
	unsigned char commitment[KEY_SLOT_COMMITMENT_SIZE];
};

/* A fresh slot with new salt and the cost of today. Not wrapped yet. */
void key_slot_init(struct key_slot *slot, struct ts_id owner, enum key_slot_kind kind, int64_t generation);
/* Of a fresh slot: the least cost that is in bounds. */
void key_slot_cost_least(struct key_slot *slot);
/* Whether costs are in bounds, memory from memory_least on. */
bool key_slot_cost_allowed(int64_t operations, int64_t memory, int64_t memory_least);
/* Whether it costs at least what a slot that is made today costs: for one that somebody else hands out, who would like
 * passwords to be guessed fast. */
bool key_slot_cost_enough(const struct key_slot *slot);
/* Which of two slots of one kind holds where two devices have set one each: that of the greater generation, or else of
 * the greater commitment, so that all devices decide alike. */
bool key_slot_holds_over(const struct key_slot *slot, const struct key_slot *other);
/* The slow part; needs slot->memory bytes. TS_NO_MEMORY; TS_DAMAGED: the slot's cost is out of bounds. */
enum ts_status key_slot_derive(const struct key_slot *slot, const void *secret, size_t size,
                               unsigned char derived[KEY_SLOT_DERIVED_SIZE]) TS_MUST_CHECK;
void key_slot_wrap(struct key_slot *slot, const unsigned char derived[KEY_SLOT_DERIVED_SIZE], const struct keys *keys);
/* Epoch, data key and lasting key, and nothing that follows from them. False: wrong password; keys are as they were. */
bool key_slot_unwrap(const struct key_slot *slot, const unsigned char derived[KEY_SLOT_DERIVED_SIZE],
                     struct keys *keys) TS_MUST_CHECK;

/* As bytes, KEY_SLOT_ENCODED_SIZE of them; owner and kind are not among them, and have to be known. */
enum {
	KEY_SLOT_ENCODED_SIZE =
	        4 * 8 + KEY_SLOT_SALT_SIZE + KEY_SLOT_NONCE_SIZE + KEY_SLOT_WRAPPED_SIZE + KEY_SLOT_COMMITMENT_SIZE
};
void key_slot_put(struct bytes_writer *writer, const struct key_slot *slot);
/* False: that is no slot, or its numbers are out of bounds. */
bool key_slot_take(struct bytes_reader *reader, const struct ts_id *owner, enum key_slot_kind kind,
                   struct key_slot *out) TS_MUST_CHECK;

/* The newest intact copy. complete tells whether all copies are intact and alike. TS_DAMAGED: none is. */
enum ts_status key_slot_read(ts_store *store, struct ts_id owner, enum key_slot_kind kind, struct key_slot *out,
                             bool *complete) TS_MUST_CHECK;
/* All that are intact, the newest first, and of several that are alike one. */
struct key_slots {
	struct key_slot at[KEY_SLOT_COPIES];
	size_t count;
	bool complete;
};
enum ts_status key_slots_read(ts_store *store, struct ts_id owner, enum key_slot_kind kind,
                              struct key_slots *out) TS_MUST_CHECK;
/* The generation of a slot in place of one of another generation. */
int64_t key_slot_generation_next(int64_t generation);
/* All copies, inside the caller's transaction. */
enum ts_status key_slot_write(ts_store *store, const struct key_slot *slot) TS_MUST_CHECK;

#endif
