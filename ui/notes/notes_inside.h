/*
 * What the parts of the notes view share: the text being written, what is stored, what is kept of it. For
 * ui/notes/view_notes.c and ui/notes_*.c only.
 */
#ifndef TIMESHEET_UI_NOTES_INSIDE_H
#define TIMESHEET_UI_NOTES_INSIDE_H

#include "ui/type/editor.h"
#include "ui/type/field.h"
#include "ui/view/view.h"

enum {
	NOTES_DRAFT_AFTER = 1500, /* milliseconds from the first change that is in no draft; 2000 are promised */
	NOTES_NEEDLE_SIZE = TS_TEXT_SIZE, /* as the search has */
	NOTES_NOTICE_SIZE = 200
};

/* A revision that no text has. */
#define NOTES_NOTHING_KEPT UINT64_MAX

struct notes {
	struct view view;
	ts_day day;
	bool read;              /* the note was read: there is an editor */
	enum ts_status failure; /* why it was not */
	struct editor *editor;
	struct ts_note stored; /* the note as it is stored now */
	struct ts_note base;   /* heads the text was made from: a save replaces them; no text in it */
	uint64_t revision;     /* of the text, when last looked at */
	uint64_t kept;         /* of the text that is stored or in the draft */
	int64_t unkept_since;  /* uptime of the first change that is in neither, 0 none */
	ts_time saved_at;      /* by this view, 0 not yet */
	ts_time drafted_at;    /* 0: there is no draft */
	bool draft_failed;     /* and the notice says so */
	int64_t save_again;    /* uptime: another program held the database; 0: no save waits */
	bool leaves;           /* and once it is saved the note is left */
	bool finding;          /* the find field has the keys */
	bool marked;           /* matches are shown */
	bool words;            /* needle is what a search was for: each word of it */
	struct editor_found found;
	bool backwards;    /* it was looked for so */
	size_t found_from; /* where the cursor was before */
	struct field needle;
	uint64_t files; /* environment.files when the note was read */
	bool has_goal;  /* the note is opened at a line */
	size_t goal;
	enum message_kind kind;
	char notice[NOTES_NOTICE_SIZE]; /* "" for none */
};

struct notes_layout {
	struct rect text;
	int title, status, event, hints; /* rows; -1: no room */
};
struct notes_layout notes_layout(const struct environment *environment);

bool notes_changed(const struct notes *notes); /* the text differs from what is stored */
/* Reads the note and a draft of it; without the note, read stays false. */
void notes_load(struct notes *notes);
/* The note may have changed elsewhere: takes it over, or says that a save will join both. */
void notes_look(struct notes *notes);
/* Stores a draft if there is something to keep. */
void notes_draft(struct notes *notes);
/* Keeps it in memory over a lock, sealed: false when that cannot be done. */
bool notes_draft_keep(const struct notes *notes);
/* With join, several versions become one even if the text is as it was. True: saved (or nothing to save), and nothing
 * came from elsewhere that has to be seen first; *done is filled if *status is TS_OK. */
bool notes_save(struct notes *notes, bool join, enum ts_status *status, struct ts_done *done);
void notes_say(struct notes *notes, enum message_kind kind, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* ---- finding (notes_find.c) */

void notes_find_open(struct notes *notes);
/* To the next place of what was looked for last, or the one before; opens the field when nothing was. */
void notes_find_next(struct notes *notes, bool back, struct effects *effects);
/* As from the search: needle has its words. The cursor goes to the first of them in a line, all are marked. */
void notes_find_words(struct notes *notes, size_t line);
void notes_find_typed(struct notes *notes, const struct event *event, struct effects *effects);
/* The keys of the find field; false: the key ends finding, or passes it by, and is the editor's. */
bool notes_find_acted(struct notes *notes, const struct event *event, struct effects *effects);
/* "3 of 7, wrapped to the top" */
const char *notes_found_text(const struct notes *notes, char *out, size_t size);
void notes_draw(const struct view *view, struct surface *surface);

#endif
