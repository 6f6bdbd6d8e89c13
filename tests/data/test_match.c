/* Words found in texts whatever their case and accents, and marked where they stand. */
#include "support.h"

#include "data/pure/match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct ts_when_context nothing = { 0 };

/* The marked parts in brackets; false: not all words are there. */
static bool marked(const char *words, const char *text, char *out, size_t size)
{
	struct match_query query;
	struct match_text folded = { 0 };
	struct ts_marks marks;
	size_t used = 0, at = 0;

	assert_int_equal(match_query_init(&query, words, &nothing, NULL), TS_OK);
	assert_int_equal(match_fold(&folded, text, strlen(text)), TS_OK);
	bool all = match_fits(&query, match_found(&query, &folded));
	match_mark(&query, &folded, &marks);
	for (size_t i = 0; i < marks.count; i++) {
		const struct ts_mark *mark = &marks.at[i];
		assert_true(mark->offset >= at && mark->size > 0);
		assert_true(used + mark->offset - at + mark->size + 3 < size);
		memcpy(out + used, text + at, mark->offset - at);
		used += mark->offset - at;
		out[used++] = '[';
		memcpy(out + used, text + mark->offset, mark->size);
		used += mark->size;
		out[used++] = ']';
		at = (size_t)mark->offset + mark->size;
	}
	assert_true(used + strlen(text + at) < size);
	memcpy(out + used, text + at, strlen(text + at) + 1);
	match_release(&folded);
	match_query_release(&query);
	return all;
}

#define assert_marked(words, text, expected)                                                                           \
	do {                                                                                                           \
		char shown[512];                                                                                       \
		assert_true(marked(words, text, shown, sizeof shown));                                                 \
		assert_string_equal(shown, expected);                                                                  \
	} while (0)

static void words_are_found_inside_words_in_any_order(void **state)
{
	(void)state;
	assert_marked("auth rev", "review: auth patch", "[rev]iew: [auth] patch");
	assert_marked("a", "banana", "b[a]n[a]n[a]");
	assert_marked("an ana", "banana", "b[ana]na");
}

static void case_accents_and_ligatures_do_not_matter(void **state)
{
	(void)state;
	assert_marked("CAFE", "ein Café!", "ein [Café]!");
	assert_marked("cafe", "Cafe\xcc\x81s", "[Cafe\xcc\x81]s");
	assert_marked("strasse", "Hauptstraße 3", "Haupt[straße] 3");
	assert_marked("ss", "Straße", "Stra[ß]e");
	assert_marked("οδοσ", "ΟΔΟΣ", "[ΟΔΟΣ]");
	assert_marked("office",
	              "o\xef\xac\x83"
	              "ce hours",
	              "[o\xef\xac\x83"
	              "ce] hours");
	assert_marked("東京", "出張 東京 駅", "出張 [東京] 駅");
}

static void marks_neither_overlap_nor_outgrow_their_room(void **state)
{
	char shown[512];

	(void)state;
	/* Two words in one character: it is marked once. */
	assert_true(marked("s ss", "aß", shown, sizeof shown));
	assert_string_equal(shown, "a[ß]");
	assert_true(marked("x", "x x x x x x x x x x x x", shown, sizeof shown));
	assert_string_equal(shown, "[x] [x] [x] [x] [x] [x] [x] [x] x x x x");
}

static void what_is_not_there_is_not_found(void **state)
{
	char shown[512];

	(void)state;
	assert_false(marked("auth fix", "review: auth patch", shown, sizeof shown));
	assert_string_equal(shown, "review: [auth] patch");
	assert_false(marked("longer than the text", "long", shown, sizeof shown));
	assert_false(marked("x", "", shown, sizeof shown));
}

static void a_query_needs_a_word_of_valid_text(void **state)
{
	struct match_query query;

	(void)state;
	assert_int_equal(match_query_init(&query, "", &nothing, NULL), TS_INVALID);
	assert_int_equal(match_query_init(&query, " \t\n\xc2\xa0", &nothing, NULL), TS_INVALID);
	assert_int_equal(match_query_init(&query, "\xcc\x81", &nothing, NULL), TS_INVALID);
	assert_int_equal(match_query_init(&query, "a\xff", &nothing, NULL), TS_INVALID);
	assert_int_equal(match_query_init(&query, "a b c d e f g h i j k l m n o p", &nothing, NULL), TS_OK);
	assert_int_equal(query.count, MATCH_WORDS);
	match_query_release(&query);
	assert_int_equal(match_query_init(&query, "a b c d e f g h i j k l m n o p q", &nothing, NULL), TS_TOO_LONG);
}

/* "2+4 7+1": where a text has it. */
static const char *places(const char *text, const char *looked_for, bool words, char *out, size_t size)
{
	struct ts_places places;
	size_t used = 0;

	out[0] = '\0';
	if (ts_text_find(text, strlen(text), looked_for, words, &places) != TS_OK)
		return "refused";
	for (size_t i = 0; i < places.count; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%zu+%zu", i > 0 ? " " : "", places.at[i].offset,
		                         places.at[i].size);
	ts_places_release(&places);
	return out;
}

#define assert_places(text, looked_for, words, expected)                                                               \
	do {                                                                                                           \
		char shown[512];                                                                                       \
		assert_string_equal(places(text, looked_for, words, shown, sizeof shown), expected);                   \
	} while (0)

static void all_places_of_a_text_are_found_as_it_stands_or_by_words(void **state)
{
	(void)state;
	assert_places("café, CAFE\xcc\x81 and cafes", "cafe", false, "0+5 7+6 18+4");
	assert_places("a b\nb a a  b", "a b", false, "0+3");
	assert_places("a b\nb a", "a -c \"b\"", true, "0+1 2+1 4+1 6+1");
	assert_places("banana", "ana", false, "1+3");
	assert_places("x- y", " ", false, "2+1");
	assert_places("x", "", false, "refused");
	assert_places("x", "-x", true, "refused");
	assert_places("", "x", false, "");
}

static void any_bytes_at_all_are_folded(void **state)
{
	struct match_text folded = { 0 };
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		char text[65];
		size_t size = (size_t)round % sizeof text;
		for (size_t i = 0; i < size; i++) {
			random = random * 1664525 + 1013904223;
			text[i] = (char)(random >> 24);
		}
		assert_int_equal(match_fold(&folded, text, size), TS_OK);
		for (size_t i = 0; i < folded.size; i++)
			assert_true(folded.origin[i] < size && (i == 0 || folded.origin[i] >= folded.origin[i - 1]));
	}
	match_release(&folded);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_inside_words_in_any_order),
		cmocka_unit_test(case_accents_and_ligatures_do_not_matter),
		cmocka_unit_test(marks_neither_overlap_nor_outgrow_their_room),
		cmocka_unit_test(what_is_not_there_is_not_found),
		cmocka_unit_test(a_query_needs_a_word_of_valid_text),
		cmocka_unit_test(all_places_of_a_text_are_found_as_it_stands_or_by_words),
		cmocka_unit_test(any_bytes_at_all_are_folded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
