/* Files as they safely are, and what is left of the rest. */
#include "disk_image.h"

#include "demand.h"
#include "tests/data/support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512 };

/* How much of what was not synced is there. */
enum fate { FATE_ALL, FATE_NOTHING, FATE_CHANGES, FATE_SECTORS };

int disk_image_find(const struct disk_images *images, ino_t inode)
{
	for (int i = 0; i < DISK_IMAGES_MOST; i++) {
		if (images->at[i].used && images->at[i].inode == inode)
			return i;
	}
	return -1;
}

int disk_image_make(struct disk_images *images, ino_t inode)
{
	int before = disk_image_find(images, inode);

	/* Its number was given anew; the old one may still have a name that is not safely gone. */
	if (before >= 0)
		images->at[before].inode = 0;
	for (int i = 0; i < DISK_IMAGES_MOST; i++) {
		if (images->at[i].used)
			continue;
		images->at[i] = (struct disk_image){ .used = true, .inode = inode };
		return i;
	}
	return -1;
}

static void changes_forget(struct disk_images *images, int image)
{
	for (size_t i = 0; i < images->change_count && images->at[image].unsynced > 0; i++) {
		if (images->changes[i].image != image)
			continue;
		images->changes[i].image = -1;
		images->at[image].unsynced--;
		images->unsynced--;
	}
	if (images->unsynced == 0)
		images->change_count = images->log_used = 0;
}

void disk_image_free(struct disk_images *images, int image)
{
	if (!images->at[image].used)
		return;
	changes_forget(images, image);
	images->at[image].used = false;
}

static void bytes_resize(unsigned char *bytes, size_t *present, size_t size)
{
	DEMAND(size <= DISK_IMAGE_SIZE, "a file is too large");
	if (size > *present)
		memset(bytes + *present, 0, size - *present);
	*present = size;
}

void disk_image_load(struct disk_images *images, int image, const char *path)
{
	FILE *file = fopen(path, "rbe");

	DEMAND(file != NULL, "a file is not there");
	images->at[image].size = fread(images->bytes[image], 1, DISK_IMAGE_SIZE, file);
	DEMAND(images->at[image].size < DISK_IMAGE_SIZE, "a file is too large");
	(void)fclose(file);
}

static struct disk_change *change_put(struct disk_images *images, int image)
{
	DEMAND(image >= 0 && images->change_count < DISK_CHANGES_MOST, "too much was not synced");
	images->at[image].unsynced++;
	images->unsynced++;
	struct disk_change *change = &images->changes[images->change_count++];
	*change = (struct disk_change){ .image = image };
	return change;
}

void disk_image_write(struct disk_images *images, int image, size_t offset, const void *bytes, size_t size)
{
	struct disk_change *change = change_put(images, image);

	DEMAND(images->log_used + size <= DISK_LOG_SIZE, "too much was not synced");
	memcpy(images->log + images->log_used, bytes, size);
	change->offset = offset;
	change->size = size;
	change->logged_at = images->log_used;
	images->log_used += size;
}

void disk_image_truncate(struct disk_images *images, int image, size_t size)
{
	struct disk_change *change = change_put(images, image);

	change->truncation = true;
	change->size = size;
}

static void part_write(unsigned char *bytes, size_t *present, size_t offset, const unsigned char *part, size_t size)
{
	if (offset + size > *present)
		bytes_resize(bytes, present, offset + size);
	memcpy(bytes + offset, part, size);
}

static void part_spoil(unsigned char *bytes, size_t *present, size_t offset, size_t size, uint64_t *chance)
{
	if (offset + size > *present)
		bytes_resize(bytes, present, offset + size);
	for (size_t i = 0; i < size; i++)
		bytes[offset + i] = (unsigned char)rows_random(chance);
}

/* Up to the next border of a sector: there, not there, or neither. */
static void sectors_write(unsigned char *bytes, size_t *present, const struct disk_change *change,
                          const unsigned char *logged, uint64_t *chance)
{
	for (size_t at = 0; at < change->size;) {
		size_t place = change->offset + at, part = SECTOR - place % SECTOR;
		int fate = rows_random_below(chance, 5);
		if (part > change->size - at)
			part = change->size - at;
		if (fate == 0)
			part_spoil(bytes, present, place, part, chance);
		else if (fate < 3)
			part_write(bytes, present, place, logged + at, part);
		at += part;
	}
}

static void change_apply(const struct disk_images *images, const struct disk_change *change, unsigned char *bytes,
                         size_t *present, enum fate fate, uint64_t *chance)
{
	const unsigned char *logged = images->log + change->logged_at;

	if (fate == FATE_NOTHING ||
	    (fate != FATE_ALL && (change->truncation || fate == FATE_CHANGES) && rows_random_below(chance, 2)))
		return;
	if (change->truncation)
		bytes_resize(bytes, present, change->size);
	else if (fate == FATE_SECTORS)
		sectors_write(bytes, present, change, logged, chance);
	else
		part_write(bytes, present, change->offset, logged, change->size);
}

static void changes_apply(const struct disk_images *images, int image, unsigned char *bytes, size_t *present,
                          uint64_t *chance)
{
	static const enum fate fates[] = { FATE_ALL, FATE_NOTHING, FATE_CHANGES, FATE_SECTORS, FATE_SECTORS };
	const enum fate fate = chance ? fates[rows_random_below(chance, sizeof fates / sizeof fates[0])] : FATE_ALL;

	for (size_t i = 0; i < images->change_count; i++) {
		if (images->changes[i].image == image)
			change_apply(images, &images->changes[i], bytes, present, fate, chance);
	}
}

void disk_image_settle(struct disk_images *images, int image, uint64_t *chance)
{
	struct disk_image *settled = &images->at[image];
	bool truncated = false;
	size_t size = 0;

	if (settled->unsynced == 0)
		return;
	for (size_t i = 0; i < images->change_count && chance; i++) {
		if (images->changes[i].image == image && images->changes[i].truncation) {
			truncated = true;
			size = images->changes[i].size;
		}
	}
	changes_apply(images, image, images->bytes[image], &settled->size, chance);
	changes_forget(images, image);
	settled->kept = false;
	/* Sizes are kept by the file system's own journal: they are not given up, but wait for the next sync. */
	if (truncated)
		disk_image_truncate(images, image, size);
}

size_t disk_image_leave(struct disk_images *images, int image, uint64_t *chance, size_t *size)
{
	struct disk_image *left = &images->at[image];

	*size = left->size;
	if (left->kept && left->unsynced == 0)
		return left->kept_at;
	size_t at = images->kept_used;
	DEMAND(at + DISK_IMAGE_SIZE <= DISK_KEPT_SIZE, "too much was left by cuts");
	memcpy(images->kept + at, images->bytes[image], left->size);
	if (left->unsynced == 0) {
		left->kept = true;
		left->kept_at = at;
	} else {
		changes_apply(images, image, images->kept + at, size, chance);
	}
	images->kept_used += *size;
	return at;
}

const unsigned char *disk_images_kept(const struct disk_images *images, size_t at)
{
	return images->kept + at;
}

void disk_images_forget(struct disk_images *images)
{
	images->kept_used = 0;
	for (int i = 0; i < DISK_IMAGES_MOST; i++)
		images->at[i].kept = false;
}

void disk_images_clear(struct disk_images *images)
{
	disk_images_forget(images);
	for (int i = 0; i < DISK_IMAGES_MOST; i++)
		images->at[i].used = false;
	images->change_count = images->unsynced = images->log_used = 0;
}
