/* The program of one folder's tests: each file's main under the file's name. GROUP_LIST names a generated list of them.
 */
#include <stdio.h>
#include <string.h>

#define TEST(name) int group_##name(void);
#include GROUP_LIST
#undef TEST

static const struct group_test {
	const char *name;
	int (*run)(void);
} group_tests[] = {
#define TEST(name) { #name, group_##name },
#include GROUP_LIST
#undef TEST
};

int main(int count, char **arguments)
{
	enum { TESTS = sizeof group_tests / sizeof group_tests[0] };

	for (size_t i = 0; count == 2 && i < TESTS; i++)
		if (strcmp(arguments[1], group_tests[i].name) == 0)
			return group_tests[i].run();
	fputs("give the name of one of these:\n", stderr);
	for (size_t i = 0; i < TESTS; i++)
		fprintf(stderr, "\t%s\n", group_tests[i].name);
	return 2;
}
