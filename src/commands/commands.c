/* The commands, one row each: --help, --help of each, and completions are printed from here. */
#include "src/commands/commands.h"

/* clang-format off */
/* What is understood, in the words of every page: a moment for a log, a day, a range of days, a length of time. */
#define WHEN_HELP \
	"  WHEN: a time: 9:30, 9:30am, -15m, 15 minutes ago, yesterday 17:00, fri 9:30, 23 nov 9:30, " \
	"2026-11-23T09:30. Never in the future: 23:50 after midnight is last night's.\n"
#define LENGTH_HELP "  LENGTH: 45 (minutes), 45m, 1h30, 1:30, half an hour.\n"
#define WHEN_DAY_HELP \
	"  WHEN: a day: yesterday, fri, last friday, 23 nov, 11/23 or 23.11. by locale, 2026-11-23.\n"
#define RANGE_HELP \
	"  RANGE: today, week, last week, month, 2026, 2026-11, nov, q3, 2026-Q3, ytd, all, W48, mon..fri, since mon, " \
	"2026-11-01..2026-11-15, 30d.\n"
#define ID_HELP "  ID: as each row of day and search ends, or more of its digits, or 'last', or the time of today's log (9:15).\n"
/* clang-format on */

/* clang-format off */
static const struct command rows[] = {
	{ "register", "[NAME]", "create a user; prints the recovery code", NULL, COMMAND_MAKES_FILE, OLDER_TOLD, command_register },
	{ "login", "", "stay logged in for one-shot commands",
	  "  A ticket is left in the kernel's keyring (or in $XDG_RUNTIME_DIR). It holds an hour after its last use, "
	  "ten hours in all, and not beyond this boot.\n", COMMAND_NEEDS_FILE, OLDER_TOLD, command_login },
	{ "logout", "", "end that, everywhere", NULL, COMMAND_NEEDS_FILE, OLDER_TOLD, command_logout },
	{ "passwd", "", "change the password",
	  "  The key that the password wraps stays the same: who has the older password and a copy of the file from "
	  "before still opens what is written later. 'timesheet rekey' ends that.\n", COMMAND_NEEDS_FILE, OLDER_TOLD, command_passwd },
	{ "recover", "", "set a new password with the recovery code", NULL, COMMAND_NEEDS_FILE, OLDER_TOLD, command_recover },
	{ "rekey", "[--remove-copies]", "seal everything by a new key; prints a new recovery code",
	  "  For when somebody may know the password, or knew an older one, and may have a copy of the file. The password "
	  "stays (passwd changes it). Every login ends; other terminals must be locked. A copy from before opens as it "
	  "did: those that timesheet made itself are listed and, on a terminal, offered for removal; --remove-copies "
	  "does not ask. All or nothing: if it is cut off, the file is as it was.\n",
	  COMMAND_NEEDS_FILE, OLDER_TOLD, command_rekey },
	{ "users", "", "list the users", NULL, COMMAND_NEEDS_FILE, OLDER_TOLD, command_users },
	{ "log", "[--at WHEN] [--until WHEN | --for LENGTH] [--comment TEXT] (ACTIVITY... | --slot N)",
	  "log what you do from now on",
	  "  What goes on already stays as it is, unless a comment has something new to say.\n"
	  "  With an end it takes the place of what was logged from --at to there, and what went on at the end goes on.\n"
	  "  --for without --at ends now. A time may stand in front as on the screen: 9:30 standup, 10-11 docs, "
	  "10:00 +45 docs // comment; a digit alone is a slot; ' ~' behind it makes a new activity rest: 'lunch ~'. In quotes of its own ('\"5\"') it is a text.\n"
	  "  Without a login the log is sealed into the inbox and folded in at the next login.\n" WHEN_HELP LENGTH_HELP,
	  COMMAND_TRIES_LOGIN, OLDER_TOLD, command_log },
	{ "off", "[--at WHEN]", "log off: nothing is tracked from now on", WHEN_HELP, COMMAND_TRIES_LOGIN, OLDER_TOLD, command_off },
	{ "status", "[--format FMT] [--json] [--follow]", "what goes on and since when",
	  "  FMT: %a activity  %e elapsed (1:05)  %t since (09:30)  %s slot  %w work today  %g work still to go today "
	  "%T target today  %b balance  %u changes that wait for the hub  %f 'forgotten?' where it looks so  %n line end  %% percent\n"
	  "  A length of time that may be wrong, as some of it looks forgotten, ends in '?'.\n"
	  "  Before the first log of all %a and %s are empty and %t is --:--.\n"
	  "  --follow prints a line at each change, and each minute if the format has lengths of time; 'locked' while nobody is logged "
	  "in, and last of all when the login ends. With --json the lines are what waybar takes (text, tooltip, class, alt).\n", COMMAND_READS_SOON, OLDER_TOLD_TO_TERMINAL, command_status },
	{ "day", "[WHEN] [--json]", "the logs and totals of a day", WHEN_DAY_HELP, COMMAND_READS_SOON, OLDER_TOLD, command_day },
	{ "note", "[WHEN] [--message TEXT | --stdin]", "print or write the note of a day",
	  "  --message adds a line; --stdin replaces the note by standard input.\n" WHEN_DAY_HELP, COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_note },
	{ "report", "[RANGE] [--by activity|project|tag|day|week|month|year[,KEY]] [--only WORDS] [--without WORDS] [--json | --csv | --html [--logs] [--notes]] [--decimal] [--round MIN[:up|:down]] [--flex]", "totals over some days",
	  RANGE_HELP "  Without RANGE: week.\n"
	  "  --by activity,day, or any two of these, makes a table of work: rows by the first, columns by the second, "
	  "sums at both ends. A time of up to 14 days, weeks, months or years has all of them, a longer one those with something.\n"
	  "  --by project adds up 'project: task' by what stands before the colon.\n"
	  "  --by tag adds up the work of logs by each #word and #key=value in their text or comment.\n"
	  "  WORDS: words that all occur in a log's text or comment, as in search, or a #tag. --only several times: any of them; "
	  "--without: none.\n"
	  "  --html prints a page that is handed in: table, target and balance, a line to sign on; no script, nothing from elsewhere. "
	  "By one key its columns are days, weeks, months or years, as the range is long. --logs and --notes list them below.\n"
	  "  --decimal: hours as 1.75, rounded to hundredths so that they add up.\n"
	  "  --round rounds to so many minutes, so that what is shown still adds up. In a table every cell, row, column and the whole "
	  "becomes one of the two numbers next to it, the whole the nearer one. :up and :down round each row or cell for itself.\n"
	  "  --flex adds the balance at the end of the range; it reads all logs from the first on.\n", COMMAND_READS, OLDER_TOLD, command_report },
	{ "search", "TEXT... [--json]", "find words in logs and notes of all days, the newest first",
	  "  Every word must occur, in any case and with or without accents. '\"two words\"' are found as they stand, "
	  "'standup -acme' leaves out what has acme, since:DAY and until:DAY say when (since:monday, until:2026-09).\n"
	  "  --json prints objects with date, id, time, activity and comment, or date, note and line.\n"
	  "  Exit status 1: nothing found.\n", COMMAND_READS, OLDER_TOLD, command_search },
	{ "edit", "ID [--at WHEN] [--until WHEN] [--comment TEXT] [--right] [ACTIVITY...]", "change a log",
	  ID_HELP "  --until: the next log begins there; what goes on is followed by off.\n"
	  "  --right: it has lasted that long, though it looks forgotten.\n" WHEN_HELP, COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_edit },
	{ "delete", "ID", "delete a log (undo brings it back)", ID_HELP,
	  COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_delete },
	{ "undo", "", "take back the last change", NULL, COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_undo },
	{ "redo", "", "do again what was taken back", NULL, COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_redo },
	{ "activities", "[--all] [--json]", "what there is to log: slot, text, colour, last use",
	  "  ~ is rest. --all shows what is archived, too.\n"
	  "  --json prints objects with activity, slot (if it has one), rest, archived, colour, colour_chosen (false: automatic) and "
	  "last_use (a day, or null).\n", COMMAND_READS, OLDER_TOLD, command_activities },
	{ "activity", "TEXT... [--rename NEW] [--merge INTO] [--rest | --work] [--archive | --restore] [--slot N | --no-slot] [--colour N]",
	  "change an activity",
	  "  --rename: all its logs show the new text; where another activity has it, the two are merged. --merge: all logs of both are "
	  "INTO's, which must exist.\n"
	  "  --rest: shown, not counted as work. --archive: not offered any more; --restore offers it again.\n"
	  "  --slot takes the slot from who has it. --colour: 1 to 12, or auto. What is asked for together is one step: undo takes it back.\n",
	  COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_activity },
	{ "mark", "RANGE KIND [--half] [--text TEXT]", "mark days: holiday, leave, sick, flex, work; or none",
	  "  KIND: holiday, leave and sick take a day's target away, with --half half of it; flex leaves it, so that a day in "
	  "lieu lowers the balance; work is a working day, though nothing was logged; none takes the mark away.\n"
	  "  Of several days, weekends and holidays are left as they are, but for holiday. undo takes it back.\n" RANGE_HELP,
	  COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_mark },
	{ "marks", "[RANGE] [--json]", "the marked days, and the leave that is left",
	  "  Without RANGE: this year. --json prints objects with date, mark, half and text.\n" RANGE_HELP, COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_marks },
	{ "target", "[--from DATE] [HOURS | MO,TU,WE,TH,FR,SA,SU | none]", "how much is to be worked, from a day on",
	  "  HOURS of a week, over Monday to Friday: 38:30, 38.5; or of each day: 8,8,8,8,6:30. Without words: what holds.\n"
	  "  DATE: from when on, else today; first: from the first log on. What was before stays as it was. none takes away "
	  "what begins on that day. The balance is told from the first target's day on; without any there is none.\n",
	  COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_target },
	{ "budget", "[SUBJECT... HOURS PERIOD] [--json]", "how much of a week or month something may take",
	  "  Without arguments: all budgets, and how much of them is used.\n"
	  "  SUBJECT: an activity, or a project: what stands before ': ' in several activities. HOURS PERIOD: 10 week, 38:30 month; none: no budget any more.\n"
	  "  An activity keeps its budget when it is renamed or merged. undo takes it back.\n", COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_budget },
	{ "book", "[DATE LENGTH [TEXT...] | --remove ID]", "add to the balance: an opening one, a pay-out, a correction",
	  "  LENGTH: +12:30, -3h, 45m. Without words: what was booked, with ids for --remove. undo takes it back.\n",
	  COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_book },
	{ "settings", "[KEY [VALUE]]", "show or change settings",
	  "  KEY: day-start (HH:MM), target (hours a week, from today on: see timesheet target), empty-days (off, count: "
	  "whether a day without work and mark owes its target), leave (days a year), breaks (on, off, or 6:00/0:30,10:00), theme (auto, dark, light, contrast, safe, slate, paper), idle-lock (minutes), "
	  "forgotten-after (hours), mouse (on, off), stay (on, off), number-row (digits, azerty). undo takes it back.\n", COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_settings },
	{ "config", "[--check]", "what this machine's configuration file says",
	  "  Prints what holds here, and where each line comes from: the file, the environment, --set. The file stands on "
	  "the first line; timesheet-config(5) has its keys. --check prints only what is wrong. Exit status 1: something is.\n",
	  COMMAND_NEEDS_NOTHING, OLDER_TOLD, command_config },
	{ "export", "[RANGE] [--only WORDS] [--without WORDS] --format csv|json|timeclock|timewarrior|ical", "write out what was logged",
	  "  Without RANGE: everything. csv and json hold logs (off too), comments and notes, and can be imported again, any "
	  "ranges in any order: the fields of a log are id, time, end (none while it goes on), activity, comment, seconds, "
	  "locked, carried (it began before the range), and in csv rest; of a note its date and text. json holds the "
	  "activities too: activity, slot, colour, rest, archived; and marks (date, mark, half, text), bookings (id, date, "
	  "minutes, text) and, without RANGE, targets (from, minutes from Monday on). Times are ISO 8601 with offset. In the others off has no "
	  "entry, and there are no ids, slots, colours, nor what is rest. timeclock is what hledger reads, without notes, "
	  "to the second; a zone stands where this machine's clock would mean another moment. timewarrior is what "
	  "'timew import' reads, without notes; #tags at the end of an activity's text are tags. ical has an event a log, "
	  "whole wherever the range is cut, and a journal entry a note.\n"
	  "  --only, --without: as in report; notes, marks, targets, bookings and budgets are then left out.\n"
	  "  CSV that a spreadsheet would take for a formula stands behind an apostrophe.\n" RANGE_HELP,
	  COMMAND_READS, OLDER_TOLD, command_export },
	{ "import", "--format FORMAT [--dry-run] [--zone NAME] [--dates dmy|mdy|ymd] [--day-start TIME] [--email ADDRESS] [--marks holiday|leave|sick|flex|work] FILE...", "read in another tracker's files",
	  "  FORMAT: timewarrior (its data files, or what timew export prints), watson (frames, state), klog, gtimelog, "
	  "timetrap (its database, or CSV), timeclock (hledger), toggl (detailed CSV), csv (our own; Clockify, Kimai, "
	  "Harvest, solidtime, Simple Time Tracker, hamster, spreadsheets: a header with start and end or duration, "
	  "activity or project or description, perhaps date, end date, client, comment, tags), json (our own), "
	  "ical (calendars, ours too, by libical: events with begin and end, also those that repeat), bartib, "
	  "org (clocks: a headline behind those it stands under, its tags as the comment).\n"
	  "  FILE: - is standard input.\n"
	  "  --dates: how 05/09/2026 is meant, where neither another date of the file nor the locale tells.\n"
	  "  --day-start TIME: where days of gtimelog end (its virtual midnight); else the setting, else 02:00.\n"
	  "  --dry-run says line by line what would be taken, joined, cut, left out or refused, and writes nothing.\n"
	  "  --zone NAME: where times without a zone, or of one that is not known, were made (Europe/Berlin); else TZ, else this machine's.\n"
	  "  --marks: whole days of a calendar (--format ical) become marks of days, as public holidays, and nothing else of it "
	  "is read; those that repeat do so from last year to the year after next. A day that was ever marked stays as it is.\n"
	  "  --email ADDRESS: whose rows to take from CSV of several people, or the name as it stands there.\n"
	  "  An interval is a log at its begin, and off at its end unless another begins there. Where intervals overlap, the "
	  "one that began last counts, and then the earlier one goes on again. What the timesheet has already stays.\n"
	  "  What has no end goes on only if it is the newest and says so; else it is cut at the next row of its day, or left "
	  "out. If every row is refused, the status is 1.\n"
	  "  Importing again adds only what is new. All of it is one step: undo takes it back.\n",
	  COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_import },
	{ "backup", "FILE | --daily", "make a verified copy",
	  "  --daily keeps one a day for a week, one a week for a month, one a month for a year, beside the database.\n",
	  COMMAND_NEEDS_FILE, OLDER_TOLD, command_backup },
	{ "inbox", "[--drop]", "what was logged without a login and cannot be used", "  --drop removes it.\n",
	  COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_inbox },
	{ "check", "[--full] [--accept]", "look for damage, and whether all rows are there",
	  "  --full reads every page and, logged in, opens every seal.\n"
	  "  Logged in, it says whether all rows are as they were last written, and whether the file is older than it was "
	  "on this machine. --accept takes both as they are from now on. Exit status 4: damaged, or rows are not so.\n",
	  COMMAND_TRIES_LOGIN, OLDER_TOLD_BY_COMMAND, command_check },
	{ "migrate", "[VERSION] [--force]", "bring the database to a version of its format",
	  "  A copy stays beside it, NAME.before-vVERSION. What an older version has no room for goes, which is said first, and\n"
	  "  done with --force only, by who is logged in or knows the password.\n", COMMAND_TRIES_LOGIN, OLDER_TOLD, command_migrate },
	{ "demo", "[COMMAND...]", "a filled timesheet to try everything on; nothing is kept",
	  "  Without COMMAND the screen opens: some months of somebody who is made up, in a directory of its own that is removed at the "
	  "end. Your own timesheet is not touched. Its password, if it is locked with z: timesheet demo.\n"
	  "  COMMAND: one that only reads, as in 'timesheet demo report month --by project'.\n", COMMAND_NEEDS_NOTHING, OLDER_TOLD, command_demo },
	{ "completions", "bash|zsh|fish | --list KIND [WORD...]", "print completions for a shell",
	  "  Texts, ids, devices and the like are completed while a login holds ('timesheet login').\n"
	  "  --list is what the scripts ask: all words of a KIND, a line each, and behind a tab what it is: activities, slots, ids, users, "
	  "devices, settings, values (of the setting WORD), ranges, days, times, formats, marks, colours. words: what the last WORD of a "
	  "line may be.\n", COMMAND_NEEDS_NOTHING, OLDER_TOLD, command_completions },
	{ "join", "URL [--name DEVICE] [--merge]", "make this machine a device of a user who syncs already",
	  "  URL: as 'timesheet sync add' has it on the other device. Asks for name and password, which the hub never gets, and "
	  "takes all there is. Who registered here before under that name is asked, and proves it; --merge does not ask: the "
	  "logs and notes of both become one user's. Cut off in the middle, what has come is kept, and the next start goes on.\n",
	  COMMAND_MAKES_FILE, OLDER_TOLD, command_join },
	{ "sync", "[add URL [--name DEVICE] | now [--all] [--quiet] | status [--json] | devices | pause | resume | forget DEVICE | remove [--wipe-hub] | run]",
	  "share everything with your other devices",
	  "  URL: ssh://[USER@]HOST[:PORT][/DIRECTORY], where timesheet is installed too; a folder that something else keeps "
	  "in step (Syncthing, a network folder, a stick), by its absolute path; postgres://...; mariadb://...; exec:PROGRAM.\n"
	  "  add sends all there is, and says what to type on the other device. Open screens are linked by themselves, "
	  "and what a command changes is sent behind it. now sends and takes what there is, with --all everything once more; run "
	  "stays, for a machine without a screen. forget is for a device that is no more: nothing is expected of it. Every change is made here first and waits "
	  "while the hub cannot be reached: undo and redo stay each device's own, and travel as changes. remove: this device syncs no more; "
	  "with --wipe-hub all that the hub keeps goes too, once the name is typed.\n"
	  "  The hub sees who sends how much when, and can read nothing. Exit status 1: not all could be exchanged.\n",
	  COMMAND_NEEDS_LOGIN, OLDER_TOLD, command_sync },
	{ "hub", "(--stdio [--only NAME] [--quota SIZE] [--read-only] [PLACE] | --sql [postgres|mariadb])", "keep sealed rows and hand them to a user's devices, over ssh",
	  "  Not to be typed: it speaks packets on standard input and output, and ends with them. A device starts it, as "
	  "'ssh HOST timesheet hub --stdio'. It has no key and no login: what it keeps it cannot read.\n"
	  "  PLACE: a directory; without it $XDG_DATA_HOME/timesheet/hub. Its hub.db holds all; as many of these processes as "
	  "there are devices share it. folder:DIRECTORY keeps them as files in one that is there already and that something "
	  "else carries to other machines (Syncthing, NFS, a stick): each device's process runs on its own machine. Never put "
	  "the database itself there. postgres://USER@HOST/DATABASE is a hub at a server, whose certificate must be one that can "
	  "be checked (sslrootcert=FILE in the address, or ~/.postgresql/root.crt); the password stands in ~/.pgpass. "
	  "mariadb://USER@HOST/DATABASE is the same (ssl-ca=FILE), asked every two seconds; the password stands in ~/.my.cnf. "
	  "--sql prints what makes a database there a hub.\n"
	  "  --only: one user's devices; her name, or her owner id in hexadecimal digits. --quota: so much for each user "
	  "(500M, 2G). --read-only: nothing is taken.\n"
	  "  In authorized_keys: restrict,command=\"timesheet hub --stdio --only ada\" ssh-ed25519 ...\n"
	  "  Exit status 2: what came is not what a device says.\n", COMMAND_NEEDS_NOTHING, OLDER_TOLD, command_hub },
	{ "manual", "[timesheet|config|formats|security]", "print a manual page, for man -l -", NULL, COMMAND_NEEDS_NOTHING, OLDER_TOLD, command_manual },
	{ "help", "[COMMAND]", "explain a command, or list them", NULL, COMMAND_NEEDS_NOTHING, OLDER_TOLD, command_help },
};
/* clang-format on */

const struct command_table commands = { rows, sizeof rows / sizeof rows[0] };
