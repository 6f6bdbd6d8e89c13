/* A ticket is kept in the machine's vault, else in a file of the session's directory. */
#include "data/users/ticket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
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

/* ---- the machine's vault ---- */

static bool vault_keep(const struct ts_machine *machine, const char *description,
                       const unsigned char payload[PAYLOAD_SIZE], unsigned seconds)
{
	return machine->vault && machine->vault->keep(description, payload, PAYLOAD_SIZE, seconds);
}

static bool vault_read(const struct ts_machine *machine, const char *description, unsigned char secret[TICKET_SIZE])
{
	unsigned char payload[PAYLOAD_SIZE];

	if (!machine->vault)
		return false;
	bool taken = payload_take(payload, (long)machine->vault->read(description, payload, sizeof payload), secret);
	ts_wipe(payload, sizeof payload);
	return taken;
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
	if (vault_keep(machine, description, payload, seconds))
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
	if (vault_read(machine, description, secret))
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
	if (machine->vault)
		machine->vault->forget(description);
	file_forget(machine, description);
}
