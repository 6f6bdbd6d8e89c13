/*
 * Reads an iCalendar file as libical does, and says what is in it: "VEVENT 3 9000" (how many, seconds in all), then
 * each summary and description. Fails when libical finds anything wrong. Usage: ical_read FILE
 */
#include <libical/ical.h>

#include <stdio.h>
#include <stdlib.h>

static char *line_read(char *out, size_t size, void *file)
{
	return fgets(out, (int)size, file);
}

static int complain(const char *what)
{
	(void)fprintf(stderr, "%s\n", what);
	return 1;
}

int main(int count, char **arguments)
{
	FILE *file = count == 2 ? fopen(arguments[1], "re") : NULL;
	icalparser *parser = icalparser_new();
	icalcomponent *calendar = NULL;
	int events = 0;
	long seconds = 0;

	if (!file)
		return complain("usage: ical_read FILE");
	icalparser_set_gen_data(parser, file);
	calendar = icalparser_parse(parser, line_read);
	(void)fclose(file);
	if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT)
		return complain("libical does not take it for a calendar");
	/* What it could not read it leaves as errors in the tree; what RFC 5545 forbids, the restrictions tell. */
	if (icalcomponent_count_errors(calendar) != 0 || !icalrestriction_check(calendar) ||
	    icalcomponent_count_errors(calendar) != 0)
		return complain(icalcomponent_as_ical_string(calendar));
	for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
	     event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
		events++;
		seconds += icaltime_as_timet(icalcomponent_get_dtend(event)) -
		           icaltime_as_timet(icalcomponent_get_dtstart(event));
		const char *description = icalcomponent_get_description(event);
		(void)printf("%s|%s\n", icalcomponent_get_summary(event), description ? description : "");
	}
	(void)printf("VEVENT %d %ld\n", events, seconds);
	icalcomponent_free(calendar);
	icalparser_free(parser);
	return 0;
}
