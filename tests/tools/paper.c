/* Pictures of what is handed in, by the commands that print it. */
#include "paper.h"

#include "tests/program/support_pipes.h"

#include <sys/stat.h>

static void table_take(struct sandbox *sandbox, const struct svg_colours *colours, const char *svg_directory,
                       const char *png_directory)
{
	const char *const words[] = { "--db", sandbox->database, "report", "last week", "--by", "activity,day", NULL };
	const char *const environment[] = { "TIMESHEET_USER=ada", password_variable(sandbox), NULL };
	struct terminal *terminal = terminal_start(
	        sandbox, &(struct terminal_options){
	                         .arguments = words, .environment = environment, .width = 80, .height = 17 });

	assert_int_equal(terminal_wait_exit(terminal), 0);
	picture_write(terminal, colours, svg_directory, png_directory, "grid", "2");
	terminal_destroy(terminal);
}

static void page_take(struct sandbox *sandbox, const char *html_directory, const char *png_directory)
{
	char page[512], picture[512];

	(void)snprintf(page, sizeof page, "%s/page.html", html_directory);
	(void)snprintf(picture, sizeof picture, "%s/page.png", png_directory);
	const struct run_options options = { .output_file = page,
		                             .environment = WORDS("TIMESHEET_USER=ada", password_variable(sandbox)) };
	EXPECT_WITH(sandbox, &options, 0, "", "", "report", "2026-09", "--html", "--round", "15");
	picture_run((const char *const[]){ "sh", PAPER_SCRIPT, page, picture, NULL });
	print_message("%s\n", picture);
}

void paper_take(struct sandbox *sandbox, const struct svg_colours *colours, const char *svg_directory,
                const char *png_directory)
{
	char password[SANDBOX_PATH_SIZE];

	sandbox_path(sandbox, "password", password);
	file_write(password, PASSWORD "\n", sizeof PASSWORD);
	assert_int_equal(chmod(password, 0600), 0);
	table_take(sandbox, colours, svg_directory, png_directory);
	page_take(sandbox, svg_directory, png_directory);
}
