/* Screens as text files that are read in review: characters, styles, colours, cursor. */
#include "tests/ui/support.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <utf8proc.h>

static const char style_letters[] = {
#define STYLE_LETTER(name, letter) letter,
	STYLE_LIST(STYLE_LETTER)
#undef STYLE_LETTER
};

const char *surface_row_text(const struct surface *surface, int y, char *out, size_t size)
{
	size_t used = 0, kept = 0;

	for (int x = 0; x < surface_width(surface); x++) {
		const struct cell *cell = surface_cell(surface, x, y);

		for (int i = 0; i < CELL_CHARACTERS && cell->characters[i] != 0 && used + 5 < size; i++) {
			used += (size_t)utf8proc_encode_char((utf8proc_int32_t)cell->characters[i],
			                                     (utf8proc_uint8_t *)out + used);
			if (cell->characters[i] != ' ')
				kept = used;
		}
	}
	out[kept] = '\0';
	return out;
}

/* The column at which the byte of a row's text stands. */
static int column_of(const struct surface *surface, int y, size_t offset)
{
	size_t used = 0;

	for (int x = 0; x < surface_width(surface); x++) {
		const struct cell *cell = surface_cell(surface, x, y);
		utf8proc_uint8_t bytes[4];

		if (used >= offset && cell->width != 0)
			return x;
		for (int i = 0; i < CELL_CHARACTERS && cell->characters[i] != 0; i++)
			used += (size_t)utf8proc_encode_char((utf8proc_int32_t)cell->characters[i], bytes);
	}
	return surface_width(surface);
}

bool surface_find(const struct surface *surface, const char *text, int *x, int *y)
{
	char row[4096];

	for (int at = 0; at < surface_height(surface); at++) {
		const char *found = strstr(surface_row_text(surface, at, row, sizeof row), text);

		if (found != NULL) {
			*x = column_of(surface, at, (size_t)(found - row));
			*y = at;
			return true;
		}
	}
	return false;
}

bool surface_shows(const struct surface *surface, const char *text)
{
	int x, y;

	return surface_find(surface, text, &x, &y);
}

enum style surface_style(const struct surface *surface, int x, int y)
{
	return (enum style)surface_cell(surface, x, y)->look.style;
}

enum plane { PLANE_STYLE, PLANE_GROUND, PLANE_PAPER, PLANE_INK, PLANE_UNDERLINE, PLANE_COUNT };
static const char *const plane_names[PLANE_COUNT] = { "styles", "grounds", "paper", "ink", "underline" };

static char plane_letter(const struct cell *cell, enum plane plane)
{
	static const char colours[] = " 123456789abc";

	switch (plane) {
	case PLANE_STYLE:
		return style_letters[cell->look.style];
	case PLANE_GROUND:
		return style_letters[cell->ground];
	case PLANE_PAPER:
		return colours[cell->look.paper];
	case PLANE_INK:
		return colours[cell->look.ink];
	default:
		return cell->look.underline != 0 ? '_' : ' ';
	}
}

static void plane_write(FILE *file, const struct surface *surface, enum plane plane)
{
	int width = surface_width(surface), height = surface_height(surface);
	bool used = plane == PLANE_STYLE;

	for (int i = 0; i < width * height && !used; i++)
		used = plane_letter(surface_cell(surface, i % width, i / width), plane) != ' ';
	if (!used)
		return;
	(void)fprintf(file, "== %s\n", plane_names[plane]);
	for (int y = 0; y < height; y++) {
		int end = width;

		while (end > 0 && plane_letter(surface_cell(surface, end - 1, y), plane) == ' ')
			end--;
		for (int x = 0; x < end; x++)
			(void)fputc(plane_letter(surface_cell(surface, x, y), plane), file);
		(void)fputc('\n', file);
	}
}

/* The screen as a text; free it. */
static char *golden_text(const struct surface *surface)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);
	char row[4096];
	int x, y;

	assert_non_null(file);
	(void)fprintf(file, "== %dx%d\n", surface_width(surface), surface_height(surface));
	for (int i = 0; i < surface_height(surface); i++)
		(void)fprintf(file, "%s\n", surface_row_text(surface, i, row, sizeof row));
	for (enum plane plane = PLANE_STYLE; plane < PLANE_COUNT; plane++)
		plane_write(file, surface, plane);
	surface_cursor_at(surface, &x, &y);
	if (x >= 0)
		(void)fprintf(file, "== cursor %d,%d\n", x, y);
	assert_int_equal(fclose(file), 0);
	return text;
}

/* The whole file; "" when there is none. Free it. */
static char *file_text(const char *path)
{
	FILE *file = fopen(path, "rbe");
	char *text = NULL;
	size_t size = 0, got;
	char part[4096];
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	while (file != NULL && (got = fread(part, 1, sizeof part, file)) > 0)
		assert_int_equal(fwrite(part, 1, got, out), got);
	if (file != NULL)
		(void)fclose(file);
	assert_int_equal(fclose(out), 0);
	return text;
}

static const char *line_end(const char *line)
{
	const char *end = strchr(line, '\n');

	return end != NULL ? end : line + strlen(line);
}

/* Prints the lines that differ, each as it should be and as it is. */
static void print_difference(const char *name, const char *expected, const char *actual)
{
	(void)fprintf(stderr, "golden screen '%s' differs (UPDATE_GOLDEN=1 writes it anew):\n", name);
	for (int line = 1; *expected != '\0' || *actual != '\0'; line++) {
		const char *expected_end = line_end(expected), *actual_end = line_end(actual);
		size_t expected_size = (size_t)(expected_end - expected), actual_size = (size_t)(actual_end - actual);

		if (expected_size != actual_size || memcmp(expected, actual, expected_size) != 0) {
			(void)fprintf(stderr, "%4d - |%.*s|\n", line, (int)expected_size, expected);
			(void)fprintf(stderr, "     + |%.*s|\n", (int)actual_size, actual);
		}
		expected = *expected_end == '\0' ? expected_end : expected_end + 1;
		actual = *actual_end == '\0' ? actual_end : actual_end + 1;
	}
}

/* Those that lead to it, from the golden screens on. */
static void folders_make(const char *path)
{
	char folder[512];

	for (const char *end = path + strlen(TEST_GOLDEN_DIR) + 1; (end = strchr(end, '/')) != NULL; end++) {
		(void)snprintf(folder, sizeof folder, "%.*s", (int)(end - path), path);
		if (mkdir(folder, 0777) != 0)
			assert_int_equal(errno, EEXIST);
	}
}

static void golden_write(const char *path, const char *text)
{
	FILE *file;

	folders_make(path);
	file = fopen(path, "wbe");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

void golden_check(const struct surface *surface, const char *name)
{
	char path[512];
	char *actual = golden_text(surface);
	const char *update = getenv("UPDATE_GOLDEN");
	bool same;

	(void)snprintf(path, sizeof path, "%s/%s.screen", TEST_GOLDEN_DIR, name);
	if (update != NULL && strcmp(update, "1") == 0) {
		golden_write(path, actual);
		same = true;
	} else {
		char *expected = file_text(path);

		same = strcmp(expected, actual) == 0;
		if (!same)
			print_difference(name, expected, actual);
		free(expected);
	}
	free(actual);
	if (!same)
		fail_msg("golden screen '%s' differs", name);
}
