/* How much memory there is, read in a tree of files as the kernel shows them. */
#include "data/users/free_memory.h"
#include "tests/data/support.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(what_is_not_there_limits_nothing),
		FRESH(the_tightest_group_of_all_above_counts),
		FRESH(groups_of_the_first_version_count_too),
		cmocka_unit_test(this_machine_has_some),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
