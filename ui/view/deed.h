/*
 * What is logged and taken back by one key, on whatever screen: done as an errand, and said on the event line.
 */
#ifndef TIMESHEET_UI_DEED_H
#define TIMESHEET_UI_DEED_H

#include "ui/view/view.h"

/* Each says what came of it; context is the screen's, for the keys that are named. What errand_try returns: TS_OK and
 * TS_UNCHANGED (it goes on already) leave done filled. */
enum ts_status deed_log_slot(const struct environment *environment, enum context context, int slot,
                             struct ts_done *done, struct effects *effects);
enum ts_status deed_log_previous(const struct environment *environment, enum context context, struct ts_done *done,
                                 struct effects *effects);
/* Undo, or redo with again. Asks first where undo_ask.h says so, with asked as there. TS_UNCHANGED: it asked. Settings
 * that were taken back are read again by an effect. */
enum ts_status deed_take_back(const struct environment *environment, enum context context, bool again, bool *asked,
                              struct ts_done *done, struct effects *effects);

/* The actions that are these: LOG_SLOT, LOG_OFF, LOG_PREVIOUS, UNDO, REDO. False: it is another. changed: something was
 * logged or taken back. */
bool deed_act(const struct environment *environment, enum context context, const struct event *event, bool *undo_asked,
              bool *changed, struct effects *effects);

/* The actions that lead to another screen from any that is about a day: NOTE, MARK_DAY, ACTIVITIES, SETTINGS, and HELP
 * for the screen's context. False: it is another. */
bool deed_open_screen(const struct environment *environment, enum context context, enum action action, ts_day day,
                      struct effects *effects);

/* "14:12 3 review: auth patch   u takes it back" */
void deed_say_done(const struct environment *environment, enum context context, const struct ts_done *done,
                   struct effects *effects);
void deed_say_goes_on(const struct environment *environment, const struct ts_done *done, struct effects *effects);
/* What a dialog answers that logged or changed something: one of the two above. */
void deed_say_answer(const struct environment *environment, enum context context, const struct answer *answer,
                     struct effects *effects);
/* what: "cannot log", "cannot take it back" ... */
void deed_say_failed(const struct environment *environment, const char *what, enum ts_status status,
                     struct effects *effects);

/* A text so short that what is said around it stays on the line. Returns out. */
enum { DEED_SHORT_SIZE = 64 };
const char *deed_short(const char *text, char out[DEED_SHORT_SIZE]);
/* The deed in words, with its text cut short: "deleted 09:30 standup". Returns out. */
const char *deed_text(const struct environment *environment, const struct ts_done *done, char *out, size_t size);
/* "3 review: auth patch": the text with the digit it has; and the same behind its time, if it was logged, else the
 * deed. Both return out, of DEED_SENTENCE_SIZE at most. */
enum { DEED_SENTENCE_SIZE = 192 };
const char *deed_slot_text(const struct ts_done *done, char *out, size_t size);
const char *deed_logged_text(const struct environment *environment, const struct ts_done *done, char *out, size_t size);

#endif
