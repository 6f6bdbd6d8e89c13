/* A VFS that passes everything on to the real one, and knows what would be left of it. */
#include "support_power.h"

#include "support_rows.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512, IMAGES_MOST = 8, PATH_MOST = 512 };

enum change_kind { CHANGE_WRITE, CHANGE_TRUNCATE, CHANGE_REMOVE };

/* What was done to a file since its last sync. */
struct change {
	enum change_kind kind;
	size_t offset, size; /* of a write; size of a truncation */
	unsigned char *bytes;
};

/* A file as it is on the disk for sure, and what came since. */
struct image {
	char path[PATH_MOST];
	bool exists;
	unsigned char *bytes;
	size_t size;
	struct change *changes;
	size_t count;
};

struct power_file {
	sqlite3_file base;
	struct image *image; /* NULL: not followed */
	sqlite3_file *real;
};

static struct {
	sqlite3_vfs vfs;
	sqlite3_vfs *real;
	struct image images[IMAGES_MOST];
	size_t count;
	uint64_t chance;
	int seen, at;
} power;

void power_arm(int at, uint64_t seed)
{
	power.seen = 0;
	power.at = at;
	power.chance = seed;
}

int power_count(void)
{
	return power.seen;
}

static void image_resize(struct image *image, size_t size)
{
	unsigned char *grown = realloc(image->bytes, size + 1);

	if (!grown)
		abort();
	image->bytes = grown;
	if (size > image->size)
		memset(grown + image->size, 0, size - image->size);
	image->size = size;
}

/* Takes over what the file holds now. */
static void image_settle(struct image *image)
{
	FILE *file = fopen(image->path, "rbe");

	for (size_t i = 0; i < image->count; i++)
		free(image->changes[i].bytes);
	image->count = 0;
	image->exists = file != NULL;
	image_resize(image, 0);
	if (!file)
		return;
	if (fseek(file, 0, SEEK_END) != 0)
		abort();
	image_resize(image, (size_t)ftell(file));
	rewind(file);
	if (fread(image->bytes, 1, image->size, file) != image->size)
		abort();
	(void)fclose(file);
}

static struct image *image_of(const char *path)
{
	for (size_t i = 0; i < power.count; i++) {
		if (strcmp(power.images[i].path, path) == 0)
			return &power.images[i];
	}
	if (power.count == IMAGES_MOST || strlen(path) >= PATH_MOST)
		abort();
	struct image *image = &power.images[power.count++];
	memcpy(image->path, path, strlen(path) + 1);
	image_settle(image);
	return image;
}

static void image_change(struct image *image, enum change_kind kind, size_t offset, size_t size, const void *bytes)
{
	struct change *grown = realloc(image->changes, (image->count + 1) * sizeof *grown);
	struct change change = { .kind = kind, .offset = offset, .size = size };

	if (!grown)
		abort();
	image->changes = grown;
	if (bytes) {
		change.bytes = malloc(size + 1);
		if (!change.bytes)
			abort();
		memcpy(change.bytes, bytes, size);
	}
	grown[image->count++] = change;
}

/* Up to the next border of a sector: kept, lost, or neither. */
static void sectors_leave(struct image *image, const struct change *change)
{
	for (size_t at = 0; at < change->size;) {
		size_t place = change->offset + at, part = SECTOR - place % SECTOR;
		int fate = rows_random_below(&power.chance, 5);
		if (part > change->size - at)
			part = change->size - at;
		if (fate < 4 && place + part > image->size && fate != 0)
			image_resize(image, place + part);
		for (size_t i = 0; i < part && fate > 0 && fate < 4; i++)
			image->bytes[place + i] =
			        fate == 1 ? (unsigned char)rows_random(&power.chance) : change->bytes[at + i];
		at += part;
	}
}

/* Makes of the file what the disk has of it. */
static void image_leave(struct image *image)
{
	bool removed = !image->exists && rows_random_below(&power.chance, 2);
	FILE *file;

	for (size_t i = 0; i < image->count; i++) {
		const struct change *change = &image->changes[i];
		if (change->kind == CHANGE_WRITE)
			sectors_leave(image, change);
		else if (rows_random_below(&power.chance, 2) && change->kind == CHANGE_REMOVE)
			removed = true;
		else if (change->kind == CHANGE_TRUNCATE && rows_random_below(&power.chance, 2))
			image_resize(image, change->size);
	}
	(void)unlink(image->path);
	if (removed || (!image->exists && image->count == 0))
		return;
	file = fopen(image->path, "wbe");
	if (!file || fwrite(image->bytes, 1, image->size, file) != image->size || fclose(file) != 0)
		abort();
}

static void power_now(void)
{
	if (++power.seen != power.at)
		return;
	for (size_t i = 0; i < power.count; i++)
		image_leave(&power.images[i]);
	_exit(POWER_CUT);
}

static sqlite3_file *real_file(sqlite3_file *file)
{
	return ((struct power_file *)file)->real;
}

static struct image *file_image(sqlite3_file *file)
{
	return ((struct power_file *)file)->image;
}

static int file_close(sqlite3_file *file)
{
	return real_file(file)->pMethods->xClose(real_file(file));
}

static int file_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
	return real_file(file)->pMethods->xRead(real_file(file), bytes, size, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
	power_now();
	if (file_image(file))
		image_change(file_image(file), CHANGE_WRITE, (size_t)offset, (size_t)size, bytes);
	return real_file(file)->pMethods->xWrite(real_file(file), bytes, size, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	power_now();
	if (file_image(file))
		image_change(file_image(file), CHANGE_TRUNCATE, 0, (size_t)size, NULL);
	return real_file(file)->pMethods->xTruncate(real_file(file), size);
}

static int file_sync(sqlite3_file *file, int flags)
{
	(void)flags;
	power_now();
	if (file_image(file))
		image_settle(file_image(file));
	return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real_file(file)->pMethods->xFileSize(real_file(file), size);
}

static int file_lock(sqlite3_file *file, int level)
{
	return real_file(file)->pMethods->xLock(real_file(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
	return real_file(file)->pMethods->xUnlock(real_file(file), level);
}

static int file_check_lock(sqlite3_file *file, int *out)
{
	return real_file(file)->pMethods->xCheckReservedLock(real_file(file), out);
}

static int file_control(sqlite3_file *file, int operation, void *argument)
{
	return real_file(file)->pMethods->xFileControl(real_file(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file)
{
	return real_file(file)->pMethods->xSectorSize(real_file(file));
}

static int file_characteristics(sqlite3_file *file)
{
	return real_file(file)->pMethods->xDeviceCharacteristics(real_file(file));
}

static const sqlite3_io_methods file_methods = {
	.iVersion = 1,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_check_lock,
	.xFileControl = file_control,
	.xSectorSize = file_sector_size,
	.xDeviceCharacteristics = file_characteristics,
};

static int vfs_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
	struct power_file *ours = (struct power_file *)file;
	bool followed = name && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL)) != 0;

	(void)vfs;
	/* Before the real one makes it. */
	ours->image = followed ? image_of(name) : NULL;
	ours->real = (sqlite3_file *)(ours + 1);
	int code = power.real->xOpen(power.real, name, ours->real, flags, out_flags);
	ours->base.pMethods = ours->real->pMethods ? &file_methods : NULL;
	return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_directory)
{
	struct image *image = image_of(name);

	(void)vfs;
	power_now();
	int code = power.real->xDelete(power.real, name, 0);
	if (sync_directory)
		image_settle(image);
	else
		image_change(image, CHANGE_REMOVE, 0, 0, NULL);
	return code;
}

void power_install(void)
{
	if (power.real)
		return;
	power.real = sqlite3_vfs_find(NULL);
	power.vfs = *power.real;
	power.vfs.zName = "power";
	power.vfs.pNext = NULL;
	power.vfs.szOsFile = (int)sizeof(struct power_file) + power.real->szOsFile;
	power.vfs.xOpen = vfs_open;
	power.vfs.xDelete = vfs_delete;
	(void)sqlite3_vfs_register(&power.vfs, 1);
}
