/* Counting in place of the linker's names. */
#include "tests/cost/counted.h"

#include "data/file/anchor_file.h"
#include "data/seal/crypt.h"

#include <sqlite3.h>
#include <string.h>

static struct counted counted;

void counted_reset(void)
{
	counted = (struct counted){ 0 };
}

struct counted counted_now(void)
{
	return counted;
}

static void statement_count(const char *sql)
{
	static const struct {
		const char *beginning;
		int *count;
	} kinds[] = {
		{ "BEGIN IMMEDIATE", &counted.writings },
		{ "BEGIN", &counted.readings },
		{ "SELECT id, blob FROM activity ", &counted.activities },
		{ "SELECT blob FROM setting ", &counted.settings },
		{ "SELECT kind, bucket, blob FROM month ", &counted.months },
		{ "SELECT bucket, blob FROM log ", &counted.ids },
		{ "SELECT blob, EXISTS (SELECT 1 FROM hub WHERE owner = ?1) FROM state ", &counted.states },
	};

	counted.statements++;
	for (size_t i = 0; sql && i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strncmp(sql, kinds[i].beginning, strlen(kinds[i].beginning)) != 0)
			continue;
		++*kinds[i].count;
		return;
	}
}

/* ---- the linker's names: __wrap_X stands for X, __real_X is X */

// NOLINTBEGIN(bugprone-reserved-identifier)
int __real_sqlite3_step(sqlite3_stmt *statement);
int __wrap_sqlite3_step(sqlite3_stmt *statement);
bool __real_crypt_open(const unsigned char key[KEY_SIZE], const void *associated, size_t associated_size,
                       const void *sealed, size_t sealed_size, unsigned char *plain, size_t *size);
bool __wrap_crypt_open(const unsigned char key[KEY_SIZE], const void *associated, size_t associated_size,
                       const void *sealed, size_t sealed_size, unsigned char *plain, size_t *size);

void __real_crypt_hash(const unsigned char key[KEY_SIZE], const void *input, size_t size, unsigned char *out,
                       size_t out_size);
void __wrap_crypt_hash(const unsigned char key[KEY_SIZE], const void *input, size_t size, unsigned char *out,
                       size_t out_size);
void *__real_ts_secret_allocate(size_t size);
void *__wrap_ts_secret_allocate(size_t size);
struct anchor __real_anchor_read(const ts_store *store, const struct ts_id *device);
struct anchor __wrap_anchor_read(const ts_store *store, const struct ts_id *device);

/* By one thread at a time: while another seals, nobody else hashes. */
void __wrap_crypt_hash(const unsigned char key[KEY_SIZE], const void *input, size_t size, unsigned char *out,
                       size_t out_size)
{
	counted.hashes++;
	__real_crypt_hash(key, input, size, out, out_size);
}

void *__wrap_ts_secret_allocate(size_t size)
{
	counted.secrets++;
	return __real_ts_secret_allocate(size);
}

struct anchor __wrap_anchor_read(const ts_store *store, const struct ts_id *device)
{
	counted.anchors++;
	return __real_anchor_read(store, device);
}

int __wrap_sqlite3_step(sqlite3_stmt *statement)
{
	if (!sqlite3_stmt_busy(statement))
		statement_count(sqlite3_sql(statement));
	return __real_sqlite3_step(statement);
}

bool __wrap_crypt_open(const unsigned char key[KEY_SIZE], const void *associated, size_t associated_size,
                       const void *sealed, size_t sealed_size, unsigned char *plain, size_t *size)
{
	counted.seals++;
	return __real_crypt_open(key, associated, associated_size, sealed, sealed_size, plain, size);
}
// NOLINTEND(bugprone-reserved-identifier)
