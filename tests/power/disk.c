/*
 * The model of the disk: images are files as they safely are, changes what was done to them since their last sync;
 * names are the entries of directories that are safe, renamings what was done to these since their directory's last
 * sync.
 */
#include "disk.h"

#include "demand.h"
#include "disk_image.h"
#include "disk_model.h"
#include "tests/data/support_rows.h"
#include "tree.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	NAMES_MOST = 256,
	RENAMINGS_MOST = 512,
	CUTS_MOST = 4096,
	ENTRIES_MOST = 1 << 16,
	THOUSAND = 1000,
	DEPTH_MOST = 4
};

enum { DIRECTORY = -1, NOTHING = -2 };

struct name {
	char path[DISK_PATH_SIZE];
	int image; /* or DIRECTORY */
};

/* from disappears, to appears; either may be "". */
struct renaming {
	char from[DISK_PATH_SIZE], to[DISK_PATH_SIZE];
	int image;
};

/* A file or directory that a cut left, its bytes among those kept. */
struct entry {
	char path[DISK_PATH_SIZE];
	bool directory;
	size_t offset, size;
};

struct names {
	struct name at[NAMES_MOST];
	size_t count;
};

struct disk {
	char root[DISK_PATH_SIZE];
	bool paused;
	struct names names;
	struct renaming renamings[RENAMINGS_MOST];
	size_t renaming_count;
	int per_thousand;
	uint64_t chance, fault_chance;
	int seen, fail_at, fail_error;
	bool fail_for_good;
	size_t cuts[CUTS_MOST + 1]; /* where each one's entries begin */
	size_t cut_count;
	struct entry entries[ENTRIES_MOST];
	struct disk_images images;
};

/* One for this process and those forked from it; NULL: nothing is followed. */
static struct disk *disk;

static bool path_take(char out[DISK_PATH_SIZE], const char *path)
{
	return snprintf(out, DISK_PATH_SIZE, "%s", path) < DISK_PATH_SIZE;
}

static void names_put(struct names *names, const char *path, int image)
{
	DEMAND(names->count < NAMES_MOST, "too many names");
	struct name *name = &names->at[names->count++];
	DEMAND(path_take(name->path, path), "a path is too long");
	name->image = image;
}

/* What stood there; NOTHING: nothing did. */
static int names_take_out(struct names *names, const char *path)
{
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->at[i].path, path) != 0)
			continue;
		int image = names->at[i].image;
		names->at[i] = names->at[--names->count];
		return image;
	}
	return NOTHING;
}

static void names_apply(struct names *names, const struct renaming *renaming)
{
	if (renaming->from[0])
		(void)names_take_out(names, renaming->from);
	if (renaming->to[0]) {
		(void)names_take_out(names, renaming->to);
		names_put(names, renaming->to, renaming->image);
	}
}

static bool in_directory(const char *path, const char *directory)
{
	size_t size = strlen(directory);

	return strncmp(path, directory, size) == 0 && path[size] == '/' && !strchr(path + size + 1, '/');
}

/* ---- images that no name leads to any more make room ---- */

static bool image_is_named(int image)
{
	for (size_t i = 0; i < disk->names.count; i++) {
		if (disk->names.at[i].image == image)
			return true;
	}
	for (size_t i = 0; i < disk->renaming_count; i++) {
		if (disk->renamings[i].image == image)
			return true;
	}
	return false;
}

static int image_make(const struct stat *about)
{
	int image = disk_image_make(&disk->images, about->st_ino);

	if (image < 0) {
		for (int i = 0; i < DISK_IMAGES_MOST; i++) {
			if (!image_is_named(i))
				disk_image_free(&disk->images, i);
		}
		image = disk_image_make(&disk->images, about->st_ino);
	}
	DEMAND(image >= 0, "too many files");
	return image;
}

/* A file that is there already, as it is. */
static int image_adopt(const char *path, const struct stat *about)
{
	int image = image_make(about);

	disk_image_load(&disk->images, image, path);
	names_put(&disk->names, path, image);
	return image;
}

static void entry_adopt(void *context, const char *path, const struct stat *about)
{
	(void)context;
	if (S_ISDIR(about->st_mode))
		names_put(&disk->names, path, DIRECTORY);
	else
		(void)image_adopt(path, about);
}

static struct disk *disk_allocate(void)
{
	struct disk *fresh =
	        mmap(NULL, sizeof *fresh, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	DEMAND(fresh != MAP_FAILED, "no memory");
	return fresh;
}

void disk_start(const char *root)
{
	disk_calls_take_over();
	/* Those who share it go on to do so. */
	if (!disk)
		disk = disk_allocate();
	DEMAND(path_take(disk->root, root), "the root's path is too long");
	disk->names.count = disk->renaming_count = 0;
	disk->paused = false;
	disk_watch(0, 0);
	disk_fail(0, 0, false, 0);
	disk_forget();
	disk_images_clear(&disk->images);
	tree_visit(root, entry_adopt, NULL);
}

void disk_stop(void)
{
	if (disk)
		DEMAND(munmap(disk, sizeof *disk) == 0, "munmap");
	disk = NULL;
}

void disk_pause(bool pause)
{
	disk->paused = pause;
}

/* ---- what the calls tell ---- */

bool disk_has(const char *path)
{
	size_t size = disk ? strlen(disk->root) : 0;

	return disk && !disk->paused && strncmp(path, disk->root, size) == 0 && path[size] == '/';
}

/* The path of what a descriptor is of; false: it is not on the disk. The root itself is. */
static bool descriptor_path(int descriptor, char out[DISK_PATH_SIZE])
{
	char link[64];

	(void)snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
	ssize_t size = readlink(link, out, DISK_PATH_SIZE - 1);
	if (size < 0)
		return false;
	out[size] = '\0';
	return disk && (disk_has(out) || strcmp(out, disk->root) == 0);
}

/* The image of an open file; NOTHING: it is not on the disk. */
static int descriptor_image(int descriptor)
{
	char path[DISK_PATH_SIZE];
	struct stat about;

	if (!disk || fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode))
		return NOTHING;
	int image = disk_image_find(&disk->images, about.st_ino);
	if (image >= 0)
		return image;
	return descriptor_path(descriptor, path) ? image_adopt(path, &about) : NOTHING;
}

static bool descriptor_is_directory(int descriptor)
{
	struct stat about;

	return fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode);
}

bool disk_has_open(int descriptor)
{
	char path[DISK_PATH_SIZE];

	if (!disk || disk->paused)
		return false;
	return descriptor_image(descriptor) != NOTHING ||
	       (descriptor_is_directory(descriptor) && descriptor_path(descriptor, path));
}

static bool fault_is_on(enum disk_kind kind)
{
	if (disk->fail_at == 0 || disk->seen < disk->fail_at)
		return false;
	if (disk->seen == disk->fail_at)
		return true;
	/* A full disk still removes and syncs. */
	bool needs_room = kind == DISK_WRITE || kind == DISK_MAKE || kind == DISK_NAME;
	return disk->fail_for_good && (disk->fail_error != ENOSPC || needs_room);
}

int disk_operation(enum disk_kind kind)
{
	if (disk->per_thousand > 0 && rows_random_below(&disk->chance, THOUSAND) < disk->per_thousand)
		disk_cut(rows_random(&disk->chance));
	disk->seen++;
	return fault_is_on(kind) ? disk->fail_error : 0;
}

void disk_wrote(int of, size_t offset, const void *bytes, size_t size)
{
	disk_image_write(&disk->images, descriptor_image(of), offset, bytes, size);
}

void disk_truncated(int of, size_t size)
{
	disk_image_truncate(&disk->images, descriptor_image(of), size);
}

static void directory_sync(const char *path)
{
	size_t kept = 0;

	for (size_t i = 0; i < disk->renaming_count; i++) {
		const struct renaming *renaming = &disk->renamings[i];
		if (in_directory(renaming->to[0] ? renaming->to : renaming->from, path))
			names_apply(&disk->names, renaming);
		else
			disk->renamings[kept++] = *renaming;
	}
	disk->renaming_count = kept;
}

void disk_synced(int of)
{
	char path[DISK_PATH_SIZE];

	if (!descriptor_is_directory(of))
		disk_image_settle(&disk->images, descriptor_image(of), NULL);
	else if (descriptor_path(of, path))
		directory_sync(path);
}

void disk_sync_failed(int of)
{
	/* Linux marks as clean what it could not write. */
	if (!descriptor_is_directory(of))
		disk_image_settle(&disk->images, descriptor_image(of), &disk->fault_chance);
}

static void renaming_put(const char *from, const char *to, int image)
{
	DEMAND(disk->renaming_count < RENAMINGS_MOST, "too many names changed without a sync");
	struct renaming *renaming = &disk->renamings[disk->renaming_count++];
	DEMAND(path_take(renaming->from, from) && path_take(renaming->to, to), "a path is too long");
	renaming->image = image;
}

void disk_made(const char *path, bool directory)
{
	struct stat about;

	DEMAND(lstat(path, &about) == 0, "what was made is not there");
	renaming_put("", path, directory ? DIRECTORY : image_make(&about));
}

/* The image under a name, as processes see it. */
static int image_of(const char *path)
{
	struct stat about;

	DEMAND(lstat(path, &about) == 0, "what was named is not there");
	int image = disk_image_find(&disk->images, about.st_ino);
	return image >= 0 ? image : image_adopt(path, &about);
}

void disk_renamed(const char *from, const char *to)
{
	renaming_put(from, to, image_of(to));
}

void disk_linked(const char *from, const char *to)
{
	(void)from;
	renaming_put("", to, image_of(to));
}

void disk_removed(const char *path)
{
	renaming_put(path, "", NOTHING);
}

/* ---- power ---- */

void disk_watch(int per_thousand, uint64_t seed)
{
	disk->per_thousand = per_thousand;
	disk->chance = seed;
}

/* How much of what was not synced is there: all, nothing, or some of it. */
static bool renaming_survives(int mode, uint64_t *chance)
{
	return mode == 0 || (mode > 1 && rows_random_below(chance, 2));
}

static void names_leave(struct names *names, uint64_t *chance)
{
	const int mode = rows_random_below(chance, 5);

	*names = disk->names;
	for (size_t i = 0; i < disk->renaming_count; i++) {
		if (renaming_survives(mode, chance))
			names_apply(names, &disk->renamings[i]);
	}
}

/* A name goes with its directory. */
static bool name_is_reachable(const struct names *names, const char *path)
{
	if (in_directory(path, disk->root))
		return true;
	for (size_t i = 0; i < names->count; i++) {
		if (names->at[i].image == DIRECTORY && in_directory(path, names->at[i].path))
			return name_is_reachable(names, names->at[i].path);
	}
	return false;
}

void disk_cut(uint64_t seed)
{
	static struct names names;
	uint64_t chance = seed;

	DEMAND(disk->cut_count < CUTS_MOST, "too many cuts");
	size_t next = disk->cuts[disk->cut_count];
	names_leave(&names, &chance);
	for (size_t i = 0; i < names.count; i++) {
		const struct name *name = &names.at[i];
		if (!name_is_reachable(&names, name->path))
			continue;
		DEMAND(next < ENTRIES_MOST, "too many files were left");
		struct entry *entry = &disk->entries[next++];
		(void)path_take(entry->path, name->path);
		entry->directory = name->image == DIRECTORY;
		if (!entry->directory)
			entry->offset = disk_image_leave(&disk->images, name->image, &chance, &entry->size);
	}
	disk->cuts[++disk->cut_count] = next;
}

size_t disk_cuts(void)
{
	return disk->cut_count;
}

static void entry_path(const struct entry *entry, const char *to, char out[2 * DISK_PATH_SIZE])
{
	(void)snprintf(out, 2 * (size_t)DISK_PATH_SIZE, "%s%s", to, entry->path + strlen(disk->root));
}

static int depth_of(const char *path)
{
	int depth = 0;

	for (; *path; path++)
		depth += *path == '/';
	return depth;
}

/* Those above others first. */
static void directories_leave(size_t cut, const char *to)
{
	char path[2 * DISK_PATH_SIZE];

	for (int depth = 1; depth <= DEPTH_MOST; depth++) {
		for (size_t i = disk->cuts[cut]; i < disk->cuts[cut + 1]; i++) {
			const struct entry *entry = &disk->entries[i];
			entry_path(entry, to, path);
			if (entry->directory && depth_of(entry->path + strlen(disk->root)) == depth)
				DEMAND(mkdir(path, 0700) == 0, "cannot leave a directory");
		}
	}
}

void disk_leave(size_t cut, const char *to)
{
	char path[2 * DISK_PATH_SIZE];

	DEMAND(cut < disk->cut_count && mkdir(to, 0700) == 0, "nowhere to leave a cut");
	directories_leave(cut, to);
	for (size_t i = disk->cuts[cut]; i < disk->cuts[cut + 1]; i++) {
		const struct entry *entry = &disk->entries[i];
		entry_path(entry, to, path);
		if (!entry->directory)
			tree_write(path, disk_images_kept(&disk->images, entry->offset), entry->size);
	}
}

void disk_copy(const char *to)
{
	tree_copy(disk->root, to);
}

void disk_forget(void)
{
	disk->cut_count = 0;
	disk_images_forget(&disk->images);
}

/* ---- faults ---- */

void disk_fail(int at, int error, bool for_good, uint64_t seed)
{
	disk->seen = 0;
	disk->fail_at = at;
	disk->fail_error = error;
	disk->fail_for_good = for_good;
	disk->fault_chance = seed;
}

int disk_operations(void)
{
	return disk->seen;
}
