/*
 * Long tests in two sizes: a short form in every run, and the campaign at full numbers, whose figures become a table of
 * the README. Shell scripts do the same by the environment: TIMESHEET_CAMPAIGN, and a line appended to the file that
 * TIMESHEET_CAMPAIGN_FIGURES names.
 */
#ifndef TIMESHEET_TESTS_CAMPAIGN_H
#define TIMESHEET_TESTS_CAMPAIGN_H

#include <stdbool.h>

/* True in the campaign: TIMESHEET_CAMPAIGN is set, to the percentage of the full numbers that is to be run. */
bool campaign_on(void);
/* usual outside of the campaign, else full (or its percentage, at least usual). */
long campaign_rounds(long usual, long full);
/* A line of the table, in the campaign only: under a subject ("Power cuts"), what was done, how often in which unit
 * ("cuts"), and how often it went wrong in which way ("lost", "let in"). Nothing in them may be a tab. */
void campaign_record(const char *subject, const char *what, long rounds, const char *unit, long bad, const char *way);

#endif
