/*
 * The kernel keyring by system calls (no libkeyutils), and the fallback file. Facts it rests on: keyrings(7),
 * user-keyring(7), keyctl(2). A process possesses what is in its user keyring only once that is linked into its process
 * keyring; without the link, reading is refused in cron jobs, units and fresh sessions. The keyring outlives the user's
 * last process, so each key has a timeout from the start.
 */
#include "data/users/ticket.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	/* The possessor may do all, other processes of the user may see and find it (and link the keyring to possess
	   it). */
	TICKET_PERMISSIONS = 0x3f090000,
	DESCRIPTION_SIZE = 64,
	TICKET_PATH_SIZE = 512,
	PAYLOAD_SIZE = 1 + TICKET_SIZE /* a version, the secret */
};
static const unsigned char payload_version = 1;

static void describe(struct ts_id user, char out[DESCRIPTION_SIZE])
{
	size_t length = (size_t)snprintf(out, DESCRIPTION_SIZE, "timesheet:");
	for (size_t i = 0; i < TS_ID_SIZE; i++)
		length += (size_t)snprintf(out + length, DESCRIPTION_SIZE - length, "%02x", user.bytes[i]);
}

static void payload_fill(const unsigned char secret[TICKET_SIZE], unsigned char out[PAYLOAD_SIZE])
{
	out[0] = payload_version;
	memcpy(out + 1, secret, TICKET_SIZE);
}

static bool payload_take(const unsigned char *payload, long size, unsigned char secret[TICKET_SIZE])
{
	if (size != PAYLOAD_SIZE || payload[0] != payload_version)
		return false;
	memcpy(secret, payload + 1, TICKET_SIZE);
	return true;
}

/* ---- the kernel's user keyring ---- */

static long keyring_possess(void)
{
	return syscall(SYS_keyctl, KEYCTL_LINK, KEY_SPEC_USER_KEYRING, KEY_SPEC_PROCESS_KEYRING, 0, 0);
}

static long keyring_find(const char *description)
{
	if (keyring_possess() < 0)
		return -1;
	return syscall(SYS_keyctl, KEYCTL_SEARCH, KEY_SPEC_USER_KEYRING, "user", description, 0);
}

static bool keyring_keep(const char *description, const unsigned char payload[PAYLOAD_SIZE], unsigned seconds)
{
	if (keyring_possess() < 0)
		return false;
	long key = syscall(SYS_add_key, "user", description, payload, (size_t)PAYLOAD_SIZE, KEY_SPEC_USER_KEYRING);
	if (key < 0)
		return false;
	if (syscall(SYS_keyctl, KEYCTL_SET_TIMEOUT, key, seconds, 0, 0) < 0 ||
	    syscall(SYS_keyctl, KEYCTL_SETPERM, key, TICKET_PERMISSIONS, 0, 0) < 0) {
		(void)syscall(SYS_keyctl, KEYCTL_UNLINK, key, KEY_SPEC_USER_KEYRING, 0, 0);
		return false;
	}
	/* What cannot be read back is of no use to the next command. */
	unsigned char back[PAYLOAD_SIZE];
	long size = syscall(SYS_keyctl, KEYCTL_READ, key, back, sizeof back, 0);
	bool same = size == PAYLOAD_SIZE && memcmp(back, payload, PAYLOAD_SIZE) == 0;
	ts_wipe(back, sizeof back);
	if (!same)
		(void)syscall(SYS_keyctl, KEYCTL_UNLINK, key, KEY_SPEC_USER_KEYRING, 0, 0);
	return same;
}

static bool keyring_read(const char *description, unsigned char secret[TICKET_SIZE])
{
	long key = keyring_find(description);
	if (key < 0)
		return false;
	unsigned char payload[PAYLOAD_SIZE];
	long size = syscall(SYS_keyctl, KEYCTL_READ, key, payload, sizeof payload, 0);
	bool taken = payload_take(payload, size, secret);
	ts_wipe(payload, sizeof payload);
	return taken;
}

static void keyring_forget(const char *description)
{
	long key = keyring_find(description);
	if (key < 0)
		return;
	if (syscall(SYS_keyctl, KEYCTL_INVALIDATE, key, 0, 0, 0) < 0)
		(void)syscall(SYS_keyctl, KEYCTL_UNLINK, key, KEY_SPEC_USER_KEYRING, 0, 0);
}

/* ---- the file ---- */

/* Ours, a directory, and closed to everybody else; else -1. */
static int directory_open(int parent, const char *name)
{
	int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (descriptor < 0)
		return -1;
	struct stat status;
	if (fstat(descriptor, &status) == 0 && status.st_uid == geteuid() && (status.st_mode & 077) == 0)
		return descriptor;
	(void)close(descriptor);
	return -1;
}

static int ticket_directory(const struct ts_machine *machine, bool create)
{
	if (!machine->runtime_directory || machine->runtime_directory[0] != '/')
		return -1;
	int parent = directory_open(AT_FDCWD, machine->runtime_directory);
	if (parent < 0)
		return -1;
	if (create && mkdirat(parent, "timesheet", 0700) < 0 && errno != EEXIST) {
		(void)close(parent);
		return -1;
	}
	int directory = directory_open(parent, "timesheet");
	(void)close(parent);
	return directory;
}

static bool file_keep(const struct ts_machine *machine, const char *name, const unsigned char payload[PAYLOAD_SIZE])
{
	int directory = ticket_directory(machine, true);
	if (directory < 0)
		return false;
	(void)unlinkat(directory, name, 0);
	int file = openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool kept = file >= 0 && write(file, payload, PAYLOAD_SIZE) == PAYLOAD_SIZE;
	if (file >= 0 && close(file) < 0)
		kept = false;
	if (!kept && file >= 0)
		(void)unlinkat(directory, name, 0);
	(void)close(directory);
	return kept;
}

static bool file_read(const struct ts_machine *machine, const char *name, unsigned char secret[TICKET_SIZE])
{
	int directory = ticket_directory(machine, false);
	if (directory < 0)
		return false;
	int file = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	(void)close(directory);
	if (file < 0)
		return false;
	struct stat status;
	unsigned char payload[PAYLOAD_SIZE + 1];
	bool taken = fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
	             (status.st_mode & 077) == 0 && status.st_nlink == 1 &&
	             payload_take(payload, read(file, payload, sizeof payload), secret);
	ts_wipe(payload, sizeof payload);
	(void)close(file);
	return taken;
}

static void file_forget(const struct ts_machine *machine, const char *name)
{
	int directory = ticket_directory(machine, false);
	if (directory < 0)
		return;
	(void)unlinkat(directory, name, 0);
	(void)close(directory);
}

/* ---- either ---- */

enum ts_status ticket_keep(const struct ts_machine *machine, struct ts_id user, const unsigned char secret[TICKET_SIZE],
                           unsigned seconds, enum ts_ticket_place *place)
{
	char description[DESCRIPTION_SIZE];
	unsigned char payload[PAYLOAD_SIZE];
	describe(user, description);
	payload_fill(secret, payload);
	*place = TS_TICKET_NONE;
	if (keyring_keep(description, payload, seconds))
		*place = TS_TICKET_KEYRING;
	else if (file_keep(machine, description, payload))
		*place = TS_TICKET_FILE;
	ts_wipe(payload, sizeof payload);
	return *place == TS_TICKET_NONE ? TS_NOT_FOUND : TS_OK;
}

enum ts_status ticket_read(const struct ts_machine *machine, struct ts_id user, unsigned char secret[TICKET_SIZE],
                           enum ts_ticket_place *place)
{
	char description[DESCRIPTION_SIZE];
	describe(user, description);
	if (keyring_read(description, secret))
		*place = TS_TICKET_KEYRING;
	else if (file_read(machine, description, secret))
		*place = TS_TICKET_FILE;
	else
		return TS_NOT_FOUND;
	return TS_OK;
}

void ticket_forget(const struct ts_machine *machine, struct ts_id user)
{
	char description[DESCRIPTION_SIZE];
	describe(user, description);
	keyring_forget(description);
	file_forget(machine, description);
}
