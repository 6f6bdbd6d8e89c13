/*
 * Styles have names of purpose; what they look like on a terminal stands once, in theme.c.
 */
#ifndef TIMESHEET_UI_STYLE_H
#define TIMESHEET_UI_STYLE_H

/* X(NAME, letter in golden screens). */
/* clang-format off */
#define STYLE_LIST(X) \
	X(PLAIN, ' ')      /* text */ \
	X(DIM, 'd')        /* what matters less: units, carried parts, rest */ \
	X(TITLE_BAR, 't')  /* the top line */ \
	X(TITLE, 'T')      /* the program's name and the date in it */ \
	X(HEADING, 'h')    /* a pane's heading */ \
	X(FRAME, 'f')      /* rules and borders */ \
	X(SELECTED, 's')   /* the row the cursor is on */ \
	X(UNFOCUSED, 'u')  /* the same in a pane that has not the focus */ \
	X(RUNNING, 'r')    /* what goes on now */ \
	X(TIME, 'c')       /* clock times */ \
	X(DURATION, 'D')   /* lengths of time */ \
	X(BAR, 'b')        /* bars in the activity's or the accent colour */ \
	X(TRACK, 'k')      /* the empty part of a bar or strip */ \
	X(GOOD, 'g')       /* a target met, saved */ \
	X(NOTICE, 'n')     /* event line: something happened elsewhere or wants attention */ \
	X(ERROR, 'e')      /* something failed */ \
	X(KEY, 'K')        /* a key in hints and help */ \
	X(HINT, 'i')       /* what the key does */ \
	X(SLOT, 'S')       /* a slot digit */ \
	X(FIELD, 'F')      /* a text field */ \
	X(FIELD_FOCUS, 'G')/* the field with the cursor */ \
	X(MATCH, 'm')      /* matched letters in the picker, found text in the editor */ \
	X(DIALOG, 'p')     /* the ground of a dialog */ \
	X(EMPHASIS, 'E')   /* a word that stands out: recovery code, new activity */ \
	X(NOTE_HEADING, 'H') /* a "# heading" line of a note */ \
	X(NOW, 'w')        /* the mark of now and of the target in the strip's ruler */ \
	X(HEAT_1, '1')     /* a day's ground in the heat map, or its shade, from a little work ... */ \
	X(HEAT_2, '2') \
	X(HEAT_3, '3') \
	X(HEAT_4, '4')     /* ... to all of the target */
/* clang-format on */

#define STYLE_ENUM(name, letter) STYLE_##name,
enum style { STYLE_LIST(STYLE_ENUM) STYLE_COUNT };
#undef STYLE_ENUM

/* A look is a style, and for activities one of 12 palette colours on top: as ink (0: the style's own) or as paper. */
struct look {
	unsigned char style;
	unsigned char ink;   /* 1..12, 0 none */
	unsigned char paper; /* 1..12, 0 none */
	unsigned char underline;
};

static inline struct look look_of(enum style style)
{
	return (struct look){ (unsigned char)style, 0, 0, 0 };
}

#endif
