/* What the words mean that stand on the screens and nowhere else. */
#include "ui/dialog/help_words.h"

#include <stddef.h>

const struct help_word help_words[] = {
	{ "log", "\"From this moment I do this\"; it lasts until the next one" },
	{ "activity", "What you do, by its text; a new text makes a new one" },
	{ "slot", "A digit that logs an activity with one key" },
	{ "off", "Nothing is tracked: the end of a day, or a gap in it" },
	{ "rest", "An activity that is shown and never counted as work, as lunch" },
	{ "target", "What a day or a week should have of work; none until it is set" },
	{ "flex", "The balance: work less targets up to yesterday, and bookings" },
	{ "mark", "What a whole day is: holiday, leave, sick, flex, work" },
	{ "carried", "It began on the day before and goes on over its end" },
	{ "forgotten", "It goes on for so long that its end may have been forgotten" },
	{ "note", "A text that belongs to a day" },
	{ "undo", "Yours, on all terminals, as far back as you like" },
	{ NULL, NULL },
};
