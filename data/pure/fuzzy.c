/*
 * Typed letters against a text: the best of all ways to find the letters in order, by dynamic programming. Letters in a
 * row and at the begin of words are worth most; every letter skipped costs a little. Words that stand in another order
 * are found each for itself.
 */
#include "data/pure/fuzzy.h"

#include <stdlib.h>
#include <string.h>

/* Found by trying on lists of activities; only their order matters: a run is worth more than the begin of a word, that
 * more than any gap costs. Whole numbers: of fractions some processors keep more digits than are stored, and what is
 * compared with itself is then not the same. */
enum {
	VALUE_IN_A_ROW = 1000,
	VALUE_WORD = 800,
	VALUE_TEXT = 900,
	VALUE_ORDER = 1000, /* words in the order in which they were typed */
	COST_BEFORE = 5,
	COST_BETWEEN = 20,
	COST_AFTER = 4,
	VALUE_SAME = 1000000,
	NEVER = -1000000000 /* no way leads here; all that letters can add or take off is less */
};
_Static_assert(FUZZY_LETTERS_MOST *(VALUE_IN_A_ROW + FUZZY_LETTERS_MOST * COST_BETWEEN) + VALUE_SAME < -NEVER / 2,
               "what is found is told from what is not");

static int32_t greater(int32_t left, int32_t right)
{
	return left > right ? left : right;
}

enum ts_status fuzzy_table_make(struct fuzzy_table *table, size_t typed, size_t count)
{
	size_t cells = typed * count;

	fuzzy_table_release(table);
	if (cells == 0)
		return TS_OK;
	table->here = calloc(cells, sizeof *table->here);
	table->best = calloc(cells, sizeof *table->best);
	table->columns = calloc(typed, sizeof *table->columns);
	return table->here && table->best && table->columns ? TS_OK : TS_NO_MEMORY;
}

void fuzzy_table_release(struct fuzzy_table *table)
{
	free(table->here);
	free(table->best);
	free(table->columns);
	*table = (struct fuzzy_table){ 0 };
}

/* Typed letters that are looked for together: one word, or all of them in their order. */
struct part {
	const struct fuzzy_letter *at;
	size_t count;
	size_t *columns; /* where they are found */
};

static bool is_subsequence(const struct part *part, const struct fuzzy_text *text)
{
	size_t found = 0;

	for (size_t i = 0; i < text->count && found < part->count; i++)
		found += text->at[i].character == part->at[found].character;
	return found == part->count;
}

/* What a letter is worth for where it stands. */
static int32_t value_of_place(const struct fuzzy_text *text, size_t at)
{
	if (at == 0)
		return VALUE_TEXT;
	return text->at[at].word ? VALUE_WORD : 0;
}

/* The best value of a letter found exactly at i, behind those of the row above. */
static int32_t value_here(const struct part *part, size_t row, const struct fuzzy_text *text, size_t i,
                          const int32_t *here_above, const int32_t *best_above)
{
	int32_t place = value_of_place(text, i);

	if (row == 0)
		return place - COST_BEFORE * (int32_t)i;
	if (i == 0)
		return NEVER;
	int32_t apart = best_above[i - 1] + place;
	/* What begins a typed word does not go on with the word before. */
	return part->at[row].word ? apart : greater(apart, here_above[i - 1] + VALUE_IN_A_ROW);
}

/* For each letter (rows) and each place in the text (columns): the best value of the letters up to here with this one
 * found exactly here, and with it found here or before. Returns that of the last. */
static int32_t table_fill(struct fuzzy_table *table, const struct part *part, const struct fuzzy_text *text)
{
	size_t columns = text->count;

	for (size_t row = 0; row < part->count; row++) {
		int32_t *here = table->here + row * columns, *best = table->best + row * columns;
		const int32_t *here_above = row > 0 ? here - columns : here,
		              *best_above = row > 0 ? best - columns : best;
		int32_t gap = row + 1 == part->count ? COST_AFTER : COST_BETWEEN;
		int32_t before = NEVER;

		for (size_t i = 0; i < columns; i++) {
			here[i] = part->at[row].character == text->at[i].character
			                  ? value_here(part, row, text, i, here_above, best_above)
			                  : NEVER;
			before = greater(here[i], before - gap);
			best[i] = before;
		}
	}
	return table->best[part->count * columns - 1];
}

/* Walks the best way backwards. */
static void table_walk(const struct fuzzy_table *table, const struct part *part, const struct fuzzy_text *text)
{
	size_t at = text->count;
	bool in_a_row = false;

	for (size_t row = part->count; row-- > 0;) {
		const int32_t *here = table->here + row * text->count;
		const int32_t *best = table->best + row * text->count;

		at--;
		while (!in_a_row && at > 0 && here[at] < best[at])
			at--;
		part->columns[row] = at;
		in_a_row = row > 0 && at > 0 && !part->at[row].word &&
		           here[at] > (best - text->count)[at - 1] + value_of_place(text, at);
	}
}

/* "fw" for "frontend work" and "prsr" for "parser", but not letters that any long text has somewhere. */
static bool word_is_close(const struct fuzzy_text *text, const size_t *columns, size_t count)
{
	bool begins_words = true;

	for (size_t i = 0; i < count; i++) {
		bool run_begins = i == 0 || columns[i] != columns[i - 1] + 1;
		begins_words = begins_words && (!run_begins || value_of_place(text, columns[i]) > 0);
	}
	return begins_words || columns[count - 1] - columns[0] < 2 * count;
}

static size_t word_end(const struct part *part, size_t begin)
{
	size_t end = begin + 1;

	while (end < part->count && !part->at[end].word)
		end++;
	return end;
}

static size_t words_count(const struct part *part)
{
	size_t count = 0;

	for (size_t at = 0; at < part->count; at = word_end(part, at))
		count++;
	return count;
}

static bool is_close(const struct part *part, const struct fuzzy_text *text)
{
	for (size_t begin = 0, end; begin < part->count; begin = end) {
		end = word_end(part, begin);
		if (!word_is_close(text, part->columns + begin, end - begin))
			return false;
	}
	return true;
}

static bool in_order_fits(const struct part *all, const struct fuzzy_text *text, struct fuzzy_table *table,
                          struct ts_fit *out)
{
	if (!is_subsequence(all, text))
		return false;
	out->score = table_fill(table, all, text);
	table_walk(table, all, text);
	out->close = is_close(all, text);
	size_t words = words_count(all);
	if (words > 1)
		out->score += VALUE_ORDER;
	/* With a space between them it is the whole text. */
	if (all->count + words - 1 == text->count)
		out->score += VALUE_SAME;
	return true;
}

static bool any_order_fits(const struct part *all, const struct fuzzy_text *text, struct fuzzy_table *table,
                           struct ts_fit *out)
{
	out->score = 0;
	for (size_t begin = 0, end; begin < all->count; begin = end) {
		end = word_end(all, begin);
		struct part word = { all->at + begin, end - begin, all->columns + begin };
		if (!is_subsequence(&word, text))
			return false;
		out->score += table_fill(table, &word, text);
		table_walk(table, &word, text);
	}
	out->close = is_close(all, text);
	return true;
}

static int column_compare(const void *left, const void *right)
{
	size_t a = *(const size_t *)left, b = *(const size_t *)right;

	return a < b ? -1 : a > b;
}

static void letters_fill(const struct part *all, const struct fuzzy_text *text, struct ts_fit *out)
{
	qsort(all->columns, all->count, sizeof *all->columns, column_compare);
	for (size_t i = 0; i < all->count && out->count < TS_FIT_LETTERS; i++) {
		uint16_t offset = text->at[all->columns[i]].offset;
		/* One character may have folded to two letters. */
		if (out->count == 0 || out->letters[out->count - 1] != offset)
			out->letters[out->count++] = offset;
	}
}

/* In order, unless the words are close only in another one. */
static bool best_fits(const struct part *all, const struct fuzzy_text *text, struct fuzzy_table *table,
                      struct ts_fit *out)
{
	bool several = word_end(all, 0) < all->count;
	bool in_order = in_order_fits(all, text, table, out);

	if (!several || (in_order && out->close))
		return in_order;
	struct ts_fit apart = { 0 };
	if (any_order_fits(all, text, table, &apart) && (apart.close || !in_order)) {
		*out = apart;
		return true;
	}
	/* The other try has left its own columns. */
	return in_order && in_order_fits(all, text, table, out);
}

bool fuzzy_fits(const struct fuzzy_text *typed, const struct fuzzy_text *text, struct fuzzy_table *table,
                struct ts_fit *out)
{
	struct part all = { typed->at, typed->count, table->columns };

	out->score = 0;
	out->count = 0;
	out->close = true;
	if (typed->count == 0)
		return true;
	if (!best_fits(&all, text, table, out))
		return false;
	letters_fill(&all, text, out);
	return true;
}
