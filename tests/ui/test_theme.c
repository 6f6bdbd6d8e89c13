/* Every text can be read on every ground, and every activity told from every other, by everybody. */
#include "tests/ui/support.h"
#include "ui/draw/theme.h"

#include <math.h>
#include <string.h>

/* WCAG 2.2, success criterion 1.4.3. */
static const double contrast_least = 4.5;

struct linear {
	double red, green, blue;
};

/* sRGB to linear light, as WCAG defines it. */
static double linear_of(int32_t channel)
{
	double value = channel / 255.0;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static struct linear linear_rgb(int32_t rgb)
{
	return (struct linear){ linear_of(rgb >> 16 & 0xff), linear_of(rgb >> 8 & 0xff), linear_of(rgb & 0xff) };
}

static double luminance(int32_t rgb)
{
	struct linear colour = linear_rgb(rgb);

	return 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue;
}

static double contrast(int32_t left, int32_t right)
{
	double more = fmax(luminance(left), luminance(right)), less = fmin(luminance(left), luminance(right));

	return (more + 0.05) / (less + 0.05);
}

/* What the terminal's own colours are thought to be: a theme is chosen to fit them. */
static int32_t own_paper(const struct theme *theme)
{
	if (theme->styles[STYLE_PLAIN].paper != THEME_DEFAULT)
		return theme->styles[STYLE_PLAIN].paper;
	return strcmp(theme->name, "light") == 0 ? 0xffffff : 0x1e1e1e;
}

static int32_t own_ink(const struct theme *theme)
{
	if (theme->styles[STYLE_PLAIN].ink != THEME_DEFAULT)
		return theme->styles[STYLE_PLAIN].ink;
	return strcmp(theme->name, "light") == 0 ? 0x262626 : 0xd0d0d0;
}

/* The theme that is called so keeps the enhanced one: success criterion 1.4.6. */
static double least_of(const struct theme *theme)
{
	return strcmp(theme->name, "contrast") == 0 ? 7 : contrast_least;
}

static int32_t of_256(int32_t rgb)
{
	return theme_colour_of_256(theme_colour_256(rgb));
}

static const enum style grounds[] = {
	STYLE_PLAIN, STYLE_TITLE_BAR, STYLE_SELECTED, STYLE_UNFOCUSED, STYLE_FIELD, STYLE_FIELD_FOCUS, STYLE_DIALOG,
};
enum { GROUNDS = sizeof grounds / sizeof grounds[0] };

static bool is_text(enum style style)
{
	/* Lines and empty bars are told by their shape. */
	return style != STYLE_FRAME && style != STYLE_TRACK;
}

static void every_text_can_be_read_on_every_ground(void **state)
{
	(void)state;
	for (size_t i = 0; i < theme_count; i++) {
		for (int style = 0; style < STYLE_COUNT; style++) {
			for (int j = 0; j < GROUNDS; j++) {
				struct appearance look =
				        theme_resolve(&themes[i], look_of((enum style)style), grounds[j], THEME_RGB);
				int32_t ink = look.ink == THEME_DEFAULT ? own_ink(&themes[i]) : look.ink;
				int32_t paper = look.paper == THEME_DEFAULT ? own_paper(&themes[i]) : look.paper;

				if (is_text((enum style)style) && contrast(ink, paper) < least_of(&themes[i]))
					fail_msg("%s: style %d on ground %d has a contrast of %.2f", themes[i].name,
					         style, (int)grounds[j], contrast(ink, paper));
				/* The nearest of 256 may be farther from each other, never as near as that. */
				if (is_text((enum style)style) && contrast(of_256(ink), of_256(paper)) < contrast_least)
					fail_msg("%s: with 256 colours, style %d on ground %d has a contrast of %.2f",
					         themes[i].name, style, (int)grounds[j],
					         contrast(of_256(ink), of_256(paper)));
			}
		}
	}
}

static void an_explicit_paper_has_an_explicit_ink(void **state)
{
	(void)state;
	for (size_t i = 0; i < theme_count; i++) {
		for (int style = 0; style < STYLE_COUNT; style++) {
			const struct theme_style *look = &themes[i].styles[style];

			assert_false(look->paper != THEME_DEFAULT && look->ink == THEME_DEFAULT);
			assert_in_range(look->ink8 + 1, 0, 8);
			assert_in_range(look->paper8 + 1, 0, 8);
			assert_false(look->ink8 >= 0 && look->ink8 == look->paper8);
		}
	}
}

static void text_can_be_read_on_every_activity_colour(void **state)
{
	(void)state;
	for (size_t i = 0; i < theme_count; i++) {
		for (int colour = 1; colour <= PALETTE_COUNT; colour++) {
			assert_true(contrast(themes[i].palette[colour], themes[i].palette_text) >= contrast_least);
			/* And the colours as ink, for slots and marks. */
			assert_true(contrast(themes[i].palette[colour], own_paper(&themes[i])) >= contrast_least);
		}
	}
}

static void bars_stand_out_from_their_ground(void **state)
{
	(void)state;
	for (size_t i = 0; i < theme_count; i++) {
		for (int colour = 1; colour <= PALETTE_COUNT; colour++) {
			for (int j = 0; j < GROUNDS; j++) {
				struct look bar = { STYLE_BAR, (unsigned char)colour, 0, 0 };
				struct appearance look = theme_resolve(&themes[i], bar, grounds[j], THEME_RGB);
				int32_t paper = look.paper == THEME_DEFAULT ? own_paper(&themes[i]) : look.paper;

				/* WCAG 1.4.11: 3 for what is no text. */
				assert_true(contrast(look.ink, paper) >= 3.0);
			}
		}
	}
}

struct lab {
	double lightness, a, b;
};

/* Oklab: https://bottosson.github.io/posts/oklab/ */
static struct lab lab_of(struct linear colour)
{
	double l = cbrt(0.4122214708 * colour.red + 0.5363325363 * colour.green + 0.0514459929 * colour.blue);
	double m = cbrt(0.2119034982 * colour.red + 0.6806995451 * colour.green + 0.1073969566 * colour.blue);
	double s = cbrt(0.0883024619 * colour.red + 0.2817188376 * colour.green + 0.6299787005 * colour.blue);

	return (struct lab){
		0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
		1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
		0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
	};
}

/* What an eye sees, with all its cones, and without its red or its green ones: Machado, Oliveira and Fernandes 2009,
 * severity 1. */
static const double eyes[4][3][3] = {
	{ { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
	{ { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
	{ { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
	/* Without its blue ones, which is rare: the theme "safe" takes these into account, too. */
	{ { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
};

static double between(double value)
{
	return fmin(fmax(value, 0), 1);
}

static struct lab seen_by(const double eye[3][3], int32_t rgb)
{
	struct linear colour = linear_rgb(rgb);
	double out[3];

	for (int i = 0; i < 3; i++)
		out[i] = between(eye[i][0] * colour.red + eye[i][1] * colour.green + eye[i][2] * colour.blue);
	return lab_of((struct linear){ out[0], out[1], out[2] });
}

static double apart(const double eye[3][3], int32_t left, int32_t right)
{
	struct lab one = seen_by(eye, left), other = seen_by(eye, right);

	return sqrt(pow(one.lightness - other.lightness, 2) + pow(one.a - other.a, 2) + pow(one.b - other.b, 2));
}

static void activity_colours_are_told_apart_by_all_eyes(void **state)
{
	(void)state;
	for (size_t i = 0; i < theme_count; i++) {
		bool safe = strcmp(themes[i].name, "safe") == 0;

		for (int eye = 0; eye < (safe ? 4 : 3); eye++) {
			for (int left = 1; left <= PALETTE_COUNT; left++) {
				for (int right = 1; right < left; right++) {
					double distance =
					        apart(eyes[eye], themes[i].palette[left], themes[i].palette[right]);

					/* 0.02 is what an eye just sees; with all cones there is more room. Colours
					 * farther apart were too loud for a screen that is looked at all day, and the
					 * slot's digit stands beside. */
					if (distance < (eye == 0 ? 0.085 : 0.04) * (safe ? 1.4 : 1))
						fail_msg("%s: colours %d and %d are %.3f apart for eye %d",
						         themes[i].name, left, right, distance, eye);
				}
			}
		}
	}
}

static void assert_tints(const struct theme *theme, int eye, bool few)
{
	int32_t before = own_paper(theme), cursor = theme->styles[STYLE_SELECTED].paper;
	bool lighter = luminance(before) < 0.5;

	for (enum style style = STYLE_HEAT_1; style <= STYLE_HEAT_4; style++) {
		int32_t tint = few ? of_256(theme->styles[style].paper) : theme->styles[style].paper;
		double step = seen_by(eyes[eye], tint).lightness - seen_by(eyes[eye], before).lightness;

		/* From the ground on, each step leads away from it. */
		if ((lighter ? step : -step) < 0.08)
			fail_msg("%s: style %d is a step of %.3f for eye %d", theme->name, (int)style, step, eye);
		if (apart(eyes[eye], tint, cursor) < 0.04)
			fail_msg("%s: style %d is like the cursor for eye %d", theme->name, (int)style, eye);
		before = tint;
	}
}

static void tints_go_from_little_to_much_for_all_eyes(void **state)
{
	(void)state;
	for (size_t i = 0; i < theme_count; i++) {
		for (int eye = 0; eye < 4; eye++) {
			assert_tints(&themes[i], eye, false);
			assert_tints(&themes[i], eye, true);
		}
	}
}

static void tints_need_colours_and_a_ground_for_each(void **state)
{
	struct theme own = themes[0];

	(void)state;
	assert_true(theme_tints(&own, THEME_RGB));
	assert_false(theme_tints(&own, THEME_8));
	assert_false(theme_tints(&own, THEME_MONO));
	/* Somebody's own style, of an ink alone. */
	own.styles[STYLE_HEAT_3].paper = THEME_DEFAULT;
	assert_false(theme_tints(&own, THEME_RGB));
}

static void colours_are_the_same_with_256(void **state)
{
	static const int32_t levels[6] = { 0, 95, 135, 175, 215, 255 };

	(void)state;
	for (size_t i = 0; i < theme_count; i++) {
		for (int colour = 1; colour <= PALETTE_COUNT; colour++) {
			int index = theme_colour_256(themes[i].palette[colour]) - 16;

			assert_in_range(index, 0, 215);
			assert_int_equal(themes[i].palette[colour],
			                 levels[index / 36] << 16 | levels[index / 6 % 6] << 8 | levels[index % 6]);
		}
	}
	assert_int_equal(theme_colour_256(0x303030), 236);
	assert_int_equal(theme_colour_256(0xffffff), 231);
	assert_int_equal(theme_colour_256(0x000000), 16);
	assert_int_equal(theme_colour_256(0x2f3132), 236);
}

static bool same_appearance(struct appearance left, struct appearance right)
{
	return left.ink == right.ink && left.paper == right.paper && left.attributes == right.attributes;
}

/* States that must be told from plain text, and from each other where both may stand in one place. */
static void every_state_is_told_at_every_depth(void **state)
{
	static const enum style states[] = { STYLE_PLAIN, STYLE_SELECTED, STYLE_UNFOCUSED, STYLE_RUNNING };
	static const enum style lines[] = { STYLE_PLAIN, STYLE_ERROR, STYLE_NOTICE };
	static const enum style fields[] = { STYLE_DIALOG, STYLE_FIELD, STYLE_FIELD_FOCUS };
	static const enum style words[] = { STYLE_HINT, STYLE_KEY };
	static const enum style picks[] = { STYLE_PLAIN, STYLE_MATCH, STYLE_EMPHASIS };
	static const enum style tops[] = { STYLE_PLAIN, STYLE_TITLE_BAR, STYLE_TITLE };
	static const enum style rests[] = { STYLE_PLAIN, STYLE_DIM };
	static const enum style heads[] = { STYLE_HEADING, STYLE_DIM };
	static const enum style bars[] = { STYLE_BAR, STYLE_TRACK };
	static const enum style ends[] = { STYLE_PLAIN, STYLE_GOOD, STYLE_ERROR };
	static const enum style times[] = { STYLE_TIME, STYLE_NOW };
	static const enum style notes[] = { STYLE_PLAIN, STYLE_NOTE_HEADING, STYLE_MATCH };
	static const enum style rows[] = { STYLE_PLAIN, STYLE_SLOT };
	static const struct {
		const enum style *styles;
		size_t count;
	} sets[] = {
		{ states, 4 }, { lines, 3 }, { fields, 3 }, { words, 2 }, { picks, 3 }, { tops, 3 }, { rests, 2 },
		{ heads, 2 },  { bars, 2 },  { ends, 3 },   { times, 2 }, { notes, 3 }, { rows, 2 },
	};

	(void)state;
	for (size_t i = 0; i < theme_count * 3; i++) {
		const struct theme *theme = &themes[i / 3];
		enum theme_depth depth = (enum theme_depth)(i % 3);

		for (size_t set = 0; set < sizeof sets / sizeof sets[0]; set++) {
			for (size_t left = 0; left < sets[set].count; left++) {
				for (size_t right = 0; right < left; right++) {
					enum style one = sets[set].styles[left], other = sets[set].styles[right];

					if (same_appearance(theme_resolve(theme, look_of(one), STYLE_PLAIN, depth),
					                    theme_resolve(theme, look_of(other), STYLE_PLAIN, depth)))
						fail_msg("%s: styles %d and %d look the same at depth %d", theme->name,
						         (int)one, (int)other, (int)depth);
				}
			}
		}
	}
}

static void without_colours_there_are_none(void **state)
{
	(void)state;
	for (size_t i = 0; i < theme_count; i++) {
		for (int style = 0; style < STYLE_COUNT; style++) {
			struct look look = { (unsigned char)style, 3, 5, 1 };
			struct appearance appearance = theme_resolve(&themes[i], look, STYLE_SELECTED, THEME_MONO);

			assert_int_equal(appearance.ink, THEME_DEFAULT);
			assert_int_equal(appearance.paper, THEME_DEFAULT);
			assert_true((appearance.attributes & ATTRIBUTE_REVERSE) != 0);
			assert_true((appearance.attributes & ATTRIBUTE_UNDERLINE) != 0);
		}
	}
}

static void with_8_colours_ink_is_never_its_paper(void **state)
{
	(void)state;
	for (size_t i = 0; i < theme_count; i++) {
		for (int style = 0; style < STYLE_COUNT; style++) {
			for (int ground = 0; ground < STYLE_COUNT; ground++) {
				for (int colour = 0; colour <= 2 * PALETTE_COUNT; colour++) {
					struct look look = look_of((enum style)style);
					struct appearance seen;

					look.ink = (unsigned char)(colour <= PALETTE_COUNT ? colour : 0);
					look.paper =
					        (unsigned char)(colour > PALETTE_COUNT ? colour - PALETTE_COUNT : 0);
					seen = theme_resolve(&themes[i], look, (enum style)ground, THEME_8);
					assert_in_range(seen.ink + 1, 0, 8);
					assert_in_range(seen.paper + 1, 0, 8);
					if (seen.paper >= 0)
						assert_int_not_equal(seen.ink, seen.paper);
				}
			}
		}
	}
}

static void half_blocks_have_two_activity_colours(void **state)
{
	struct look look = { STYLE_BAR, 2, 7, 0 };
	struct appearance seen = theme_resolve(&themes[0], look, STYLE_TRACK, THEME_RGB);

	(void)state;
	assert_int_equal(seen.ink, themes[0].palette[2]);
	assert_int_equal(seen.paper, themes[0].palette[7]);
}

static void an_unknown_theme_is_the_first(void **state)
{
	(void)state;
	assert_string_equal(theme_find("dark")->name, "dark");
	assert_string_equal(theme_find("light")->name, "light");
	assert_ptr_equal(theme_find("nice"), &themes[0]);
	assert_ptr_equal(theme_find(""), &themes[0]);
	assert_ptr_equal(theme_find(NULL), &themes[0]);
}

static void looks_out_of_range_are_plain(void **state)
{
	struct look wild = { 250, 99, 99, 0 };
	struct appearance seen = theme_resolve(&themes[0], wild, (enum style)250, THEME_RGB);

	(void)state;
	assert_true(same_appearance(seen, theme_resolve(&themes[0], look_of(STYLE_PLAIN), STYLE_PLAIN, THEME_RGB)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text_can_be_read_on_every_ground),
		cmocka_unit_test(an_explicit_paper_has_an_explicit_ink),
		cmocka_unit_test(text_can_be_read_on_every_activity_colour),
		cmocka_unit_test(bars_stand_out_from_their_ground),
		cmocka_unit_test(activity_colours_are_told_apart_by_all_eyes),
		cmocka_unit_test(tints_go_from_little_to_much_for_all_eyes),
		cmocka_unit_test(tints_need_colours_and_a_ground_for_each),
		cmocka_unit_test(colours_are_the_same_with_256),
		cmocka_unit_test(every_state_is_told_at_every_depth),
		cmocka_unit_test(without_colours_there_are_none),
		cmocka_unit_test(with_8_colours_ink_is_never_its_paper),
		cmocka_unit_test(half_blocks_have_two_activity_colours),
		cmocka_unit_test(an_unknown_theme_is_the_first),
		cmocka_unit_test(looks_out_of_range_are_plain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
