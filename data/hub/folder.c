/* The inside of a hub in a folder: what it knows of files, and how a cursor tells it. */
#include "data/hub/folder.h"

#include "data/pure/array.h"
#include "data/seal/bytes.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum {
	FORMAT = 'f',
	HEAD_SIZE = 1 + PACKET_ID_SIZE + 4 + FOLDER_HASH_SIZE,
	ENTRY_SIZE = FOLDER_HASH_SIZE + 4 + FOLDER_HASH_SIZE,
	ENTRIES_MOST = (PACKET_CURSOR_MOST - HEAD_SIZE) / ENTRY_SIZE
};

void folder_hash(const void *bytes, size_t size, unsigned char out[FOLDER_HASH_SIZE])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];

	/* It fails only on sizes out of range. */
	(void)crypto_generichash(hash, sizeof hash, bytes, size, NULL, 0);
	memcpy(out, hash, FOLDER_HASH_SIZE);
}

void folder_digits(const unsigned char bytes[PACKET_ID_SIZE], const char *ending, char out[FOLDER_NAME_SIZE])
{
	(void)sodium_bin2hex(out, FOLDER_NAME_SIZE, bytes, PACKET_ID_SIZE);
	(void)snprintf(out + (size_t)2 * PACKET_ID_SIZE, FOLDER_NAME_SIZE - (size_t)2 * PACKET_ID_SIZE, "%s", ending);
}

static struct folder_seen *seen_add(struct hub_folder *folder, const unsigned char name[FOLDER_HASH_SIZE])
{
	if (!array_room(&folder->seen, &folder->room, folder->count + 1, sizeof *folder->seen))
		return NULL;
	struct folder_seen *seen = &folder->seen[folder->count++];
	*seen = (struct folder_seen){ .offset = 0 };
	memcpy(seen->name, name, sizeof seen->name);
	return seen;
}

struct folder_seen *folder_seen_of(struct hub_folder *folder, const char *name)
{
	unsigned char hash[FOLDER_HASH_SIZE];

	folder_hash(name, strlen(name), hash);
	for (size_t i = 0; i < folder->count; i++) {
		if (memcmp(folder->seen[i].name, hash, sizeof hash) == 0)
			return &folder->seen[i];
	}
	return seen_add(folder, hash);
}

void folder_cursor_write(struct hub_folder *folder)
{
	struct bytes_writer writer = bytes_write_to(folder->hub.position, sizeof folder->hub.position);

	bytes_put_number(&writer, FORMAT, 1);
	bytes_put(&writer, folder->own, sizeof folder->own);
	bytes_put_number(&writer, folder->own_size, 4);
	bytes_put(&writer, folder->own_tail, sizeof folder->own_tail);
	size_t entries = 0;
	for (size_t i = 0; i < folder->count && entries < ENTRIES_MOST; i++) {
		const struct folder_seen *seen = &folder->seen[i];
		if (seen->offset == 0)
			continue;
		bytes_put(&writer, seen->name, sizeof seen->name);
		bytes_put_number(&writer, seen->offset, 4);
		bytes_put(&writer, seen->tail, sizeof seen->tail);
		entries++;
	}
	folder->hub.position_size = writer.size;
}

void folder_cursor_forget(struct hub_folder *folder)
{
	folder->count = 0;
	folder->own_size = 0;
	memset(folder->own, 0, sizeof folder->own);
	memset(folder->own_tail, 0, sizeof folder->own_tail);
}

static void hash_take(struct bytes_reader *reader, unsigned char *out, size_t size)
{
	const unsigned char *bytes = bytes_take(reader, size);

	if (bytes)
		memcpy(out, bytes, size);
}

bool folder_cursor_read(struct hub_folder *folder, struct packet_view cursor)
{
	struct bytes_reader reader = { .at = cursor.bytes, .left = cursor.size };
	unsigned char name[FOLDER_HASH_SIZE] = { 0 };

	folder_cursor_forget(folder);
	if (bytes_take_number(&reader, 1) != FORMAT)
		return false;
	hash_take(&reader, folder->own, sizeof folder->own);
	folder->own_size = (uint32_t)bytes_take_number(&reader, 4);
	hash_take(&reader, folder->own_tail, sizeof folder->own_tail);
	while (!reader.failed && reader.left > 0) {
		hash_take(&reader, name, sizeof name);
		struct folder_seen *seen = seen_add(folder, name);
		if (!seen)
			return false;
		seen->offset = (uint32_t)bytes_take_number(&reader, 4);
		hash_take(&reader, seen->tail, sizeof seen->tail);
	}
	if (!reader.failed)
		return true;
	folder_cursor_forget(folder);
	return false;
}
