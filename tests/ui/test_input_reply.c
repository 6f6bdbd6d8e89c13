/* The terminal's answer about its ground: taken however it comes, and never for keys; keys are never taken for it. */
#include "tests/ui/support.h"
#include "ui/terminal/input.h"

#include <stdio.h>
#include <string.h>

struct heard {
	char text[512];
};

static void hear(void *context, const struct input *input)
{
	struct heard *heard = context;
	size_t size = strlen(heard->text);
	char word[64] = "?";

	if (input->type == INPUT_KEY)
		key_print(input->as.key, word, sizeof word);
	else if (input->type == INPUT_GROUND)
		(void)snprintf(word, sizeof word, "<#%06x>", (unsigned)input->as.ground);
	(void)snprintf(heard->text + size, sizeof heard->text - size, "%s%s", size > 0 ? " " : "", word);
}

/* Feeds bytes up to each "|", where nothing comes for long. */
static const char *heard_of(struct heard *heard, const char *bytes, bool expects)
{
	struct decoder *decoder = decoder_create(hear, heard);

	heard->text[0] = '\0';
	if (expects)
		decoder_expect_ground(decoder);
	for (const char *at = bytes; *at;) {
		size_t size = strcspn(at, "|");

		decoder_feed(decoder, at, size);
		at += size;
		if (*at == '|') {
			if (decoder_pending(decoder))
				decoder_timeout(decoder);
			at++;
		}
	}
	decoder_destroy(decoder);
	return heard->text;
}

static void an_answer_is_a_colour(void **state)
{
	static const struct {
		const char *bytes, *heard;
	} cases[] = {
		{ "\033]11;rgb:ffff/eeee/dddd\033\\j", "<#ffeedd> j" },
		{ "\033]11;rgb:1e1e/1e1e/2e2e\007j", "<#1e1e2e> j" },
		{ "\033]11;rgb:ff/0/80\007j", "<#ff0080> j" },
		{ "\033]11;rgba:1234/5678/9abc/ffff\007j", "<#12569a> j" },
		{ "j\033]11;rgb:FFFF/FFFF/FFFF\007\033[A", "j <#ffffff> Up" },
		/* One question, one answer; another is a string like any. */
		{ "\033]11;rgb:0/0/0\007\033]11;rgb:f/f/f\007j", "<#000000> j" },
	};
	struct heard heard;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(heard_of(&heard, cases[i].bytes, true), cases[i].heard);
	/* Who has not asked hears nothing. */
	assert_string_equal(heard_of(&heard, cases[0].bytes, false), "j");
}

static void an_answer_in_two_pieces_however_far_apart_types_nothing(void **state)
{
	static const char answer[] = "\033]11;rgb:ffff/eeee/dddd\033\\";
	struct heard heard;

	(void)state;
	for (size_t cut = 0; cut < sizeof answer; cut++) {
		char bytes[64];

		(void)snprintf(bytes, sizeof bytes, "%.*s|%sj", (int)cut, answer, answer + cut);
		/* An Escape alone cannot be told from the key. */
		assert_string_equal(heard_of(&heard, bytes, true), cut == 1 ? "Escape <#ffeedd> j" : "<#ffeedd> j");
	}
}

static void a_broken_answer_costs_no_key(void **state)
{
	static const struct {
		const char *bytes, *heard;
	} cases[] = {
		{ "\033]11;rgb:ffff/ffff/ffff|j", "j" }, /* its end is lost */
		{ "\033]11;rgb:ffff/ffff/ffff|7", "7" }, /* a fifth digit is a key */
		{ "\033]11;rgb:ffff/ff|\033[A", "Up" },
		{ "\033]11;rgb:ffff/ffff/ffff\033[A", "Up" },
		{ "\033]11;rgb:ffff/ffff/ffff\033x", "M-x" },
		{ "\033]11;rgb:zz\007", "z z C-g" },
		{ "\033]11;rgb:/f/f\007j", "/ f / f C-g j" },
		{ "\033]11;rgb:f/f\007j", "C-g j" },
		{ "\033]11;?\007j", "j" }, /* another string */
		{ "\033]10;rgb:f/f/f\033\\j", "j" },
	};
	struct heard heard;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(heard_of(&heard, cases[i].bytes, true), cases[i].heard);
}

static void what_only_begins_like_an_answer_are_keys(void **state)
{
	static const struct {
		const char *bytes, *heard;
	} cases[] = {
		{ "\033|]j", "Escape ] j" },
		{ "\033|]11;x", "Escape ] 1 1 ; x" },
		{ "\033|11;rgb", "Escape 1 1 ; r g b" },
		{ "\033|j]", "Escape j ]" },
		{ "\033]j", "M-] j" },
		{ "\033]|j", "M-] j" },
		{ "]11;rgb:f/f/f", "] 1 1 ; r g b : f / f / f" },
	};
	struct heard heard;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(heard_of(&heard, cases[i].bytes, true), cases[i].heard);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_is_a_colour),
		cmocka_unit_test(an_answer_in_two_pieces_however_far_apart_types_nothing),
		cmocka_unit_test(a_broken_answer_costs_no_key),
		cmocka_unit_test(what_only_begins_like_an_answer_are_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
