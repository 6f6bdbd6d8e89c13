/* Small directories as a whole: visited, copied, removed. Made of calls that the simulated disk does not see. */
#ifndef TIMESHEET_TESTS_POWER_TREE_H
#define TIMESHEET_TESTS_POWER_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/* All that is in a directory, each directory before what is in it. */
typedef void tree_visitor(void *context, const char *path, const struct stat *about);
void tree_visit(const char *directory, tree_visitor *visit, void *context);
/* to is made. */
void tree_copy(const char *from, const char *to);
/* The directory too, if there is one. */
void tree_remove(const char *directory);
/* A file that is not there; for the caller to free otherwise. */
unsigned char *tree_read(const char *path, size_t *size);
void tree_write(const char *path, const void *bytes, size_t size);
/* Whether two files hold the same; false when one is not there. */
bool tree_same(const char *left, const char *right);

#endif
