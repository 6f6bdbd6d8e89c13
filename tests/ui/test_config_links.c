/* Words of texts that are numbers of something elsewhere. */
#include "tests/ui/support_day.h"
#include "ui/config/config.h"

#include <stdio.h>
#include <string.h>

static const char lines[] = "link #%d = https://example.org/issues/%d\n"
                            "link PROJ-%d = https://example.org/browse?key=PROJ-%d&of=%d # ours\n"
                            "link [%d] = file:///n/%d.txt\n";

/* The first link of a text, as "WORD ADDRESS". */
static void assert_link(const char *text, const char *expected)
{
	struct config config;
	struct config_linked linked;
	char found[512] = "";

	config_init(&config);
	config_read(&config, lines, strlen(lines));
	assert_int_equal(config.complaint_count, 0);
	if (config_link_find(&config.links, text, &linked))
		(void)snprintf(found, sizeof found, "%.*s %s", (int)linked.size, text + linked.begin, linked.address);
	assert_string_equal(found, expected);
	config_release(&config);
}

static void a_word_with_a_number_has_an_address(void **state)
{
	(void)state;
	assert_link("fix #123, then lunch", "#123 https://example.org/issues/123");
	assert_link("PROJ-7", "PROJ-7 https://example.org/browse?key=PROJ-7&of=7");
	assert_link("(PROJ-7)", "PROJ-7 https://example.org/browse?key=PROJ-7&of=7");
	assert_link("see [4]: done", "[4] file:///n/4.txt");
	assert_link("PROJ- #5", "#5 https://example.org/issues/5");
	assert_link("#999999999999999999", "#999999999999999999 https://example.org/issues/999999999999999999");
}

static void what_only_begins_so_is_none(void **state)
{
	(void)state;
	assert_link("", "");
	assert_link("parser", "");
	assert_link("# 123", "");
	assert_link("#12a", "");
	assert_link("#12\u00e9", "");
	assert_link("XPROJ-7", "");
	assert_link("proj-7", "");
	assert_link("#1234567890123456789", "");
}

static void assert_complains(const char *text, const char *complaint)
{
	struct config config;

	config_init(&config);
	config_read(&config, text, strlen(text));
	if (config.complaint_count != 1 || !strstr(config.complaints[0].text, complaint))
		fail_msg("'%s': '%s', not '%s'", text, config.complaint_count > 0 ? config.complaints[0].text : "",
		         complaint);
	config_release(&config);
}

static void a_line_that_cannot_be_a_link_is_named(void **state)
{
	char many[2048] = "", bell[] = "link #%d = https://e.org/\x07%d";

	(void)state;
	assert_complains("link #%d", "a link is set like this");
	assert_complains("link #%d = https://e.org/%d x", "a link is set like this");
	assert_complains("link PROJ = https://e.org/%d", "'PROJ' is no word with a number");
	assert_complains("link %d = https://e.org/%d", "'%d' is no word with a number");
	assert_complains("link #%d = e.org/%d", "'e.org/%d' is no address");
	assert_complains("link #%d = https://e.org/", "is no address with the number");
	assert_complains("link #%d = https://\u00e9.org/%d", "is no address");
	assert_complains(bell, "is no address");
	assert_complains("link #%d = https://e.org/%d\nlink #%d = https://f.org/%d", "stands in line 1 already");
	for (int i = 0; i <= LINKS_MOST; i++)
		(void)snprintf(many + strlen(many), sizeof many - strlen(many), "link %c-%%d = https://e.org/%%d\n",
		               'a' + i);
	assert_complains(many, "there are 16 links already");
}

static void o_copies_the_address_of_the_selected_log(void **state)
{
	struct config config;
	struct stage stage;

	(void)state;
	ts_store *store = story_activities();
	story_log(store, 0, 8, 0, "PROJ-7 parser");
	stage_open(&stage, store, story_at(0, 9, 0), 0);
	stage_press(&stage, "O");
	assert_non_null(strstr(effect_find(&stage.effects, EFFECT_MESSAGE)->text, "the configuration has no links"));
	config_init(&config);
	config_read(&config, lines, strlen(lines));
	stage.environment.config = &config;
	stage_press(&stage, "O");
	const struct effect *copied = effect_find(&stage.effects, EFFECT_COPY);
	assert_non_null(copied);
	assert_string_equal(copied->copied, "https://example.org/browse?key=PROJ-7&of=7");
	stage_close(&stage);
	store = story_activities();
	story_log(store, 0, 8, 0, "parser");
	stage_open(&stage, store, story_at(0, 9, 0), 0);
	stage.environment.config = &config;
	stage_press(&stage, "O");
	assert_null(effect_find(&stage.effects, EFFECT_COPY));
	assert_non_null(strstr(effect_find(&stage.effects, EFFECT_MESSAGE)->text, "no link of the configuration"));
	stage_close(&stage);
	config_release(&config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_with_a_number_has_an_address),
		cmocka_unit_test(what_only_begins_so_is_none),
		cmocka_unit_test(a_line_that_cannot_be_a_link_is_named),
		cmocka_unit_test(o_copies_the_address_of_the_selected_log),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
