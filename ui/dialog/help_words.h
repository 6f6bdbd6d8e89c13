/* The words of the program, as help explains them. */
#ifndef TIMESHEET_UI_HELP_WORDS_H
#define TIMESHEET_UI_HELP_WORDS_H

struct help_word {
	const char *word, *means;
};
/* The last one has no word. */
extern const struct help_word help_words[];

#endif
