/*
 * Joining two texts line by line. The table of a longest common subsequence grows with the product of the lines; where
 * that would be too much, what differs is kept as a whole from both sides, which loses nothing either.
 */
#include "data/lookup/note_join.h"

#include <stdlib.h>
#include <string.h>

/* Cells of the table, two bytes each: 8 MiB. Two texts of 2000 lines that differ all over fit. */
enum { CELLS_MOST = 4 * 1024 * 1024 };

struct line {
	const char *at;
	size_t size;
};

struct lines {
	struct line *at;
	size_t count;
};

struct join {
	struct lines left, right;
	char *out;
	size_t size, lines;
};

static enum ts_status lines_split(const char *text, size_t size, struct lines *out)
{
	/* An empty text has no line at all, or it would be shown as one side of a difference. */
	size_t count = size > 0;

	for (size_t i = 0; i < size; i++)
		count += text[i] == '\n';
	out->at = calloc(count + 1, sizeof *out->at);
	if (!out->at)
		return TS_NO_MEMORY;
	out->count = count;
	for (size_t i = 0; i < count; i++) {
		const char *end = memchr(text, '\n', size);
		size_t length = end ? (size_t)(end - text) : size;
		out->at[i] = (struct line){ text, length };
		if (end) {
			text += length + 1;
			size -= length + 1;
		}
	}
	return TS_OK;
}

static bool line_equal(struct line left, struct line right)
{
	return left.size == right.size && memcmp(left.at, right.at, left.size) == 0;
}

static void join_put(struct join *join, const char *at, size_t size)
{
	if (join->lines++ > 0)
		join->out[join->size++] = '\n';
	memcpy(join->out + join->size, at, size);
	join->size += size;
}

static void join_put_lines(struct join *join, const struct line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		join_put(join, lines[i].at, lines[i].size);
}

/* A stretch in which no line of left is a line of right. */
static void join_put_difference(struct join *join, const struct line *left, size_t left_count, const struct line *right,
                                size_t right_count)
{
	bool both = left_count > 0 && right_count > 0;

	if (both)
		join_put(join, NOTE_MARK_FIRST, strlen(NOTE_MARK_FIRST));
	join_put_lines(join, left, left_count);
	if (both)
		join_put(join, NOTE_MARK_SECOND, strlen(NOTE_MARK_SECOND));
	join_put_lines(join, right, right_count);
	if (both)
		join_put(join, NOTE_MARK_END, strlen(NOTE_MARK_END));
}

/* Joins what lies between the common head and the common tail of both. */
static enum ts_status join_middle(struct join *join, const struct line *left, size_t left_count,
                                  const struct line *right, size_t right_count)
{
	size_t columns = right_count + 1;

	if (left_count == 0 || right_count == 0 || left_count + 1 > CELLS_MOST / columns || left_count > UINT16_MAX ||
	    right_count > UINT16_MAX) {
		join_put_difference(join, left, left_count, right, right_count);
		return TS_OK;
	}
	/* common[i * columns + j]: length of the longest common subsequence of left from i and right from j on. */
	uint16_t *common = calloc((left_count + 1) * columns, sizeof *common);
	if (!common)
		return TS_NO_MEMORY;
	for (size_t i = left_count; i-- > 0;) {
		for (size_t j = right_count; j-- > 0;) {
			uint16_t *cell = &common[i * columns + j];
			if (line_equal(left[i], right[j]))
				*cell = (uint16_t)(cell[columns + 1] + 1);
			else
				*cell = cell[columns] > cell[1] ? cell[columns] : cell[1];
		}
	}
	size_t i = 0, j = 0, left_kept = 0, right_kept = 0;
	while (i < left_count && j < right_count) {
		if (line_equal(left[i], right[j])) {
			join_put_difference(join, left + left_kept, i - left_kept, right + right_kept, j - right_kept);
			join_put(join, left[i].at, left[i].size);
			left_kept = ++i;
			right_kept = ++j;
		} else if (common[(i + 1) * columns + j] >= common[i * columns + j + 1]) {
			i++;
		} else {
			j++;
		}
	}
	join_put_difference(join, left + left_kept, left_count - left_kept, right + right_kept,
	                    right_count - right_kept);
	free(common);
	return TS_OK;
}

static enum ts_status join_run(struct join *join)
{
	const struct line *left = join->left.at, *right = join->right.at;
	size_t left_count = join->left.count, right_count = join->right.count;
	size_t least = left_count < right_count ? left_count : right_count;
	size_t head = 0, tail = 0;

	while (head < least && line_equal(left[head], right[head]))
		head++;
	while (tail < least - head && line_equal(left[left_count - 1 - tail], right[right_count - 1 - tail]))
		tail++;
	join_put_lines(join, left, head);
	enum ts_status status =
	        join_middle(join, left + head, left_count - head - tail, right + head, right_count - head - tail);
	join_put_lines(join, left + left_count - tail, tail);
	return status;
}

enum ts_status note_join(const char *left, size_t left_size, const char *right, size_t right_size, char **out,
                         size_t *size)
{
	struct join join = { 0 };
	enum ts_status status = lines_split(left, left_size, &join.left);

	if (status == TS_OK)
		status = lines_split(right, right_size, &join.right);
	if (status != TS_OK)
		goto done;
	/* Every line of both with its line end, and marks: at most one difference for each line of the shorter side,
	 * and one. */
	size_t marks = (join.left.count < join.right.count ? join.left.count : join.right.count) + 1;
	join.out = malloc(left_size + right_size + 4 +
	                  marks * (sizeof NOTE_MARK_FIRST + sizeof NOTE_MARK_SECOND + sizeof NOTE_MARK_END));
	if (!join.out) {
		status = TS_NO_MEMORY;
		goto done;
	}
	status = join_run(&join);
	if (status != TS_OK)
		goto done;
	join.out[join.size] = '\0';
	*out = join.out;
	*size = join.size;
	join.out = NULL;
done:
	free(join.out);
	free(join.right.at);
	free(join.left.at);
	return status;
}
