/*
 * What this project asks of libsodium: derive, seal, open, hash, random. Knows nothing of rows or SQL. Private to
 * data/.
 */
#ifndef TIMESHEET_DATA_CRYPT_H
#define TIMESHEET_DATA_CRYPT_H

#include "data/timesheet.h"

enum {
	KEY_SIZE = 32,
	BUCKET_SIZE = 8,
	SEAL_OVERHEAD = 40, /* 24 bytes of nonce before, 16 of tag after (XChaCha20-Poly1305) */
	SEAL_PADDING = 32,  /* plaintexts are padded to a multiple of this, if to nothing else (ISO/IEC 7816-4) */
	BOX_PUBLIC_SIZE = 32,
	BOX_SECRET_SIZE = 32,
	BOX_OVERHEAD = 48 /* crypto_box_SEALBYTES */
};

/* What size bytes come to when they are sealed (padding adds at least one byte); as much room is needed to open them.
 */
#define SEALED_SIZE(size) (SEAL_OVERHEAD + ((size) / SEAL_PADDING + 1) * SEAL_PADDING)

/*
 * A user's keys, which all follow from two (crypto_kdf): the data key, which seals and can be exchanged, and the
 * lasting key, which only hides where rows stand and so is the same for good. Who has an older data key opens nothing
 * that is sealed by the present one.
 */
struct keys {
	uint16_t epoch;                     /* of the data key: the first is 1, each new one has the next */
	unsigned char data[KEY_SIZE];       /* the data key itself, for rewrapping; context "tsheet01": */
	unsigned char rows[KEY_SIZE];       /* sub-key 1: seals rows */
	unsigned char state[KEY_SIZE];      /* sub-key 4: state, settings, history, drafts */
	unsigned char tally[KEY_SIZE];      /* sub-key 5: the sum over all rows */
	unsigned char nonces[KEY_SIZE];     /* sub-key 6: nonces that are made of what is sealed */
	unsigned char lasting[KEY_SIZE];    /* the lasting key itself; context "tslast01": */
	unsigned char buckets[KEY_SIZE];    /* sub-key 1: blind month buckets */
	unsigned char activities[KEY_SIZE]; /* sub-key 2: activity ids */
	unsigned char anchors[KEY_SIZE];    /* sub-key 3: anchors, which also know files of older data keys */
	unsigned char box_public[BOX_PUBLIC_SIZE];
	unsigned char box_secret[BOX_SECRET_SIZE];
};

/* Once per process before anything else; may be repeated. False: no usable randomness. */
bool crypt_start(void);
void crypt_random(void *out, size_t size);
struct ts_id crypt_random_id(void);
void crypt_derive_keys(struct keys *keys); /* fills the sub-keys from data and lasting; not the box pair */
void crypt_data_make(struct keys *keys);   /* a new data key of the next epoch, and what follows from it */
void crypt_box_make(struct keys *keys);    /* a new random pair */
void crypt_box_public(struct keys *keys);  /* box_public from box_secret */
/* Wipes what functions that have returned left on the stack below the caller. */
void crypt_wipe_stack(void);
/* In a time that tells nothing of where they differ. */
bool crypt_equal(const void *left, const void *right, size_t size);
/* Numbers of size bytes, little-endian, modulo 256^size. */
void crypt_add(unsigned char *sum, const unsigned char *addend, size_t size);
void crypt_subtract(unsigned char *sum, const unsigned char *subtrahend, size_t size);

/* Appends nothing, allocates nothing: out has room for crypt_sealed_size(size). Pads, seals, returns the bytes written.
 * plain may be NULL with size 0. */
size_t crypt_sealed_size(size_t size);
size_t crypt_seal(const unsigned char key[KEY_SIZE], const void *associated, size_t associated_size, const void *plain,
                  size_t size, unsigned char *out);
/* The same, padded to a given size, which is greater than size; out has padded + SEAL_OVERHEAD bytes. nonce_key: the
 * nonce is a keyed hash (BLAKE2b) of all that is sealed, so that equal rows are equal bytes; NULL: it is random. */
size_t crypt_seal_padded(const unsigned char key[KEY_SIZE], const unsigned char *nonce_key, const void *associated,
                         size_t associated_size, const void *plain, size_t size, size_t padded, unsigned char *out);
/* The least size with room for size bytes and a mark that tells only how many digits it has: 12 % more at most, and
 * fewer the longer (Padme: Nikitin and others, "Reducing Metadata Leakage from Encrypted Files", 2019, section 4). */
size_t crypt_padme(size_t size);
/* Opens and unpads into plain (room for sealed_size bytes). False when it does not verify, is too short, or is badly
 * padded; plain is then wiped. sealed may be NULL with size 0. */
bool crypt_open(const unsigned char key[KEY_SIZE], const void *associated, size_t associated_size, const void *sealed,
                size_t sealed_size, unsigned char *plain, size_t *size) TS_MUST_CHECK;

/* BLAKE2b, of at most 64 bytes, keyed; without a key (NULL) it is a checksum. */
void crypt_hash(const unsigned char key[KEY_SIZE], const void *input, size_t size, unsigned char *out, size_t out_size);
/* The key of frames, which carry rows to other devices: sub-key 7. The caller wipes it. */
void crypt_frame_key(const struct keys *keys, unsigned char out[KEY_SIZE]);
/* The blind bucket of a UTC month: months since 1970-01. */
void crypt_bucket(const struct keys *keys, int32_t month, unsigned char out[BUCKET_SIZE]);

/* Seals for whoever holds the secret half, without a key of one's own: out has size + BOX_OVERHEAD bytes. Says nothing
 * of who sealed. False when public_key is no key. */
bool crypt_box_seal(const unsigned char public_key[BOX_PUBLIC_SIZE], const void *plain, size_t size,
                    unsigned char *out) TS_MUST_CHECK;
/* plain has size - BOX_OVERHEAD bytes. False when it does not open; sealed may be NULL with size 0. */
bool crypt_box_open(const struct keys *keys, const void *sealed, size_t size, unsigned char *plain) TS_MUST_CHECK;

#endif
