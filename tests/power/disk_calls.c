/*
 * The system calls that change files, taken over for this process: a program's own definitions go before those of libc,
 * for the libraries it uses too. Nothing else about them is known here.
 */
#include "disk_model.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TAKEN_OVER __attribute__((visibility("default")))

void disk_calls_take_over(void)
{
}

static int fail_with(int error)
{
	errno = error;
	return -1;
}

/* What follows success must not be heard of by those who look at errno. */
#define KEEPING_ERRNO(action)                                                                                          \
	do {                                                                                                           \
		int kept_errno = errno;                                                                                \
		action;                                                                                                \
		errno = kept_errno;                                                                                    \
	} while (0)

static int open_really(const char *path, int flags, mode_t mode)
{
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

static int open_followed(const char *path, int flags, mode_t mode)
{
	struct stat about;

	/* Only what makes a file changes the disk. Nobody here truncates by opening. */
	if ((flags & O_CREAT) == 0 || !disk_has(path) || lstat(path, &about) == 0)
		return open_really(path, flags, mode);
	int error = disk_operation(DISK_MAKE);
	if (error != 0)
		return fail_with(error);
	int descriptor = open_really(path, flags, mode);
	if (descriptor >= 0)
		KEEPING_ERRNO(disk_made(path, false));
	return descriptor;
}

static mode_t mode_of(int flags, va_list arguments)
{
	return (flags & O_CREAT) != 0 ? (mode_t)va_arg(arguments, int) : 0;
}

TAKEN_OVER int open(const char *path, int flags, ...)
{
	va_list arguments;

	va_start(arguments, flags);
	mode_t mode = mode_of(flags, arguments);
	va_end(arguments);
	return open_followed(path, flags, mode);
}

TAKEN_OVER int open64(const char *path, int flags, ...)
{
	va_list arguments;

	va_start(arguments, flags);
	mode_t mode = mode_of(flags, arguments);
	va_end(arguments);
	return open_followed(path, flags, mode);
}

static ssize_t pwrite_really(int descriptor, const void *bytes, size_t size, off_t offset)
{
	return syscall(SYS_pwrite64, descriptor, bytes, size, offset);
}

static ssize_t pwrite_followed(int descriptor, const void *bytes, size_t size, off_t offset)
{
	if (!disk_has_open(descriptor))
		return pwrite_really(descriptor, bytes, size, offset);
	int error = disk_operation(DISK_WRITE);
	/* A full disk takes what fits. */
	ssize_t wrote = pwrite_really(descriptor, bytes, error ? size / 2 : size, offset);
	if (wrote > 0)
		KEEPING_ERRNO(disk_wrote(descriptor, (size_t)offset, bytes, (size_t)wrote));
	return error ? fail_with(error) : wrote;
}

TAKEN_OVER ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t offset)
{
	return pwrite_followed(descriptor, bytes, size, offset);
}

TAKEN_OVER ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off_t offset)
{
	return pwrite_followed(descriptor, bytes, size, offset);
}

TAKEN_OVER ssize_t write(int descriptor, const void *bytes, size_t size)
{
	off_t offset = disk_has_open(descriptor) ? lseek(descriptor, 0, SEEK_CUR) : -1;

	if (offset < 0)
		return syscall(SYS_write, descriptor, bytes, size);
	ssize_t wrote = pwrite_followed(descriptor, bytes, size, offset);
	if (wrote > 0)
		(void)lseek(descriptor, offset + wrote, SEEK_SET);
	return wrote;
}

static int truncate_followed(int descriptor, off_t size)
{
	bool followed = disk_has_open(descriptor);
	int error = followed ? disk_operation(DISK_TRUNCATE) : 0;

	if (error != 0)
		return fail_with(error);
	int result = (int)syscall(SYS_ftruncate, descriptor, size);
	if (result == 0 && followed)
		KEEPING_ERRNO(disk_truncated(descriptor, (size_t)size));
	return result;
}

TAKEN_OVER int ftruncate(int descriptor, off_t size)
{
	return truncate_followed(descriptor, size);
}

TAKEN_OVER int ftruncate64(int descriptor, off_t size)
{
	return truncate_followed(descriptor, size);
}

/* Nothing is really synced: the disk that counts is the model's. */
static int sync_followed(int descriptor)
{
	if (!disk_has_open(descriptor))
		return 0;
	int error = disk_operation(DISK_SYNC);
	if (error != 0) {
		disk_sync_failed(descriptor);
		return fail_with(error);
	}
	KEEPING_ERRNO(disk_synced(descriptor));
	return 0;
}

TAKEN_OVER int fsync(int descriptor)
{
	return sync_followed(descriptor);
}

TAKEN_OVER int fdatasync(int descriptor)
{
	return sync_followed(descriptor);
}

TAKEN_OVER int mkdir(const char *path, mode_t mode)
{
	struct stat about;
	bool followed = disk_has(path) && lstat(path, &about) != 0;
	int error = followed ? disk_operation(DISK_MAKE) : 0;

	if (error != 0)
		return fail_with(error);
	int result = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
	if (result == 0 && followed)
		KEEPING_ERRNO(disk_made(path, true));
	return result;
}

static int rename_followed(const char *from, const char *to, unsigned flags)
{
	bool followed = disk_has(from) || disk_has(to);
	int error = followed ? disk_operation(DISK_NAME) : 0;

	if (error != 0)
		return fail_with(error);
	int result = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
	if (result == 0 && followed)
		KEEPING_ERRNO(disk_renamed(from, to));
	return result;
}

TAKEN_OVER int rename(const char *from, const char *to)
{
	return rename_followed(from, to, 0);
}

TAKEN_OVER int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags)
{
	if (from_directory != AT_FDCWD || to_directory != AT_FDCWD)
		return (int)syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
	return rename_followed(from, to, flags);
}

TAKEN_OVER int link(const char *from, const char *to)
{
	bool followed = disk_has(to);
	int error = followed ? disk_operation(DISK_NAME) : 0;

	if (error != 0)
		return fail_with(error);
	int result = (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
	if (result == 0 && followed)
		KEEPING_ERRNO(disk_linked(from, to));
	return result;
}

TAKEN_OVER int unlink(const char *path)
{
	struct stat about;
	bool followed = disk_has(path) && lstat(path, &about) == 0;
	int error = followed ? disk_operation(DISK_REMOVE) : 0;

	if (error != 0)
		return fail_with(error);
	int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
	if (result == 0 && followed)
		KEEPING_ERRNO(disk_removed(path));
	return result;
}

TAKEN_OVER int unlinkat(int directory, const char *name, int flags)
{
	char path[1024], link[64];

	if (flags != 0 || name[0] == '/')
		return (int)syscall(SYS_unlinkat, directory, name, flags);
	(void)snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
	ssize_t size = directory == AT_FDCWD ? -1 : readlink(link, path, sizeof path / 2);
	if (size < 0)
		return (int)syscall(SYS_unlinkat, directory, name, flags);
	(void)snprintf(path + size, sizeof path - (size_t)size, "/%s", name);
	return unlink(path);
}
