/* How much memory there is, read in a tree of files as the kernel shows them. */
#include "data/keyring/free_memory.h"
#include "data/keyring/key_slot.h"
#include "tests/data/support.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MIB ((int64_t)1024 * 1024)

/* A file of the tree, with the directories above it. */
static void put(const struct support *support, const char *name, const char *text)
{
	char path[SUPPORT_PATH_SIZE + 128];
	(void)snprintf(path, sizeof path, "%s%s", support->directory, name);
	for (char *slash = path + strlen(support->directory); (slash = strchr(slash + 1, '/'));) {
		*slash = '\0';
		(void)mkdir(path, 0700);
		*slash = '/';
	}
	support_file_write(path, text, strlen(text));
}

static int64_t free_now(const struct support *support)
{
	return free_memory(support->directory) / MIB;
}

static void what_is_not_there_limits_nothing(void **state)
{
	struct support *support = *state;
	assert_true(free_memory(support->directory) == INT64_MAX);
	put(support, "/proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable:  2097152 kB\nSwapFree: 1048576 kB\n");
	assert_int_equal(free_now(support), 3072);
	put(support, "/proc/self/cgroup", "1:cpu:/a\n0::/\nnonsense\n");
	assert_int_equal(free_now(support), 3072);
}

static void the_tightest_group_of_all_above_counts(void **state)
{
	struct support *support = *state;
	put(support, "/proc/self/cgroup", "0::/user.slice/user-1.slice/run\n");
	put(support, "/sys/fs/cgroup/user.slice/user-1.slice/run/memory.max", "max\n");
	put(support, "/sys/fs/cgroup/user.slice/user-1.slice/memory.max", "1073741824\n");
	assert_int_equal(free_now(support), 1024);
	put(support, "/sys/fs/cgroup/user.slice/memory.max", "167772160\n");
	put(support, "/sys/fs/cgroup/user.slice/memory.current", "104857600\n");
	assert_int_equal(free_now(support), 60);
	/* What is read from files can go. */
	put(support, "/sys/fs/cgroup/user.slice/memory.stat", "anon 20971520\nfile_mapped 5\nfile 83886080\n");
	assert_int_equal(free_now(support), 140);
}

static void groups_of_the_first_version_count_too(void **state)
{
	struct support *support = *state;
	put(support, "/proc/self/cgroup", "4:memory:/box/inner\n1:cpu:/\n");
	put(support, "/sys/fs/cgroup/memory/box/inner/memory.limit_in_bytes", "9223372036854771712\n");
	assert_true(free_memory(support->directory) == INT64_MAX);
	put(support, "/sys/fs/cgroup/memory/box/memory.limit_in_bytes", "167772160\n");
	put(support, "/sys/fs/cgroup/memory/box/memory.usage_in_bytes", "20971520\n");
	assert_int_equal(free_now(support), 140);
}

static void this_machine_has_some(void **state)
{
	(void)state;
	assert_true(free_memory("") > 0);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, support_setup, support_teardown)

enum { REFUSED, DERIVED, NO_NAMESPACE };

/* Derives a key where the kernel says what a file says. */
static int derive_with(const char *meminfo, int64_t memory)
{
	const struct key_slot slot = { .algorithm = 2, .operations = 1, .memory = memory };
	unsigned char derived[KEY_SLOT_DERIVED_SIZE];

	if ((unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 && unshare(CLONE_NEWNS) != 0) ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount(meminfo, "/proc/meminfo", NULL, MS_BIND, NULL) != 0)
		return NO_NAMESPACE;
	return key_slot_derive(&slot, "password", 8, derived) == TS_NO_MEMORY ? REFUSED : DERIVED;
}

/* The kernel would kill the program in the middle of it, without a word. */
static void a_key_is_not_derived_where_there_is_no_memory_for_it(void **state)
{
	struct support *support = *state;
	static const int64_t needed[] = { 256, 20 };
	char meminfo[SUPPORT_PATH_SIZE + 16];

	put(support, "/meminfo", "MemTotal: 163840 kB\nMemAvailable: 65536 kB\nSwapFree: 0 kB\n");
	(void)snprintf(meminfo, sizeof meminfo, "%s/meminfo", support->directory);
	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
		int result = -1;
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			_exit(derive_with(meminfo, needed[i] * MIB));
		assert_int_equal(waitpid(child, &result, 0), child);
		assert_true(WIFEXITED(result));
		if (WEXITSTATUS(result) == NO_NAMESPACE) {
			print_message("skipped: no namespace to mount in is to be had\n");
			return;
		}
		assert_int_equal(WEXITSTATUS(result), i == 0 ? REFUSED : DERIVED);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(what_is_not_there_limits_nothing),
		FRESH(the_tightest_group_of_all_above_counts),
		FRESH(groups_of_the_first_version_count_too),
		FRESH(a_key_is_not_derived_where_there_is_no_memory_for_it),
		cmocka_unit_test(this_machine_has_some),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
