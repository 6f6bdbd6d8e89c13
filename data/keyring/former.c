/* Former keys as bytes. */
#include "data/keyring/former.h"

#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

/* Lives in locked memory. */
struct list {
	unsigned char plain[FORMER_MOST];
	struct {
		uint64_t epoch;
		unsigned char data[KEY_SIZE];
	} at[FORMER_KEYS];
	size_t count;
};

static struct record_seal seal_of(const struct identity *identity)
{
	return record_seal_under(identity, RECORD_FORMER, NULL, 0, NULL, 0);
}

static bool list_open(const struct identity *identity, const struct former *former, struct list *list)
{
	const struct record_seal seal = seal_of(identity);
	struct bytes_reader reader = { .at = list->plain };

	list->count = 0;
	if (!record_open_blob(&seal, former->blob, former->size, list->plain, sizeof list->plain, &reader.left))
		return false;
	uint64_t count = bytes_take_number(&reader, 1);
	for (size_t i = 0; i < FORMER_KEYS && i < count; i++) {
		list->at[i].epoch = bytes_take_number(&reader, 2);
		const unsigned char *data = bytes_take(&reader, KEY_SIZE);
		if (data)
			memcpy(list->at[i].data, data, KEY_SIZE);
	}
	if (count > FORMER_KEYS || !bytes_finished(&reader))
		return false;
	list->count = (size_t)count;
	return true;
}

static enum ts_status list_close(const struct identity *identity, const struct list *list, unsigned char *plain,
                                 struct former *former)
{
	const struct record_seal seal = seal_of(identity);
	struct bytes_writer writer = bytes_write_to(plain, FORMER_PLAIN_SIZE);
	unsigned char *sealed = NULL;
	size_t size;

	bytes_put_number(&writer, list->count, 1);
	for (size_t i = 0; i < list->count; i++) {
		bytes_put_number(&writer, list->at[i].epoch, 2);
		bytes_put(&writer, list->at[i].data, KEY_SIZE);
	}
	enum ts_status status = record_close(&seal, plain, writer.size, &sealed, &size);
	if (status != TS_OK)
		return status;
	memcpy(former->blob, sealed, size);
	former->size = size;
	free(sealed);
	return TS_OK;
}

enum ts_status former_add(const struct identity *before, const struct identity *next, struct former *former)
{
	struct list *list = ts_secret_allocate(sizeof *list);
	unsigned char *plain = ts_secret_allocate(FORMER_PLAIN_SIZE);
	enum ts_status status = list && plain ? TS_OK : TS_NO_MEMORY;

	if (status == TS_OK) {
		/* What does not open is of no use to anybody. */
		if (!list_open(before, former, list))
			list->count = 0;
		if (list->count == FORMER_KEYS)
			memmove(list->at, list->at + 1, --list->count * sizeof *list->at);
		list->at[list->count].epoch = before->keys.epoch;
		memcpy(list->at[list->count++].data, before->keys.data, KEY_SIZE);
		status = list_close(next, list, plain, former);
	}
	ts_secret_free(plain);
	ts_secret_free(list);
	return status;
}

bool former_find(const struct identity *identity, const struct former *former, uint64_t epoch, struct keys *out)
{
	struct list *list = ts_secret_allocate(sizeof *list);
	bool found = false;

	if (list && list_open(identity, former, list)) {
		for (size_t i = 0; i < list->count && !found; i++) {
			found = list->at[i].epoch == epoch;
			if (!found)
				continue;
			out->epoch = (uint16_t)epoch;
			memcpy(out->data, list->at[i].data, KEY_SIZE);
			memcpy(out->lasting, identity->keys.lasting, KEY_SIZE);
			crypt_derive_keys(out);
		}
	}
	ts_secret_free(list);
	return found;
}
