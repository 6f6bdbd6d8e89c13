/*
 * Headlines of Org files: what is left of one as the name of an activity, and where it stands in its outline. Private
 * to data/.
 */
#ifndef TIMESHEET_DATA_EXCHANGE_ORG_HEADLINE_H
#define TIMESHEET_DATA_EXCHANGE_ORG_HEADLINE_H

#include "data/exchange/rows.h"

enum { ORG_DEPTH = 64, ORG_WORDS_ROOM = 1024 };

struct org_headline {
	int level;
	const char *title, *tags; /* tags: with TAG_BETWEEN between them */
};

struct org_outline {
	struct exchange_rows *rows;
	struct org_headline path[ORG_DEPTH]; /* the headline at hand, behind those that it stands under */
	size_t depth;
	char states[ORG_WORDS_ROOM]; /* " TODO NEXT DONE ": words that say how far something is */
	bool states_said;            /* by the file; else they are the usual ones */
	char tags[ORG_WORDS_ROOM];   /* of all: #+FILETAGS */
	const char *title;           /* #+TITLE, or "" */
	const char *text, *words;    /* of the headline at hand, when they were asked for */
};

/* With what is said for the whole file, wherever it stands there. */
void org_outline_begin(struct org_outline *outline, struct exchange_rows *rows, struct exchange_lines lines);
/* True when the line is a headline, which then is the one at hand. */
bool org_headline_take(struct org_outline *outline, struct exchange_text line);
/* "Acme / parser: write tests": the headline at hand behind those above it. What only says a date there is left out:
 * files are kept by days. Where that is too long, the topmost alone, or none. */
const char *org_text(struct org_outline *outline);
/* Its tags and those of what it stands under, as words: "#core #urgent". */
const char *org_tags(struct org_outline *outline);

#endif
