/*
 * Labelled fields in a column, as dialogs and the login show them: focus, choices, and an error below the field it is
 * about; by keyboard and by mouse. A form knows nothing of what its values mean: views read them, judge them, and say
 * what is wrong.
 */
#ifndef TIMESHEET_UI_FORM_H
#define TIMESHEET_UI_FORM_H

#include "ui/type/field.h"
#include "ui/view/event.h"

enum form_row_type { FORM_TEXT, FORM_SECRET, FORM_CHOICE, FORM_BUTTON };
enum { FORM_ROWS_MOST = 16, FORM_ERROR_SIZE = 128 };

struct form_row {
	enum form_row_type type;
	const char *label; /* static; of a button: what stands on it */
	const char *hint; /* static, dim: beside the field when there is room, else below it while focused; NULL none */
	int width;        /* columns of the field, 0: all there are */
	bool hidden;      /* not drawn, never focused, keeps its value */
	bool clock;       /* a time of day: Up and Down move it by five minutes, while it is one */
	bool replaces;    /* what is typed first, once it gets the focus, takes the place of what stands there */
	struct field field;         /* TEXT, SECRET */
	const char *const *choices; /* CHOICE: static */
	size_t choice_count, choice;
	bool alone;                  /* CHOICE: too many to show all, only the chosen one is */
	char error[FORM_ERROR_SIZE]; /* "" none */
};

struct form {
	struct form_row rows[FORM_ROWS_MOST];
	size_t count, focus;
	bool fresh; /* the focused row just got the focus */
	bool inert; /* shown, takes nothing: while a job runs */
};

void form_init(struct form *form);
void form_release(struct form *form); /* wipes */

/* Each adds a row and returns its number; the first has the focus. size_most in bytes with the NUL. A choice is changed
 * by Left, Right and Space. */
size_t form_add_text(struct form *form, const char *label, size_t size_most, const char *text);
size_t form_add_secret(struct form *form, const char *label, size_t size_most);
size_t form_add_choice(struct form *form, const char *label, const char *const *choices, size_t count, size_t chosen);
size_t form_add_button(struct form *form, const char *label);

const char *form_text(const struct form *form, size_t row); /* borrowed until the next change */
void form_set_text(struct form *form, size_t row, const char *text);
void form_hide(struct form *form, size_t row, bool hidden);
void form_focus(struct form *form, size_t row);
/* Says what is wrong with a row, and puts the focus there. It goes away when the row is changed. */
void form_error(struct form *form, size_t row, const char *format, ...) __attribute__((format(printf, 3, 4)));
void form_clear_errors(struct form *form);

enum form_result {
	FORM_IGNORED, /* not for a form */
	FORM_TAKEN,   /* the focus or the cursor moved */
	FORM_CHANGED, /* the value of the focused row changed */
	FORM_PRESSED  /* the focused button was pressed, by Space or mouse (Enter is the view's ACTION_ACCEPT) */
};
/* Takes text, paste, mouse, the actions that edit, FIELD_NEXT and FIELD_PREVIOUS. rect is where form_draw draws. What
 * is too long for a field, which says so, or means nothing where the focus is, rings the bell: nothing of it was taken.
 */
enum form_result form_update(struct form *form, const struct event *event, struct rect rect, struct effects *effects);

/* The rows of the screen with which nothing moves when an error shows: two for each row. With less the rows stand
 * closer, and scroll when they must. */
int form_height(const struct form *form);
void form_draw(const struct form *form, struct surface *surface, struct rect rect);

#endif
