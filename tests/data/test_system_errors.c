/* What the operating system refuses under SQLite, which keeps most of it to itself, is named. */
#include "tests/data/support.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/types.h>

static void call_replace(const char *name, sqlite3_syscall_ptr call)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);

	/* SQLITE_NOTFOUND: this build writes in another way. */
	(void)vfs->xSetSystemCall(vfs, name, call);
}

static enum ts_status mail_log(ts_store *store)
{
	struct ts_done done;

	return ts_log_text(store, "mail", NULL, SUPPORT_NOW, SUPPORT_NOW, &done);
}

static int lock_refuse(int descriptor, int command, ...)
{
	(void)descriptor;
	(void)command;
	errno = ENOLCK;
	return -1;
}

static ssize_t write_refuse(int descriptor, const void *bytes, size_t size)
{
	(void)descriptor;
	(void)bytes;
	(void)size;
	errno = EFBIG;
	return -1;
}

static int teardown(void **state)
{
	static const char *const names[] = { "fcntl", "write", "pwrite", "pwrite64" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		call_replace(names[i], NULL);
	return support_teardown(state);
}

/* A file system without locks, as NFS is where its lock service does not run. */
static void that_there_are_no_locks_is_told_at_once_and_not_as_another_program(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	char reason[TS_REASON_SIZE];

	call_replace("fcntl", (sqlite3_syscall_ptr)lock_refuse);
	assert_int_equal(mail_log(store), TS_IO);
	assert_non_null(strstr(ts_detail(store), "gives no locks (No locks available)"));
	assert_non_null(strstr(ts_detail(store), support->path));
	assert_int_equal(ts_open(support->path, false, SUPPORT_NOW, reason, &support->store), TS_IO);
	assert_non_null(strstr(reason, "gives no locks"));
	/* It is back: nothing of this is remembered. */
	call_replace("fcntl", NULL);
	support->store = store;
	assert_int_equal(mail_log(store), TS_OK);
}

/* ulimit -f: the signal that comes with it is ignored by the program. */
static void a_file_that_may_not_grow_is_named(void **state)
{
	struct support *support = *state;
	static const char *const names[] = { "write", "pwrite", "pwrite64" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		call_replace(names[i], (sqlite3_syscall_ptr)write_refuse);
	assert_int_equal(mail_log(support->store), TS_IO);
	assert_non_null(strstr(ts_detail(support->store), "File too large"));
	assert_non_null(strstr(ts_detail(support->store), support->path));
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(that_there_are_no_locks_is_told_at_once_and_not_as_another_program),
		LOGGED_IN(a_file_that_may_not_grow_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
