/* Linux; what another system answers instead stands in src/README.md. */
#include "data/file/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/vfs.h>
#include <time.h>

/* Of 32 bits they would be too small for files over 2 GiB and for days after 2038: _FILE_OFFSET_BITS, _TIME_BITS. */
_Static_assert(sizeof(off_t) == 8, "sizes of files have 64 bits");
_Static_assert(sizeof(time_t) == 8, "moments have 64 bits");

int system_rename_new(const char *from, const char *to)
{
#ifdef RENAME_NOREPLACE
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	/* EINVAL: the file system knows no such rename. */
	return errno == EINVAL ? ENOSYS : errno;
#else
	(void)from;
	(void)to;
	return ENOSYS;
#endif
}

/* Of file systems whose changes are made by other machines (linux/magic.h, statfs(2)). */
bool system_is_remote(const char *path)
{
	static const unsigned long remote[] = { 0x6969,     /* NFS */
		                                0x517b,     /* SMB */
		                                0xfe534d42, /* SMB2 */
		                                0xff534d42, /* CIFS */
		                                0x65735546, /* FUSE: sshfs, rclone */
		                                0x01021997, /* 9P */
		                                0x00c36400, /* Ceph */
		                                0x5346414f /* AFS */ };
	struct statfs about;

	if (statfs(path, &about) != 0)
		return true;
	for (size_t i = 0; i < sizeof remote / sizeof remote[0]; i++) {
		if ((unsigned long)about.f_type == remote[i])
			return true;
	}
	return false;
}

/* What the kernel says of a process, proc(5): "4711 (name) T ...". The name may hold any character. */
void system_process_describe(struct ts_holder *holder)
{
	char path[48], line[256];
	(void)snprintf(path, sizeof path, "/proc/%lld/stat", (long long)holder->process);
	FILE *file = fopen(path, "re");
	bool read = file && fgets(line, sizeof line, file);
	if (file)
		(void)fclose(file);
	if (!read)
		return;
	char *name = strchr(line, '('), *end = strrchr(line, ')');
	if (!name || !end || end < name || end[1] != ' ')
		return;
	holder->stopped = end[2] == 'T' || end[2] == 't';
	(void)ts_text_clean(name + 1, (size_t)(end - name - 1), false, holder->name, sizeof holder->name);
}
