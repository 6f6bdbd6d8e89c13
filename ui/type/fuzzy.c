/*
 * Typed letters against a text: both without case and accents, then the best of all ways to find the letters in order,
 * by dynamic programming. Letters in a row and at the begin of words are worth most; every letter skipped costs a
 * little.
 */
#include "ui/type/fuzzy.h"

#include "ui/base/alloc.h"
#include "ui/draw/grapheme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { UNITS_OF_A_CHARACTER = 8 };

/* Found by trying on lists of activities; only their order matters: a run is worth more than the begin of a word, that
 * more than any gap costs. */
static const double value_in_a_row = 1.0;
static const double value_word = 0.8;
static const double value_text = 0.9;
static const double cost_before = 0.005;
static const double cost_between = 0.02;
static const double cost_after = 0.004;
static const double value_same = 1000;
static const double never = -1e300; /* no way leads here; what is taken off or added to it does not show */

/* A text as it is compared: code points without case and accents, each with where it came from. */
struct unit {
	uint32_t character;
	size_t offset;
};
struct folded {
	struct unit *units;
	size_t count;
};

static struct folded fold(const char *text)
{
	size_t size = strlen(text);
	size_t room = size + UNITS_OF_A_CHARACTER;
	struct folded folded = { .units = allocate(room, sizeof *folded.units) };

	for (size_t at = 0; at < size;) {
		utf8proc_int32_t out[UNITS_OF_A_CHARACTER];
		int boundary = 0;
		size_t length = 0;
		uint32_t character = character_read(text, size, at, &length);
		utf8proc_ssize_t count = utf8proc_decompose_char(
		        (utf8proc_int32_t)character, out, UNITS_OF_A_CHARACTER,
		        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD, &boundary);

		for (utf8proc_ssize_t i = 0; i < count && i < UNITS_OF_A_CHARACTER; i++) {
			folded.units = with_room(folded.units, &room, folded.count + 1, sizeof *folded.units);
			folded.units[folded.count++] = (struct unit){ (uint32_t)out[i], at };
		}
		at += length;
	}
	return folded;
}

static bool is_letter(uint32_t character)
{
	if (character < 0x80)
		return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
	return utf8proc_category((utf8proc_int32_t)character) <= UTF8PROC_CATEGORY_NO;
}

/* What a letter is worth for where it stands. */
static double value_of_place(const struct folded *text, size_t at)
{
	if (at == 0)
		return value_text;
	return is_letter(text->units[at].character) && !is_letter(text->units[at - 1].character) ? value_word : 0;
}

static bool is_subsequence(const struct folded *needle, const struct folded *text)
{
	size_t found = 0;

	for (size_t i = 0; i < text->count && found < needle->count; i++)
		found += text->units[i].character == needle->units[found].character;
	return found == needle->count;
}

/* For each letter of the needle (rows) and each place in the text (columns): the best value of the needle up to here
 * with this letter found exactly here, and with it found here or before. */
struct table {
	double *here, *best;
	size_t columns;
};

static void table_fill(struct table *table, const struct folded *needle, const struct folded *text)
{
	size_t columns = table->columns;

	for (size_t row = 0; row < needle->count; row++) {
		double gap = row + 1 == needle->count ? cost_after : cost_between;
		double before = never;

		for (size_t i = 0; i < columns; i++) {
			size_t cell = row * columns + i;
			double here = never;

			if (needle->units[row].character == text->units[i].character) {
				if (row == 0)
					here = value_of_place(text, i) - cost_before * (double)i;
				else if (i > 0)
					here = fmax(table->best[cell - columns - 1] + value_of_place(text, i),
					            table->here[cell - columns - 1] + value_in_a_row);
			}
			table->here[cell] = here;
			before = fmax(here, before - gap);
			table->best[cell] = before;
		}
	}
}

static void position_add(struct fuzzy_match *out, size_t offset)
{
	/* One character may have folded to two letters. */
	if (out->count > 0 && out->positions[out->count - 1] == offset)
		return;
	if (out->count < FUZZY_POSITIONS)
		out->positions[out->count++] = offset;
}

/* Walks the best way backwards: columns[row] is where each letter was found. */
static void table_walk(const struct table *table, size_t rows, const struct folded *text, size_t *columns)
{
	size_t at = table->columns;
	bool in_a_row = false;

	for (size_t row = rows; row-- > 0;) {
		const double *here = table->here + row * table->columns;
		const double *best = table->best + row * table->columns;

		at--;
		while (!in_a_row && at > 0 && here[at] < best[at])
			at--;
		columns[row] = at;
		in_a_row = row > 0 && at > 0 &&
		           here[at] > table->best[(row - 1) * table->columns + at - 1] + value_of_place(text, at);
	}
}

/* "fw" for "frontend work" and "prsr" for "parser", but not letters that any long text has somewhere. */
static bool is_close(const struct folded *text, const size_t *columns, size_t rows)
{
	bool begins_words = true;

	for (size_t row = 0; row < rows; row++) {
		bool run_begins = row == 0 || columns[row] != columns[row - 1] + 1;
		begins_words = begins_words && (!run_begins || value_of_place(text, columns[row]) > 0);
	}
	return begins_words || columns[rows - 1] - columns[0] < 2 * rows;
}

static void match_fill(const struct folded *needle, const struct folded *text, struct fuzzy_match *out)
{
	size_t cells = needle->count * text->count;
	struct table table = { .columns = text->count };
	size_t *columns = allocate(needle->count, sizeof *columns);

	table.here = allocate(cells, sizeof *table.here);
	table.best = allocate(cells, sizeof *table.best);
	table_fill(&table, needle, text);
	out->score = table.best[cells - 1];
	if (needle->count == text->count)
		out->score += value_same;
	table_walk(&table, needle->count, text, columns);
	out->close = is_close(text, columns, needle->count);
	for (size_t row = 0; row < needle->count; row++)
		position_add(out, text->units[columns[row]].offset);
	free(columns);
	free(table.here);
	free(table.best);
}

bool fuzzy_match(const char *needle, const char *text, struct fuzzy_match *out)
{
	struct folded folded_needle = fold(needle);
	struct folded folded_text = fold(text);
	bool fits = is_subsequence(&folded_needle, &folded_text);

	if (fits) {
		out->score = 0;
		out->count = 0;
		out->close = true;
		if (folded_needle.count > 0)
			match_fill(&folded_needle, &folded_text, out);
	}
	free(folded_needle.units);
	free(folded_text.units);
	return fits;
}
