/* Which colours a command prints with. */
#include "src/command_line/colours.h"

#include "src/system/config_file.h"
#include "src/system/process.h"

#include <stdlib.h>
#include <string.h>

void command_paint(const struct command_context *context, struct paint *out)
{
	struct config config;

	out->depth = paint_depth_find(context->options->colour);
	out->links.count = 0;
	if (out->depth == PAINT_NONE)
		return;
	free(config_file_load(&config, context->options->set, context->options->set_count));
	const char *own = config_word(&config, CONFIG_THEME), *name = own ? own : context->settings.theme;
	/* Nobody can be asked here: what the terminal says of itself has to do. */
	const char *ground = strcmp(name, "auto") == 0 ? process_theme() : name;
	config_theme(&config, theme_find(ground ? ground : "dark"), &out->theme);
	if (paint_shows_links())
		out->links = config.links;
	config_release(&config);
}
