/*
 * Reading the files of a hub in a folder. A record that is not whole ends the reading of its file until that changes:
 * the rest is still on its way, or never comes. A file that has become another one is read from its beginning.
 */
#include "data/hub/folder_read.h"

#include "data/pure/array.h"
#include "data/seal/bytes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- names */

static int name_compare(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

void folder_names_release(struct folder_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->at[i]);
	free(names->at);
	*names = (struct folder_names){ .at = NULL };
}

static bool name_add(struct folder_names *names, const char *name)
{
	if (!array_room(&names->at, &names->room, names->count + 1, sizeof *names->at))
		return false;
	names->at[names->count] = strdup(name);
	return names->at[names->count] && ++names->count;
}

enum ts_status folder_names_read(struct hub_folder *folder, const char *directory, folder_filter *filter,
                                 struct folder_names *out)
{
	DIR *open = opendir(directory);
	const struct dirent *entry;
	bool room = true;

	*out = (struct folder_names){ .at = NULL };
	if (!open && errno == ENOENT)
		return TS_OK;
	if (!open)
		return hub_fail(&folder->hub, TS_IO, "cannot read '%s': %s", directory, strerror(errno));
	while (room && out->count < FOLDER_FILES_MOST && (entry = readdir(open))) {
		if (filter(entry->d_name))
			room = name_add(out, entry->d_name);
	}
	(void)closedir(open);
	if (!room) {
		folder_names_release(out);
		return hub_fail(&folder->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	}
	if (out->count > 0)
		qsort(out->at, out->count, sizeof *out->at, name_compare);
	return TS_OK;
}

bool folder_name_is_frames(const char *name)
{
	size_t size = strlen(name);

	return size > 3 && name[0] != '.' && strcmp(name + size - 3, ".ts") == 0;
}

/* ---- files */

int folder_open(const char *directory, const char *name, off_t *size)
{
	struct stat about;
	char *path;

	if (asprintf(&path, "%s/%s", directory, name) < 0)
		return -1;
	/* Without O_NONBLOCK a named pipe would hold us for ever. */
	int descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	free(path);
	if (descriptor < 0)
		return -1;
	if (fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= FOLDER_FILE_MOST) {
		*size = about.st_size;
		return descriptor;
	}
	(void)close(descriptor);
	return -1;
}

bool folder_tail_read(int descriptor, off_t offset, unsigned char tail[FOLDER_HASH_SIZE])
{
	unsigned char bytes[FOLDER_TAIL];
	size_t size = offset < FOLDER_TAIL ? (size_t)offset : FOLDER_TAIL;

	if (pread(descriptor, bytes, size, offset - (off_t)size) != (ssize_t)size)
		return false;
	folder_hash(bytes, size, tail);
	return true;
}

bool folder_tail_matches(int descriptor, off_t offset, const unsigned char tail[FOLDER_HASH_SIZE])
{
	unsigned char found[FOLDER_HASH_SIZE];

	return folder_tail_read(descriptor, offset, found) && memcmp(found, tail, sizeof found) == 0;
}

/* ---- records */

struct reading {
	struct hub_folder *folder;
	struct folder_seen *seen;
	hub_sink *sink;
	void *context;
	FILE *file;
	unsigned char *payload;
	size_t room;
	bool refused; /* the sink takes no more */
};

/* False: there is no whole record; TS_OK in status unless there is no memory. */
static bool record_read(struct reading *reading, struct hub_frame *frame, enum ts_status *status)
{
	unsigned char head[FOLDER_RECORD_HEAD];
	struct bytes_reader reader = { .at = head, .left = 4 };

	if (fread(head, sizeof head, 1, reading->file) != 1)
		return false;
	size_t length = (size_t)bytes_take_number(&reader, 4);
	if (length < PACKET_ID_SIZE || length - PACKET_ID_SIZE > PACKET_PAYLOAD_MOST)
		return false;
	length -= PACKET_ID_SIZE;
	if (!array_room(&reading->payload, &reading->room, length + 1, 1)) {
		*status = hub_fail(&reading->folder->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
		return false;
	}
	if (length > 0 && fread(reading->payload, length, 1, reading->file) != 1)
		return false;
	memcpy(frame->id, head + 4, sizeof frame->id);
	frame->payload = (struct packet_view){ reading->payload, length };
	return true;
}

/* The last bytes of what ends with a record: of it, or of it and what stands before. */
static void tail_follow(struct reading *reading, uint32_t offset)
{
	reading->seen->offset = offset;
	if (!folder_tail_read(fileno(reading->file), offset, reading->seen->tail))
		memset(reading->seen->tail, 0, sizeof reading->seen->tail);
}

static enum ts_status records_read(struct reading *reading)
{
	enum ts_status status = TS_OK;
	struct hub_frame frame;

	while (status == TS_OK && record_read(reading, &frame, &status)) {
		struct folder_seen before = *reading->seen;
		tail_follow(reading, before.offset + (uint32_t)(FOLDER_RECORD_HEAD + frame.payload.size));
		folder_cursor_write(reading->folder);
		if (reading->sink(reading->context, &frame, hub_position(&reading->folder->hub)))
			continue;
		*reading->seen = before;
		folder_cursor_write(reading->folder);
		reading->refused = true;
		break;
	}
	return status;
}

static int64_t nanoseconds(const struct stat *about)
{
	return about->st_mtim.tv_sec * (int64_t)1000000000 + about->st_mtim.tv_nsec;
}

/* What was read to its end, and has not changed since, need not be opened. One that was not is always tried again: it
 * may be filled up within a tick of the file system's clock, at the size that it had. */
static bool is_unchanged(const struct hub_folder *folder, const char *name, const struct folder_seen *seen,
                         struct stat *about)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder->directory, name) < 0)
		return false;
	int failed = lstat(path, about);
	free(path);
	return failed == 0 && seen->changed != 0 && seen->inode == about->st_ino && seen->size == about->st_size &&
	       seen->changed == nanoseconds(about);
}

static enum ts_status file_read(struct reading *reading, const char *name)
{
	struct stat about = { .st_size = -1 };
	off_t size;

	if (is_unchanged(reading->folder, name, reading->seen, &about))
		return TS_OK;
	int descriptor = folder_open(reading->folder->directory, name, &size);
	if (descriptor < 0)
		return TS_OK;
	if (reading->seen->offset > size ||
	    !folder_tail_matches(descriptor, reading->seen->offset, reading->seen->tail))
		reading->seen->offset = 0;
	reading->file = fdopen(descriptor, "r");
	if (!reading->file) {
		(void)close(descriptor);
		return hub_fail(&reading->folder->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	}
	enum ts_status status = TS_OK;
	if (fseeko(reading->file, reading->seen->offset, SEEK_SET) == 0)
		status = records_read(reading);
	(void)fclose(reading->file);
	reading->seen->changed = 0;
	if (!reading->refused && reading->seen->offset == about.st_size) {
		reading->seen->inode = about.st_ino;
		reading->seen->size = about.st_size;
		reading->seen->changed = nanoseconds(&about);
	}
	return status;
}

enum ts_status folder_read(struct hub_folder *folder, hub_sink *sink, void *context, bool *all)
{
	struct reading reading = { .folder = folder, .sink = sink, .context = context };
	struct folder_names names;
	enum ts_status status = folder_names_read(folder, folder->directory, folder_name_is_frames, &names);

	for (size_t i = 0; status == TS_OK && !reading.refused && i < names.count; i++) {
		reading.seen = folder_seen_of(folder, names.at[i]);
		status = reading.seen ? file_read(&reading, names.at[i])
		                      : hub_fail(&folder->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	}
	folder_names_release(&names);
	free(reading.payload);
	folder_cursor_write(folder);
	*all = status == TS_OK && !reading.refused;
	return status;
}
