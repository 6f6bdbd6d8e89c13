/*
 * Which key means what, where. A key is looked up in the view's context, then in that context's parents up to GLOBAL;
 * what nothing takes is text.
 */
#ifndef TIMESHEET_UI_KEYMAP_H
#define TIMESHEET_UI_KEYMAP_H

#include "ui/keys/action.h"
#include "ui/keys/key.h"

enum context {
	CONTEXT_GLOBAL, /* everywhere */
	CONTEXT_FIELD,  /* parent of all contexts in which text is typed */
	CONTEXT_LOGIN,
	CONTEXT_LOCK,
	CONTEXT_FORM,
	CONTEXT_RECOVERY, /* the recovery code is shown */
	CONTEXT_PICKER,
	CONTEXT_NOTES,
	CONTEXT_SEARCH,
	CONTEXT_ACTIVITIES,
	CONTEXT_OWED, /* targets and bookings */
	CONTEXT_DAY,
	CONTEXT_REPORT, /* week, month, year, report */
	CONTEXT_LOGS,   /* what a number of a report is made of */
	CONTEXT_CHECK,  /* is the file whole? */
	CONTEXT_AWAY,   /* what was it while nobody was there? */
	CONTEXT_HELP,
	CONTEXT_COUNT
};

struct binding {
	enum context context;
	const char *key; /* as key_parse reads it; "1..9" stands for nine digits */
	enum action action;
};
/* The keys as they are unless somebody binds others; in the order of help. */
extern const struct binding bindings[];
extern const size_t binding_count;

/* Bindings whose keys are understood, once. */
struct keymap;
/* The table is borrowed. A binding whose key is none (key_parse) is never pressed. */
struct keymap *keymap_create(const struct binding *table, size_t count);
void keymap_destroy(struct keymap *keymap);
/* On an AZERTY keyboard digits are shifted. With azerty the keys of that row mean the digits as they are, wherever
 * digits are bound, and nothing else there. */
void keymap_set_azerty(struct keymap *keymap, bool azerty);
/* The digit that a key means where digits are bound; -1: none. */
int keymap_digit(const struct keymap *keymap, struct key key);
/* The keys that a binding of digits takes besides its own, for help; "" for none, and for other bindings. */
const char *keymap_row(const struct keymap *keymap, const struct binding *binding);
/* All of them, in the order of help. */
const struct binding *keymap_bindings(const struct keymap *keymap, size_t *count);

enum context context_parent(enum context context); /* GLOBAL for GLOBAL */
const char *context_name(enum context context);    /* "day", "notes" ...: as lines of the configuration name it */
const char *context_title(enum context context);   /* "Day", "Notes" ... */
/* ACTION_NONE: the key is text, or nothing. */
enum action keymap_lookup(const struct keymap *keymap, enum context context, struct key key);
/* The first key bound to an action there, as help writes it; "" if none. Borrowed from the table. */
const char *keymap_key(const struct keymap *keymap, enum context context, enum action action);

#endif
