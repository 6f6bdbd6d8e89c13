#!/bin/sh
# usage: ical.sh PROGRAM READER
# What we export as iCalendar is read by libical: without an error, with the same texts and times.
set -eu
program=${1:?usage: ical.sh PROGRAM READER}
reader=${2:?usage: ical.sh PROGRAM READER}

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -m 700 "$place/run"
LC_ALL=C.UTF-8 TIMESHEET_DB=$place/data/t.db TIMESHEET_PASSWORD_FILE=$place/password XDG_RUNTIME_DIR=$place/run XDG_STATE_HOME=$place/state
TZ=CET-1CEST,M3.5.0,M10.5.0/3
export LC_ALL TIMESHEET_DB TIMESHEET_PASSWORD_FILE XDG_RUNTIME_DIR XDG_STATE_HOME TZ
unset TIMESHEET_USER || :
echo 'correct horse battery' >"$place/password"
"$program" register ada >/dev/null 2>&1

long='a comment of many words, so that its line is folded more than once: äöü 日本語 äöü 日本語 äöü 日本語; and "quoted", \back'
"$program" log --at '2026-03-29 01:30' --comment "$long" 'parser, lexer; both' >/dev/null
"$program" log --at '2026-03-29 03:30' 'sync: protocol' >/dev/null
"$program" off --at '2026-03-29 04:00' >/dev/null
"$program" log --at '2026-10-25 01:30' night >/dev/null
"$program" off --at '2026-10-25 04:30' >/dev/null
"$program" note 2026-03-29 --message 'a note, with a comma' >/dev/null
"$program" export 2026 --format ical >"$place/out.ics"
"$reader" "$place/out.ics" >"$place/read"
# The spring night lacks an hour (1:30 to 3:30 is one), the autumn night has one more (1:30 to 4:30 is four).
cat >"$place/expected" <<END
parser, lexer; both|$long
sync: protocol|
night|
VEVENT 3 $((3600 + 1800 + 4 * 3600))
END
diff -u "$place/expected" "$place/read"
[ "$(grep -c '^BEGIN:VJOURNAL' "$place/out.ics")" -eq 1 ]
