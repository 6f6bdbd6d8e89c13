/* A VFS that passes everything on to the real one, and fails where it is told to. */
#include "support_fault.h"

#include <sqlite3.h>
#include <stddef.h>
#include <string.h>

/* SQLite gives us this much memory a file, and the real one's behind it. */
struct fault_file {
	sqlite3_file base;
	sqlite3_file *real;
};

static struct {
	sqlite3_vfs vfs;
	sqlite3_vfs *real;
	int seen, at, code;
	bool for_good;
} fault;

void fault_arm(int at, int code, bool for_good)
{
	fault.seen = 0;
	fault.at = at;
	fault.code = code;
	fault.for_good = for_good;
}

int fault_count(void)
{
	return fault.seen;
}

static bool fault_now(void)
{
	fault.seen++;
	return fault.at != 0 && (fault.seen == fault.at || (fault.for_good && fault.seen > fault.at));
}

static sqlite3_file *real_file(sqlite3_file *file)
{
	return ((struct fault_file *)file)->real;
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
	if (fault_now()) {
		/* A full disk takes what fits. */
		int code = real_file(file)->pMethods->xWrite(real_file(file), bytes, size / 2, offset);
		return code == SQLITE_OK ? fault.code : code;
	}
	return real_file(file)->pMethods->xWrite(real_file(file), bytes, size, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	return fault_now() ? SQLITE_IOERR_TRUNCATE : real_file(file)->pMethods->xTruncate(real_file(file), size);
}

static int file_sync(sqlite3_file *file, int flags)
{
	/* What a failed sync leaves may well have reached the disk. */
	int code = real_file(file)->pMethods->xSync(real_file(file), flags);
	return fault_now() ? SQLITE_IOERR_FSYNC : code;
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
	struct fault_file *ours = (struct fault_file *)file;

	(void)vfs;
	ours->real = (sqlite3_file *)(ours + 1);
	int code = fault.real->xOpen(fault.real, name, ours->real, flags, out_flags);
	ours->base.pMethods = ours->real->pMethods ? &file_methods : NULL;
	return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_directory)
{
	(void)vfs;
	return fault_now() ? SQLITE_IOERR_DELETE : fault.real->xDelete(fault.real, name, sync_directory);
}

void fault_install(void)
{
	if (fault.real)
		return;
	fault.real = sqlite3_vfs_find(NULL);
	fault.vfs = *fault.real;
	fault.vfs.zName = "fault";
	fault.vfs.pNext = NULL;
	fault.vfs.szOsFile = (int)sizeof(struct fault_file) + fault.real->szOsFile;
	fault.vfs.xOpen = vfs_open;
	fault.vfs.xDelete = vfs_delete;
	(void)sqlite3_vfs_register(&fault.vfs, 1);
}
