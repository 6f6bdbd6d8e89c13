/* Screens as files. */
#include "picture.h"

#include <sys/wait.h>
#include <unistd.h>

void picture_run(const char *const *words)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		(void)execvp(words[0], (char *const *)(uintptr_t)words);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("'%s' failed, or is not installed", words[0]);
}

void picture_take(struct terminal *terminal, const struct svg_colours *colours, const char *svg_directory,
                  const char *png_directory, const char *name, const char *zoom)
{
	terminal_fence(terminal);
	picture_write(terminal, colours, svg_directory, png_directory, name, zoom);
}

void picture_write(struct terminal *terminal, const struct svg_colours *colours, const char *svg_directory,
                   const char *png_directory, const char *name, const char *zoom)
{
	char svg[512], png[512];

	(void)snprintf(svg, sizeof svg, "%s/%s.svg", svg_directory, name);
	(void)snprintf(png, sizeof png, "%s/%s.png", png_directory, name);
	FILE *file = fopen(svg, "we");
	if (!file)
		fail_msg("cannot write %s", svg);
	bool written = svg_write(terminal, colours, "timesheet", file);
	written = fclose(file) == 0 && written;
	assert_true(written);
	const char *const words[] = { "rsvg-convert", "-z", zoom, svg, "-o", png, NULL };
	picture_run(words);
	print_message("%s\n", png);
}
