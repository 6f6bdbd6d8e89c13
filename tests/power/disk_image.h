/* Files as they safely are, and what was done to them since. Private to disk*.c; knows nothing of names. */
#ifndef TIMESHEET_TESTS_POWER_DISK_IMAGE_H
#define TIMESHEET_TESTS_POWER_DISK_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	DISK_PATH_SIZE = 256,
	DISK_IMAGES_MOST = 128,
	DISK_IMAGE_SIZE = 1 << 20,
	DISK_CHANGES_MOST = 1 << 15,
	DISK_LOG_SIZE = 64 << 20,
	DISK_KEPT_SIZE = 512 << 20
};

struct disk_image {
	bool used;
	ino_t inode;
	size_t size;
	size_t unsynced; /* changes */
	bool kept;       /* its bytes are, as they now safely are, */
	size_t kept_at;  /* among those kept */
};

struct disk_change {
	int image; /* -1: synced since */
	bool truncation;
	size_t offset, size; /* of a write; size after a truncation */
	size_t logged_at;    /* its bytes in the log */
};

/* Of the memory only what is used is ever touched. */
struct disk_images {
	struct disk_image at[DISK_IMAGES_MOST];
	struct disk_change changes[DISK_CHANGES_MOST];
	size_t change_count, unsynced;
	size_t log_used, kept_used;
	unsigned char bytes[DISK_IMAGES_MOST][DISK_IMAGE_SIZE];
	unsigned char log[DISK_LOG_SIZE];
	unsigned char kept[DISK_KEPT_SIZE];
};

/* An empty file's; -1: there is no room. Another one of that number is not found any more. */
int disk_image_make(struct disk_images *images, ino_t inode);
void disk_image_free(struct disk_images *images, int image);
/* -1: there is none. */
int disk_image_find(const struct disk_images *images, ino_t inode);
/* Takes a file's bytes for safe. */
void disk_image_load(struct disk_images *images, int image, const char *path);
void disk_image_write(struct disk_images *images, int image, size_t offset, const void *bytes, size_t size);
void disk_image_truncate(struct disk_images *images, int image, size_t size);
/* What was done to it is safe now; with chance: of what was written what the disk pleases,
 * and the rest will never be. */
void disk_image_settle(struct disk_images *images, int image, uint64_t *chance);
/* Keeps what would be left of it now, and says where. */
size_t disk_image_leave(struct disk_images *images, int image, uint64_t *chance, size_t *size);
const unsigned char *disk_images_kept(const struct disk_images *images, size_t at);
void disk_images_forget(struct disk_images *images);
/* There are none any more. */
void disk_images_clear(struct disk_images *images);

#endif
