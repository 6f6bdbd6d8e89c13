/* Which process holds a lock on the database, asked of the kernel. */
#include "data/file/holder.h"

#include "data/file/system.h"

#include <fcntl.h>
#include <sys/stat.h>

/* Where SQLite's locks are: its file format, "os.h" of its sources (PENDING_BYTE and what follows). */
enum { PENDING_AT = 0x40000000, RESERVED_AT = PENDING_AT + 1, SHARED_AT = PENDING_AT + 2, SHARED_SIZE = 510 };

enum { DESCRIPTORS_MOST = 256 /* that are looked through; the program has some twenty */ };

/* The descriptor that SQLite has open. One of our own would be no good: closing it would drop all locks that this
 * process has on the file (fcntl(2)). */
static int descriptor_find(uint64_t device, uint64_t inode)
{
	for (int descriptor = 0; descriptor < DESCRIPTORS_MOST; descriptor++) {
		struct stat about;
		if (fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && about.st_dev == device &&
		    about.st_ino == inode)
			return descriptor;
	}
	return -1;
}

/* True: somebody else has a lock there; the process is 0 where the kernel does not know it by a number of ours. */
static bool lock_ask(int descriptor, off_t start, off_t size, int64_t *process)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = start, .l_len = size };

	if (fcntl(descriptor, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
		return false;
	*process = lock.l_pid > 0 ? lock.l_pid : 0;
	return true;
}

bool holder_find(uint64_t device, uint64_t inode, struct ts_holder *out)
{
	int descriptor = descriptor_find(device, inode);

	*out = (struct ts_holder){ .process = 0 };
	if (descriptor < 0 || (!lock_ask(descriptor, RESERVED_AT, 1, &out->process) &&
	                       !lock_ask(descriptor, PENDING_AT, 1, &out->process) &&
	                       !lock_ask(descriptor, SHARED_AT, SHARED_SIZE, &out->process)))
		return false;
	if (out->process > 0)
		system_process_describe(out);
	return true;
}
