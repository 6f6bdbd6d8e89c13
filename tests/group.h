/* Included ahead of every test file: its main becomes a function of the group's program (group.c). */
#ifndef TESTS_GROUP_H
#define TESTS_GROUP_H

#define main(...)                                                                                                      \
	GROUP_TEST(void);                                                                                              \
	int GROUP_TEST(__VA_ARGS__)

#endif
