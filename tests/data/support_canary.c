/* A search for many secrets at once. */
#include "support_canary.h"

#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { TOLD_MOST = 10 };

static uint64_t prefix_of(const unsigned char *bytes)
{
	uint64_t prefix = 0;

	for (int i = 0; i < CANARY_PREFIX; i++)
		prefix = prefix << 8 | bytes[i];
	return prefix;
}

void canary_add(struct canaries *canaries, const void *bytes, size_t size, const char *kind)
{
	assert_in_range(size, CANARY_PREFIX, CANARY_SIZE);
	if (canaries->count == canaries->room) {
		canaries->room = canaries->room ? canaries->room * 2 : 256;
		canaries->at = realloc(canaries->at, canaries->room * sizeof *canaries->at);
		assert_non_null(canaries->at);
	}
	struct canary *canary = &canaries->at[canaries->count++];
	*canary = (struct canary){ .prefix = prefix_of(bytes), .size = size, .kind = kind };
	memcpy(canary->bytes, bytes, size);
	canaries->sorted = false;
}

/* Six bytes hold either until long after this program: fewer would be met by chance. */
static void number_add(struct canaries *canaries, uint64_t number, const char *kind)
{
	unsigned char little[CANARY_PREFIX], big[CANARY_PREFIX];

	for (int i = 0; i < CANARY_PREFIX; i++)
		big[CANARY_PREFIX - 1 - i] = little[i] = (unsigned char)(number >> (8 * i));
	canary_add(canaries, little, sizeof little, kind);
	canary_add(canaries, big, sizeof big, kind);
}

void canary_add_moment(struct canaries *canaries, ts_time at, int32_t offset)
{
	const int32_t offsets[] = { 0, offset };
	struct ts_civil civil;
	char text[CANARY_SIZE];

	number_add(canaries, (uint64_t)at, "milliseconds");
	number_add(canaries, (uint64_t)(at / TS_SECOND), "seconds");
	for (size_t i = 0; i < 2; i++) {
		ts_civil_offset(at, offsets[i], &civil);
		(void)snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d", civil.year % 10000, civil.month,
		               civil.day, civil.hour, civil.minute);
		canary_add(canaries, text, strlen(text), "a moment in words");
		text[10] = ' ';
		canary_add(canaries, text, strlen(text), "a moment in words");
	}
	(void)snprintf(text, sizeof text, "%lld", (long long)at);
	canary_add(canaries, text, strlen(text), "milliseconds in digits");
}

static int canary_compare(const void *left, const void *right)
{
	uint64_t a = ((const struct canary *)left)->prefix, b = ((const struct canary *)right)->prefix;

	return (a > b) - (a < b);
}

/* The first with that prefix; NULL: none. */
static const struct canary *canary_find(const struct canaries *canaries, uint64_t prefix)
{
	size_t low = 0, high = canaries->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (canaries->at[middle].prefix < prefix)
			low = middle + 1;
		else
			high = middle;
	}
	return low < canaries->count && canaries->at[low].prefix == prefix ? &canaries->at[low] : NULL;
}

long canaries_count(struct canaries *canaries, const unsigned char *bytes, size_t size, const char *name)
{
	long found = 0;

	if (!canaries->sorted && canaries->count > 0)
		qsort(canaries->at, canaries->count, sizeof *canaries->at, canary_compare);
	canaries->sorted = true;
	canaries->bytes_searched += size;
	for (size_t i = 0; i + CANARY_PREFIX <= size; i++) {
		uint64_t prefix = prefix_of(bytes + i);
		const struct canary *end = canaries->at + canaries->count;
		for (const struct canary *canary = canary_find(canaries, prefix);
		     canary && canary < end && canary->prefix == prefix; canary++) {
			if (canary->size > size - i || memcmp(bytes + i, canary->bytes, canary->size) != 0)
				continue;
			if (found++ < TOLD_MOST)
				print_message("%s holds %s at %zu\n", name, canary->kind, i);
			break;
		}
	}
	return found;
}

long canaries_count_files(struct canaries *canaries, const char *directory)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	long found = 0;

	assert_non_null(stream);
	while ((entry = readdir(stream))) {
		char path[2 * SUPPORT_PATH_SIZE];
		struct stat about;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		(void)snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
		assert_int_equal(stat(path, &about), 0);
		if (S_ISDIR(about.st_mode)) {
			found += canaries_count_files(canaries, path);
			continue;
		}
		size_t size;
		unsigned char *bytes = support_file_read(path, &size);
		found += canaries_count(canaries, bytes, size, entry->d_name);
		free(bytes);
		/* Names tell too. */
		found +=
		        canaries_count(canaries, (const unsigned char *)entry->d_name, strlen(entry->d_name), "a name");
	}
	assert_int_equal(closedir(stream), 0);
	return found;
}

void canaries_release(struct canaries *canaries)
{
	free(canaries->at);
	*canaries = (struct canaries){ 0 };
}
