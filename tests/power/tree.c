/* Small directories as a whole. */
#include "tree.h"

#include "demand.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 1024 };

void tree_visit(const char *directory, tree_visitor *visit, void *context)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	char path[PATH_SIZE];
	struct stat about;

	DEMAND(stream != NULL, directory);
	while ((entry = readdir(stream))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		DEMAND(snprintf(path, sizeof path, "%s/%s", directory, entry->d_name) < PATH_SIZE, directory);
		DEMAND(lstat(path, &about) == 0, path);
		visit(context, path, &about);
		if (S_ISDIR(about.st_mode))
			tree_visit(path, visit, context);
	}
	(void)closedir(stream);
}

unsigned char *tree_read(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rbe");
	struct stat about;

	if (!file)
		return NULL;
	DEMAND(fstat(fileno(file), &about) == 0, path);
	unsigned char *bytes = malloc((size_t)about.st_size + 1);
	DEMAND(bytes && fread(bytes, 1, (size_t)about.st_size, file) == (size_t)about.st_size, path);
	(void)fclose(file);
	*size = (size_t)about.st_size;
	return bytes;
}

void tree_write(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "wbe");

	DEMAND(file && fwrite(bytes, 1, size, file) == size && fclose(file) == 0, path);
}

bool tree_same(const char *left, const char *right)
{
	size_t left_size = 0, right_size = 0;
	unsigned char *left_bytes = tree_read(left, &left_size), *right_bytes = tree_read(right, &right_size);
	bool same =
	        left_bytes && right_bytes && left_size == right_size && memcmp(left_bytes, right_bytes, left_size) == 0;

	free(left_bytes);
	free(right_bytes);
	return same;
}

struct copy {
	const char *from, *to;
};

static void entry_copy(void *context, const char *path, const struct stat *about)
{
	const struct copy *copy = context;
	char to[PATH_SIZE];
	size_t size = 0;

	DEMAND(snprintf(to, sizeof to, "%s%s", copy->to, path + strlen(copy->from)) < PATH_SIZE, path);
	if (S_ISDIR(about->st_mode)) {
		DEMAND(mkdir(to, 0700) == 0, to);
		return;
	}
	unsigned char *bytes = tree_read(path, &size);
	DEMAND(bytes != NULL, path);
	tree_write(to, bytes, size);
	free(bytes);
}

void tree_copy(const char *from, const char *to)
{
	struct copy copy = { from, to };

	DEMAND(mkdir(to, 0700) == 0, to);
	tree_visit(from, entry_copy, &copy);
}

void tree_remove(const char *directory)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	char path[PATH_SIZE];

	if (!stream) {
		DEMAND(errno == ENOENT, directory);
		return;
	}
	while ((entry = readdir(stream))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		DEMAND(snprintf(path, sizeof path, "%s/%s", directory, entry->d_name) < PATH_SIZE, directory);
		if (entry->d_type == DT_DIR)
			tree_remove(path);
		else
			DEMAND(unlink(path) == 0, path);
	}
	(void)closedir(stream);
	DEMAND(rmdir(directory) == 0, directory);
}
