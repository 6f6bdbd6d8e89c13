/*
 * libical, loaded when an import asks for it: no other command pays for it, and who reads no calendars need not have
 * it. Private to data/.
 */
#ifndef TIMESHEET_DATA_EXCHANGE_ICAL_LIBRARY_H
#define TIMESHEET_DATA_EXCHANGE_ICAL_LIBRARY_H

#include <libical/ical.h>
#include <stdbool.h>

/* The functions that the reader of iCalendar uses, by their own names. */
#define ICAL_FUNCTIONS(function)                                                                                       \
	function(icalparser_parse_string);                                                                             \
	function(icalcomponent_free);                                                                                  \
	function(icalcomponent_isa);                                                                                   \
	function(icalcomponent_get_first_component);                                                                   \
	function(icalcomponent_get_next_component);                                                                    \
	function(icalcomponent_get_first_property);                                                                    \
	function(icalcomponent_get_dtstart);                                                                           \
	function(icalcomponent_get_dtend);                                                                             \
	function(icalcomponent_get_summary);                                                                           \
	function(icalcomponent_get_description);                                                                       \
	function(icalcomponent_get_uid);                                                                               \
	function(icalcomponent_get_status);                                                                            \
	function(icalcomponent_get_recurrenceid);                                                                      \
	function(icalcomponent_foreach_recurrence);                                                                    \
	function(icalproperty_get_rrule);                                                                              \
	function(icalproperty_get_first_parameter);                                                                    \
	function(icalproperty_get_xlicerror);                                                                          \
	function(icalparameter_get_tzid);                                                                              \
	function(icalcomponent_get_next_property);                                                                     \
	function(icaltime_is_null_time);                                                                               \
	function(icaltime_as_timet_with_zone);                                                                         \
	function(icaltime_from_timet_with_zone);                                                                       \
	function(icaltimezone_get_utc_timezone);                                                                       \
	function(icalmemory_free_ring);                                                                                \
	function(icalerror_set_errors_are_fatal)

struct ical_library {
#define ICAL_MEMBER(name) __typeof__(&(name)) name
	ICAL_FUNCTIONS(ICAL_MEMBER);
#undef ICAL_MEMBER
};

/* False: it is not installed, or another version is. It stays loaded: it keeps zones that are used again. */
bool ical_library_load(struct ical_library *out);

#endif
