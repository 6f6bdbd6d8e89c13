/*
 * The kernel's keyring by system calls (no libkeyutils). Facts it rests on: keyrings(7), user-keyring(7), keyctl(2). A
 * process possesses what is in its user keyring only once that is linked into its process keyring; without the link,
 * reading is refused in cron jobs, units and fresh sessions. The keyring outlives the user's last process, so each key
 * has a timeout from the start.
 */
#include "src/system/user_keyring.h"

#ifdef __linux__
#include <linux/keyctl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	/* The possessor may do all, other processes of the user may see and find it (and link the keyring to possess
	   it). */
	PERMISSIONS = 0x3f090000,
	SECRET_MOST = 128
};

static long possess(void)
{
	return syscall(SYS_keyctl, KEYCTL_LINK, KEY_SPEC_USER_KEYRING, KEY_SPEC_PROCESS_KEYRING, 0, 0);
}

static long find(const char *description)
{
	if (possess() < 0)
		return -1;
	return syscall(SYS_keyctl, KEYCTL_SEARCH, KEY_SPEC_USER_KEYRING, "user", description, 0);
}

static void unlink_key(long key)
{
	(void)syscall(SYS_keyctl, KEYCTL_UNLINK, key, KEY_SPEC_USER_KEYRING, 0, 0);
}

/* What cannot be read back is of no use to the next command. */
static bool reads_back(long key, const void *secret, size_t size)
{
	unsigned char back[SECRET_MOST];
	long found = syscall(SYS_keyctl, KEYCTL_READ, key, back, sizeof back, 0);
	bool same = found == (long)size && memcmp(back, secret, size) == 0;

	ts_wipe(back, sizeof back);
	return same;
}

static bool keep(const char *description, const void *secret, size_t size, unsigned seconds)
{
	if (size > SECRET_MOST || possess() < 0)
		return false;
	long key = syscall(SYS_add_key, "user", description, secret, size, KEY_SPEC_USER_KEYRING);
	if (key < 0)
		return false;
	if (syscall(SYS_keyctl, KEYCTL_SET_TIMEOUT, key, seconds, 0, 0) >= 0 &&
	    syscall(SYS_keyctl, KEYCTL_SETPERM, key, PERMISSIONS, 0, 0) >= 0 && reads_back(key, secret, size))
		return true;
	unlink_key(key);
	return false;
}

static size_t read_secret(const char *description, void *out, size_t size)
{
	long key = find(description);
	long found = key < 0 ? -1 : syscall(SYS_keyctl, KEYCTL_READ, key, out, size, 0);

	/* It says how large it is, also where there is no room for it. */
	return found > 0 && (size_t)found <= size ? (size_t)found : 0;
}

static void forget(const char *description)
{
	long key = find(description);

	if (key >= 0 && syscall(SYS_keyctl, KEYCTL_INVALIDATE, key, 0, 0, 0) < 0)
		unlink_key(key);
}

const struct ts_vault *user_keyring(void)
{
	static const struct ts_vault vault = { keep, read_secret, forget };
	return &vault;
}
#else
const struct ts_vault *user_keyring(void)
{
	return NULL;
}
#endif
