/* For the tests of the screens around a login: stores with and without users, jobs that run at once, goldens at three
 * sizes. */
#ifndef TIMESHEET_TESTS_UI_SUPPORT_CARD_H
#define TIMESHEET_TESTS_UI_SUPPORT_CARD_H

#include "tests/fake/fake.h"
#include "tests/ui/support.h"

#define CARD_NOW ((ts_time)1790856720000) /* Thu 1 Oct 2026 14:12 in the tests' zone */
#define CARD_PASSWORD "correct horse battery"

ts_store *store_without_users(void);
/* One user, "ada", logged out; more of them by store_add_user. */
ts_store *store_with_ada(void);
void store_add_user(ts_store *store, const char *name);

/* Runs the job that the effects hand out and gives it back to the view. */
struct effects job_run(struct view *view, const struct effects *effects);
/* Ends what effects gave away: views and jobs. */
void effects_drop(const struct effects *effects);
/* NAME_80x24, NAME_100x30 and NAME_60x16; the environment is left at 80x24. */
void golden_sizes(struct view *view, struct environment *environment, const char *name);
/* Draws the view and tells whether the text shows. */
bool view_shows(struct view *view, const char *text);

#endif
