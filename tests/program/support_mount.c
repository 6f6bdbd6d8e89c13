/* Namespaces and mounts: user_namespaces(7), mount_namespaces(7), tmpfs(5). */
#include "support_mount.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static bool text_write(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	bool written = file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text);

	if (file >= 0)
		(void)close(file);
	return written;
}

/* Root of a namespace in which nobody else is. */
static bool identity_map(unsigned user, unsigned group)
{
	char users[32], groups[32];

	(void)snprintf(users, sizeof users, "0 %u 1", user);
	(void)snprintf(groups, sizeof groups, "0 %u 1", group);
	return text_write("/proc/self/setgroups", "deny") && text_write("/proc/self/uid_map", users) &&
	       text_write("/proc/self/gid_map", groups);
}

bool mounts_begin(void)
{
	unsigned user = geteuid(), group = getegid();
	bool own = unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && identity_map(user, group);

	/* Where that is forbidden, root may still have a namespace of mounts. */
	if ((!own && (user != 0 || unshare(CLONE_NEWNS) != 0)) ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
		print_message("skipped: no namespace to mount in is to be had (%s)\n", strerror(errno));
		return false;
	}
	return true;
}

static const char *disk_path(const struct sandbox *sandbox, char out[96])
{
	(void)snprintf(out, 96, "%s/test", sandbox->directory);
	return out;
}

static void succeed(int result, const char *what, const char *path)
{
	if (result != 0)
		fail_msg("cannot %s '%s': %s", what, path, strerror(errno));
}

void disk_mount(const struct sandbox *sandbox, int kilobytes)
{
	char path[96], size[48];

	(void)snprintf(size, sizeof size, "mode=700,size=%dk", kilobytes);
	succeed(mount("disk", disk_path(sandbox, path), "tmpfs", MS_NOSUID | MS_NODEV, size), "mount", path);
}

void disk_resize(const struct sandbox *sandbox, int kilobytes)
{
	char path[96], size[48];

	(void)snprintf(size, sizeof size, "size=%dk", kilobytes);
	succeed(mount("disk", disk_path(sandbox, path), "tmpfs", MS_REMOUNT | MS_NOSUID | MS_NODEV, size), "enlarge",
	        path);
}

void disk_unmount(const struct sandbox *sandbox)
{
	char path[96];

	/* A process that makes a backup may still be at work in it. */
	succeed(umount2(disk_path(sandbox, path), MNT_DETACH), "unmount", path);
}

void file_mount(const char *file, const char *place)
{
	succeed(mount(file, place, NULL, MS_BIND, NULL), "mount", place);
}

void itself_mount(const char *path)
{
	file_mount(path, path);
}

bool watches_forbid(void)
{
	return text_write("/proc/sys/user/max_inotify_instances", "0");
}

void read_only_mount(const char *path)
{
	itself_mount(path);
	succeed(mount(path, path, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL), "protect", path);
}

void itself_unmount(const char *path)
{
	succeed(umount2(path, MNT_DETACH), "release", path);
}
