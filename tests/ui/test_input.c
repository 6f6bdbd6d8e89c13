/* Bytes to keys, mouse and paste, however reads cut them. */
#include "tests/campaign/campaign.h"
#include "tests/ui/support.h"
#include "ui/base/alloc.h"
#include "ui/terminal/input.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What was decoded, as one line: "j C-w <press 3,4 left> <paste 5 hello> <focus in>". */
struct heard {
	char text[4096];
	size_t size;
	size_t keys;
	char *paste; /* the last one */
	size_t paste_size;
	bool cut;
};

static void hear_text(struct heard *heard, const char *text)
{
	int size = snprintf(heard->text + heard->size, sizeof heard->text - heard->size, "%s%s",
	                    heard->size == 0 ? "" : " ", text);

	if (size > 0 && (size_t)size < sizeof heard->text - heard->size)
		heard->size += (size_t)size;
}

static void hear_paste(struct heard *heard, const struct input *input)
{
	char word[64];

	free(heard->paste);
	heard->paste = allocate(input->as.paste.size + 1, 1);
	memcpy(heard->paste, input->as.paste.text, input->as.paste.size);
	heard->paste_size = input->as.paste.size;
	heard->cut = input->cut;
	(void)snprintf(word, sizeof word, "<paste %zu %.20s>", heard->paste_size, heard->paste);
	hear_text(heard, word);
}

static void hear(void *context, const struct input *input)
{
	static const char *const actions[] = { "press", "release", "drag", "wheel-up", "wheel-down" };
	struct heard *heard = context;
	char word[64];

	switch (input->type) {
	case INPUT_KEY:
		heard->keys++;
		key_print(input->as.key, word, sizeof word);
		hear_text(heard, word);
		break;
	case INPUT_MOUSE:
		(void)snprintf(word, sizeof word, "<%s %d,%d %d>", actions[input->as.mouse.action], input->as.mouse.x,
		               input->as.mouse.y, input->as.mouse.button);
		hear_text(heard, word);
		break;
	case INPUT_PASTE:
		hear_paste(heard, input);
		break;
	case INPUT_REFUSED:
		hear_text(heard, input->as.pasted ? "<paste refused>" : "<refused>");
		break;
	case INPUT_FOCUS:
		hear_text(heard, input->as.focus ? "<focus in>" : "<focus out>");
		break;
	case INPUT_GROUND:
		hear_text(heard, "<ground>");
		break;
	}
}

struct sequence {
	const char *bytes, *heard;
};

static const struct sequence sequences[] = {
	/* characters */
	{ "j", "j" },
	{ "Hi!", "H i !" },
	{ " ", "Space" },
	{ "\xc3\xa9", "\xc3\xa9" },
	{ "\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5 \xe6\x9c\xac" },
	{ "\xf0\x9f\x91\x8d", "\xf0\x9f\x91\x8d" },
	/* control letters and their named neighbours */
	{ "\x01\x17\x1a\x03\x13\x11", "C-a C-w C-z C-c C-s C-q" },
	{ "\t\r\n\x7f\x08", "Tab Enter Enter Backspace C-h" },
	{ "\x1f\x1c\x1d\x1e", "C-_ C-\\ C-] C-^" },
	/* Alt is ESC before */
	{ "\033f\033b\033<\033>", "M-f M-b M-< M->" },
	{ "\033\x7f", "M-Backspace" },
	{ "\033\xc3\xa4", "M-\xc3\xa4" },
	{ "\033\r", "M-Enter" },
	{ "\033 ", "M-Space" },
	{ "\033\x08", "C-M-h" },
	/* cursor keys, normal and application mode, with modifiers */
	{ "\033[A\033[B\033[C\033[D", "Up Down Right Left" },
	{ "\033OA\033OB\033OC\033OD", "Up Down Right Left" },
	{ "\033[H\033[F\033OH\033OF", "Home End Home End" },
	{ "\033[1~\033[4~\033[7~\033[8~", "Home End Home End" },
	{ "\033[2~\033[3~\033[5~\033[6~", "Insert Delete PgUp PgDn" },
	{ "\033[1;5D\033[1;5C\033[1;2A\033[1;3B\033[1;6H\033[1;8F", "C-Left C-Right S-Up M-Down C-S-Home C-M-S-End" },
	{ "\033[3;5~\033[5;2~", "C-Delete S-PgUp" },
	{ "\033[1;9A", "M-Up" },
	{ "\033[Z", "S-Tab" },
	/* rxvt */
	{ "\033[a\033[d\033Oa\033Od", "S-Up S-Left C-Up C-Left" },
	{ "\033[7^\033[3$\033[8@", "C-Home S-Delete C-S-End" },
	/* function keys: xterm, vt220, the Linux console */
	{ "\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4" },
	{ "\033[11~\033[15~\033[17~\033[21~\033[23~\033[24~", "F1 F5 F6 F10 F11 F12" },
	{ "\033[[A\033[[C\033[[E", "F1 F3 F5" },
	{ "\033[1;2P\033[1;5S", "S-F1 C-F4" },
	{ "\033[25~", "S-F1" },
	/* the keypad in application mode */
	{ "\033OM\033Oj\033Ok\033Om\033Op\033Oy\033OX", "Enter * + - 0 9 =" },
	/* CSI u and modifyOtherKeys */
	{ "\033[97;5u\033[13;5u\033[9;2u\033[27u\033[127;3u", "C-a C-Enter S-Tab Escape M-Backspace" },
	{ "\033[27;5;119~\033[97;2u\033[32;2u", "C-w A Space" },
	{ "\033[97:65;5:1u", "C-a" },
	{ "\033[57358u", "" },
	/* mouse */
	{ "\033[<0;4;5M\033[<0;4;5m", "<press 3,4 1> <release 3,4 1>" },
	{ "\033[<2;1;1M\033[<1;300;200M", "<press 0,0 3> <press 299,199 2>" },
	{ "\033[<32;7;8M\033[<64;1;2M\033[<65;1;2M", "<drag 6,7 1> <wheel-up 0,1 0> <wheel-down 0,1 0>" },
	{ "\033[<16;4;5M\033[<4;4;5M", "<press 3,4 1> <press 3,4 1>" },
	{ "\033[<35;4;5M\033[<66;4;5M\033[<128;4;5M\033[<0;0;5M\033[<0;4M\033[<0;99999;1M", "" },
	{ "\033[Mabcj", "j" },
	/* focus */
	{ "\033[I\033[O", "<focus in> <focus out>" },
	/* paste */
	{ "\033[200~hello\033[201~j", "<paste 5 hello> j" },
	{ "\033[200~a\033[201\033[201~", "<paste 5 a[201>" },
	{ "\033[200~\033\033[201~", "" },
	{ "\033[200~\033[201~x\033[201~", "x" },
	/* what is not known means nothing, and takes nothing with it */
	{ "\033[99;5uj", "C-c j" },
	{ "\033[?1;2cj\033[24;80Rk\033[>0;276;0cl", "j k l" },
	{ "\033[?2026;2$yj", "j" },
	{ "\033[1;2;3;4;5;6Aj", "j" },
	{ "\033[99999999999999999999~j", "j" },
	{ "\033]11;rgb:0000/0000/0000\033\\j", "j" },
	{ "\033]0;title\007j\033Pdcs\033\\k\033_apc\033\\l\033^pm\033\\m\033Xsos\033\\n", "j k l m n" },
	{ "\033]never ended\x18j", "j" },
	{ "\033]never ended\033[Aj", "Up j" },
	/* a sequence that is cut off gives way to the next */
	{ "\033[1;\033[Bj", "Down j" },
	{ "\033[1;5\rj", "Enter j" },
	{ "\033[1\xc3\xa9", "\xc3\xa9" },
	/* ESC is a key of its own when another one follows */
	{ "\033\033[A", "Escape Up" },
	{ "\033\033\033j", "Escape Escape M-j" },
	{ "\033\033[7771~", "Escape Fence" },
	{ "\033[7771~", "Fence" },
	/* broken UTF-8 swallows nothing */
	{ "\xffj", "<refused> j" },
	{ "\xc3j", "<refused> j" },
	{ "\xe6\x97j\x80k", "<refused> j <refused> k" },
	{ "\xc3\033[A", "<refused> Up" },
	{ "\xc3\xc3\xa9", "<refused> \xc3\xa9" },
	{ "\xe0\x80\xaf", "<refused> <refused> <refused>" }, /* overlong */
	{ "\xed\xa0\x80", "<refused> <refused> <refused>" }, /* a surrogate */
	{ "\xf4\x90\x80\x80", "<refused> <refused> <refused> <refused>" },
	{ "\xc2\x9b"
	  "A",
	  "<refused> A" }, /* CSI as a C1 control */
};
enum { SEQUENCES = sizeof sequences / sizeof sequences[0] };

static void every_sequence_is_decoded_wherever_reads_cut_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < SEQUENCES; i++) {
		size_t size = strlen(sequences[i].bytes);

		for (size_t cut = 0; cut <= size; cut++) {
			struct heard heard = { .size = 0 };
			struct decoder *decoder = decoder_create(hear, &heard);

			decoder_feed(decoder, sequences[i].bytes, cut);
			decoder_feed(decoder, sequences[i].bytes + cut, size - cut);
			assert_false(decoder_pending(decoder));
			assert_string_equal(heard.text, sequences[i].heard);
			decoder_destroy(decoder);
			free(heard.paste);
		}
	}
}

static void every_sequence_is_decoded_byte_by_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < SEQUENCES; i++) {
		struct heard heard = { .size = 0 };
		struct decoder *decoder = decoder_create(hear, &heard);

		for (const char *at = sequences[i].bytes; *at != '\0'; at++)
			decoder_feed(decoder, at, 1);
		assert_string_equal(heard.text, sequences[i].heard);
		decoder_destroy(decoder);
		free(heard.paste);
	}
}

static void nul_is_control_space(void **state)
{
	struct heard heard = { .size = 0 };
	struct decoder *decoder = decoder_create(hear, &heard);

	(void)state;
	decoder_feed(decoder, "\0\033\0", 3);
	assert_string_equal(heard.text, "C-Space C-M-Space");
	decoder_destroy(decoder);
}

static void a_lone_escape_comes_after_the_delay(void **state)
{
	static const struct sequence cases[] = {
		{ "\033", "Escape" },
		{ "\033[", "M-[" },
		{ "\033O", "M-O" },
		{ "\033]", "M-]" },
		{ "\033P", "M-P" },
		{ "\033[1;5", "" },
		{ "\033]0;half a title", "" },
		{ "\033[Mab", "" },
		{ "\033]0;x\033", "" },
		{ "\033[<0;4;", "" },
		{ "\033\033", "Escape Escape" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct heard heard = { .size = 0 };
		struct decoder *decoder = decoder_create(hear, &heard);

		decoder_feed(decoder, cases[i].bytes, strlen(cases[i].bytes));
		assert_true(decoder_pending(decoder));
		decoder_timeout(decoder);
		assert_false(decoder_pending(decoder));
		assert_string_equal(heard.text, cases[i].heard);
		decoder_timeout(decoder);
		decoder_feed(decoder, "j", 1);
		assert_int_equal(heard.text[heard.size - 1], 'j');
		decoder_destroy(decoder);
	}
}

static void a_timeout_leaves_half_a_character_and_half_a_paste_alone(void **state)
{
	struct heard heard = { .size = 0 };
	struct decoder *decoder = decoder_create(hear, &heard);

	(void)state;
	decoder_feed(decoder, "\xc3", 1);
	assert_false(decoder_pending(decoder));
	decoder_timeout(decoder);
	decoder_feed(decoder, "\xa9\033[200~ab\033[20", 13);
	assert_false(decoder_pending(decoder));
	decoder_timeout(decoder);
	decoder_feed(decoder, "1~", 2);
	assert_string_equal(heard.text, "\xc3\xa9 <paste 2 ab>");
	decoder_destroy(decoder);
	free(heard.paste);
}

static void an_endless_sequence_keeps_nothing(void **state)
{
	struct heard heard = { .size = 0 };
	struct decoder *decoder = decoder_create(hear, &heard);

	(void)state;
	decoder_feed(decoder, "\033[", 2);
	for (int i = 0; i < 100000; i++)
		decoder_feed(decoder, "1", 1);
	decoder_feed(decoder, "Aj\033]", 4);
	for (int i = 0; i < 100000; i++)
		decoder_feed(decoder, "x", 1);
	decoder_feed(decoder, "\007k", 2);
	assert_string_equal(heard.text, "j k");
	decoder_destroy(decoder);
}

static void pastes_keep_text_and_lose_what_steers(void **state)
{
	static const struct sequence cases[] = {
		{ "one\rtwo\r\nthree\nfour\tend", "one\ntwo\nthree\nfour\tend" },
		{ "\r\r\n\n\r", "\n\n\n\n" },
		{ "a\033[31mb\x01\x7f"
		  "c\xc2\x9b"
		  "d",
		  "a[31mbcd" },
		{ "\xe6\x97\xa5\xef\xbf\xbd", "\xe6\x97\xa5\xef\xbf\xbd" },
		{ "\033[201\033[2001~\033[20", "[201[2001~[20" },
		{ "1290 digits log nothing", "1290 digits log nothing" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct heard heard = { .size = 0 };
		struct decoder *decoder = decoder_create(hear, &heard);

		decoder_feed(decoder, "\033[200~", 6);
		decoder_feed(decoder, cases[i].bytes, strlen(cases[i].bytes));
		decoder_feed(decoder, "\033[201~", 6);
		assert_int_equal(heard.keys, 0);
		assert_non_null(heard.paste);
		assert_string_equal(heard.paste, cases[i].heard);
		assert_false(heard.cut);
		decoder_destroy(decoder);
		free(heard.paste);
	}
}

/* One byte of another code set among them: all of it would be another text. */
static void a_paste_that_is_no_text_is_refused_whole(void **state)
{
	static const char *const pastes[] = { "caf\xe9 au lait", "\xff", "one\xe6\x97", "\xed\xa0\x80", "a\x9b" };

	(void)state;
	for (size_t i = 0; i < sizeof pastes / sizeof pastes[0]; i++) {
		struct heard heard = { .size = 0 };
		struct decoder *decoder = decoder_create(hear, &heard);

		decoder_feed(decoder, "\033[200~", 6);
		decoder_feed(decoder, pastes[i], strlen(pastes[i]));
		decoder_feed(decoder, "\033[201~j\033[200~ab\033[201~", 21);
		assert_string_equal(heard.text, "<paste refused> j <paste 2 ab>");
		decoder_destroy(decoder);
		free(heard.paste);
	}
}

/* Compiled for this test from the system's sources of locales; false: it has none. */
static bool locale_make(const char *directory, const char *charset, const char *name)
{
	char command[512];

	(void)snprintf(command, sizeof command, "localedef --no-archive -i POSIX -f %s %s/%s 2>/dev/null", charset,
	               directory, name);
	(void)system(command); // NOLINT(cert-env33-c): its warnings have a status, too
	return setenv("LOCPATH", directory, 1) == 0 && setlocale(LC_CTYPE, name) != NULL;
}

static void other_code_sets_are_decoded_wherever_reads_cut_them(void **state)
{
	static const struct {
		const char *charset, *bytes, *heard;
	} cases[] = {
		{ "ISO-8859-1", "j\xe9\xdf\033[A\033\xe4\x9bx", "j \xc3\xa9 \xc3\x9f Up M-\xc3\xa4 <refused> x" },
		{ "ISO-8859-1", "\033[200~caf\xe9\033[201~", "<paste 5 caf\xc3\xa9>" },
		{ "ISO-8859-7", "\xe1\xae\xff.", "\xce\xb1 <refused> <refused> ." },
		{ "GBK", "\xd6\xd0\x81\x40q\xd6\033[A\xff", "\xe4\xb8\xad \xe4\xb8\x82 q <refused> Up <refused>" },
		{ "GB18030", "\xd6\xd0\x81\x40q\x81\x30\x81\x34z", "\xe4\xb8\xad \xe4\xb8\x82 q <refused> z" },
		{ "GB18030", "\xd6\033[A\xff", "<refused> Up <refused>" },
		{ "EUC-JP", "\xc6\xfc\xcb\xdc\x8f\xb0\xa1!", "\xe6\x97\xa5 \xe6\x9c\xac \xe4\xb8\x82 !" },
		{ "EUC-JP", "\xc6\r\033[200~\xc6\033[201~", "<refused> Enter <paste refused>" },
	};
	char directory[] = "/tmp/timesheet-locales-XXXXXX", command[64];
	size_t tried = 0;

	(void)state;
	assert_non_null(mkdtemp(directory));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		/* Of this one the system makes a locale in seven seconds. */
		if (!campaign_on() && strcmp(cases[i].charset, "GB18030") == 0)
			continue;
		if (!locale_make(directory, cases[i].charset, cases[i].charset))
			continue;
		tried++;
		for (size_t cut = 0; cut <= strlen(cases[i].bytes); cut++) {
			struct heard heard = { .size = 0 };
			struct decoder *decoder = decoder_create(hear, &heard);
			decoder_use_locale(decoder);
			decoder_feed(decoder, cases[i].bytes, cut);
			decoder_feed(decoder, cases[i].bytes + cut, strlen(cases[i].bytes) - cut);
			assert_string_equal(heard.text, cases[i].heard);
			decoder_destroy(decoder);
			free(heard.paste);
		}
	}
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)unsetenv("LOCPATH");
	(void)snprintf(command, sizeof command, "rm -r %s", directory);
	(void)system(command); // NOLINT(cert-env33-c)
	if (tried == 0)
		print_message("skipped: there are no sources of locales here\n");
}

static void a_huge_paste_is_cut_at_a_characters_end(void **state)
{
	enum { MOST = 1024 * 1024 };
	struct heard heard = { .size = 0 };
	struct decoder *decoder = decoder_create(hear, &heard);

	(void)state;
	decoder_feed(decoder, "\033[200~", 6);
	/* Three bytes each, and 1 MiB is no multiple of three. */
	for (int i = 0; i < MOST / 2; i++)
		decoder_feed(decoder, "\xe6\x97\xa5", 3);
	decoder_feed(decoder, "\033[201~j", 7);
	assert_true(heard.cut);
	assert_int_equal(heard.paste_size, MOST - MOST % 3);
	assert_memory_equal(heard.paste + heard.paste_size - 3, "\xe6\x97\xa5", 3);
	assert_int_equal(heard.keys, 1);
	/* The next one is whole again. */
	decoder_feed(decoder, "\033[200~ab\033[201~", 14);
	assert_false(heard.cut);
	assert_string_equal(heard.paste, "ab");
	decoder_destroy(decoder);
	free(heard.paste);
}

static void a_full_mebibyte_is_not_cut(void **state)
{
	enum { MOST = 1024 * 1024 };
	struct heard heard = { .size = 0 };
	struct decoder *decoder = decoder_create(hear, &heard);
	char *block = allocate(MOST, 1);

	(void)state;
	memset(block, 'x', MOST);
	decoder_feed(decoder, "\033[200~", 6);
	decoder_feed(decoder, block, MOST);
	decoder_feed(decoder, "\033[201~", 6);
	assert_int_equal(heard.paste_size, MOST);
	assert_false(heard.cut);
	/* One byte more than fits. */
	decoder_feed(decoder, "\033[200~", 6);
	decoder_feed(decoder, block, MOST);
	decoder_feed(decoder, "y\033[201~", 7);
	assert_int_equal(heard.paste_size, MOST);
	assert_true(heard.cut);
	decoder_destroy(decoder);
	free(heard.paste);
	free(block);
}

static void a_paste_that_never_ends_is_given_up_with_the_decoder(void **state)
{
	struct heard heard = { .size = 0 };
	struct decoder *decoder = decoder_create(hear, &heard);

	(void)state;
	decoder_feed(decoder, "\033[200~secret", 12);
	decoder_destroy(decoder);
	assert_string_equal(heard.text, "");
}

static void an_escape_ends_a_paste_whose_end_was_lost(void **state)
{
	static const struct {
		const char *after, *heard;
	} cases[] = {
		{ "j", "<paste 6 pasted> j" },
		{ "\033[A", "<paste 6 pasted> Up" },
		{ "[201j", "<paste 6 pasted> [ 2 0 1 j" },
		{ "\033[200~more\033[201~k", "<paste 6 pasted> <paste 4 more> k" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct heard heard = { .size = 0 };
		struct decoder *decoder = decoder_create(hear, &heard);

		decoder_feed(decoder, "\033[200~pasted\033", 13);
		assert_true(decoder_pending(decoder));
		assert_true(decoder_pasting(decoder));
		decoder_timeout(decoder);
		assert_false(decoder_pending(decoder));
		assert_false(decoder_pasting(decoder));
		decoder_feed(decoder, cases[i].after, strlen(cases[i].after));
		assert_string_equal(heard.text, cases[i].heard);
		decoder_destroy(decoder);
		free(heard.paste);
	}
}

static void an_end_of_a_paste_that_comes_late_presses_no_keys(void **state)
{
	struct heard heard = { .size = 0 };
	struct decoder *decoder = decoder_create(hear, &heard);

	(void)state;
	decoder_feed(decoder, "\033[200~ab\033", 9);
	decoder_timeout(decoder);
	for (const char *at = "[201~"; *at; at++)
		decoder_feed(decoder, at, 1);
	decoder_feed(decoder, "j", 1);
	assert_string_equal(heard.text, "<paste 2 ab> j");
	/* And only once. */
	decoder_feed(decoder, "[201~", 5);
	assert_string_equal(heard.text, "<paste 2 ab> j [ 2 0 1 ~");
	decoder_feed(decoder, "\033[200~cd\033", 9);
	decoder_timeout(decoder);
	decoder_feed(decoder, "[2", 2);
	assert_true(decoder_pending(decoder));
	decoder_timeout(decoder);
	assert_string_equal(heard.text, "<paste 2 ab> j [ 2 0 1 ~ <paste 2 cd> [ 2");
	decoder_destroy(decoder);
	free(heard.paste);
}

static void the_terminals_own_sequences_come_first(void **state)
{
	struct heard heard = { .size = 0 };
	struct decoder *decoder = decoder_create(hear, &heard);

	(void)state;
	decoder_define(decoder, "\033[A", (struct key){ .name = KEYNAME_PAGE_UP });
	decoder_define(decoder, "\033[33;1~", (struct key){ .name = KEYNAME_F9 });
	/* None of these can be told from a key pressed. */
	decoder_define(decoder, NULL, (struct key){ .name = KEYNAME_F9 });
	decoder_define(decoder, "", (struct key){ .name = KEYNAME_F9 });
	decoder_define(decoder, "\x7f", (struct key){ .name = KEYNAME_F9 });
	decoder_define(decoder, "\033", (struct key){ .name = KEYNAME_F9 });
	decoder_define(decoder, "abc", (struct key){ .name = KEYNAME_F9 });
	decoder_feed(decoder,
	             "\033[A\033[33;1~\033[B\x7f"
	             "abc",
	             17);
	assert_string_equal(heard.text, "PgUp F9 Down Backspace a b c");
	decoder_destroy(decoder);
}

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void random_bytes_never_break_the_decoder(void **state)
{
	static const char *const pieces[] = { "\033", "[", "\033[200~", "\033[201~", "\033[<", ";",
		                              "M",    "~", "\xc3",      "O",         "1" };
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 400; round++) {
		struct heard heard = { .size = 0 };
		struct decoder *decoder = decoder_create(hear, &heard);

		for (int i = 0; i < 200; i++) {
			char byte = (char)next_random(&seed);
			unsigned piece = next_random(&seed) % 22;

			if (piece < sizeof pieces / sizeof pieces[0])
				decoder_feed(decoder, pieces[piece], strlen(pieces[piece]));
			else
				decoder_feed(decoder, &byte, 1);
			if (next_random(&seed) % 13 == 0)
				decoder_timeout(decoder);
		}
		/* Whatever came before, a paste's end, a pause and a key bring it back to its senses. */
		decoder_timeout(decoder);
		decoder_feed(decoder, "\033[201~", 6);
		decoder_timeout(decoder);
		heard.keys = 0;
		decoder_feed(decoder, "j", 1);
		assert_int_equal(heard.keys, 1);
		assert_false(decoder_pending(decoder));
		decoder_destroy(decoder);
		free(heard.paste);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sequence_is_decoded_wherever_reads_cut_it),
		cmocka_unit_test(every_sequence_is_decoded_byte_by_byte),
		cmocka_unit_test(nul_is_control_space),
		cmocka_unit_test(a_lone_escape_comes_after_the_delay),
		cmocka_unit_test(a_timeout_leaves_half_a_character_and_half_a_paste_alone),
		cmocka_unit_test(an_endless_sequence_keeps_nothing),
		cmocka_unit_test(pastes_keep_text_and_lose_what_steers),
		cmocka_unit_test(a_paste_that_is_no_text_is_refused_whole),
		cmocka_unit_test(other_code_sets_are_decoded_wherever_reads_cut_them),
		cmocka_unit_test(a_huge_paste_is_cut_at_a_characters_end),
		cmocka_unit_test(a_full_mebibyte_is_not_cut),
		cmocka_unit_test(a_paste_that_never_ends_is_given_up_with_the_decoder),
		cmocka_unit_test(an_escape_ends_a_paste_whose_end_was_lost),
		cmocka_unit_test(an_end_of_a_paste_that_comes_late_presses_no_keys),
		cmocka_unit_test(the_terminals_own_sequences_come_first),
		cmocka_unit_test(random_bytes_never_break_the_decoder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
