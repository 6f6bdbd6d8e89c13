/* Logs and lines of notes under their days, as text for the clipboard: whole, as long as their texts are. */
#include "ui/search/hit_list.h"

enum { GAP = 2, TIME_WIDTH = 7, LENGTH_WIDTH = 6 };

static void hit_add(struct lines *lines, const struct environment *environment, const struct ts_hit *hit)
{
	char text[FORMAT_SIZE] = "note";

	lines_add(lines, "%*s", GAP, "");
	if (hit->kind == TS_HIT_LOG)
		(void)format_clock(environment->clock, hit->at, hit->offset, text);
	lines_left(lines, TIME_WIDTH, text);
	if (hit->kind == TS_HIT_NOTE) {
		lines_add(lines, "%*s", LENGTH_WIDTH + GAP, "");
		lines_put(lines, hit->line);
		lines_end(lines);
		return;
	}
	lines_right(lines, LENGTH_WIDTH, hit->length > 0 ? format_duration(hit->length, text) : "");
	lines_put(lines, hit->forgotten ? "? " : "  ");
	lines_put(lines, hit->text);
	lines_put(lines, hit->rest ? " ~" : "");
	lines_put(lines, hit->line[0] != '\0' ? "  # " : "");
	lines_put(lines, hit->line);
	lines_end(lines);
}

static void day_add(struct lines *lines, const struct hit_list *list, size_t first)
{
	char text[FORMAT_SIZE];
	bool forgotten;
	const int64_t length = hit_list_day_length(list, first, &forgotten);

	if (first > 0)
		lines_end(lines);
	lines_put(lines, format_day(list->hits.at[first].day, text));
	if (length > 0)
		lines_add(lines, "  %s", format_doubtful(length, forgotten, text));
	lines_end(lines);
}

static bool hits_add(const struct hit_list *list, const struct environment *environment, struct lines *out)
{
	char text[FORMAT_SIZE];
	bool forgotten;
	const int64_t length = hit_list_length(list, &forgotten);

	lines_release(out);
	for (size_t i = 0; i < list->shown; i++) {
		if (i == 0 || list->hits.at[i].day != list->hits.at[i - 1].day)
			day_add(out, list, i);
		hit_add(out, environment, &list->hits.at[i]);
	}
	if (length > 0) {
		lines_end(out);
		lines_add(out, "%s altogether", format_doubtful(length, forgotten, text));
		lines_end(out);
	}
	return list->shown > 0;
}

void hit_list_copy_out(const struct hit_list *list, const struct environment *environment, struct lines *out,
                       struct effects *effects)
{
	if (!hits_add(list, environment, out)) {
		effects_message(effects, MESSAGE_PLAIN, "there is nothing to copy");
		return;
	}
	effects_message(effects, MESSAGE_GOOD, "copied: %zu %s", list->shown,
	                ts_counted((int64_t)list->shown, "hit", "hits"));
	effects_copy(effects, out->text);
}
