#!/bin/sh
# usage: hledger.sh PROGRAM
# What hledger makes of our timeclock export, by account and day, over both changes of the clocks: the same as we do. hledger counts in
# hundredths of an hour, so all lengths are whole numbers of those (36 s), and none reaches over a change and the midnight after it, since
# hledger knows no zones and we write both ends of an entry in one.
# Exits with 77, skipped, where hledger is not installed.
set -eu
program=${1:?usage: hledger.sh PROGRAM}
command -v hledger >/dev/null 2>&1 || { echo 'skipped: hledger is not installed'; exit 77; }

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -m 700 "$place/run"
LC_ALL=C.UTF-8 TIMESHEET_DB=$place/data/t.db TIMESHEET_PASSWORD_FILE=$place/password XDG_RUNTIME_DIR=$place/run XDG_STATE_HOME=$place/state
TZ=CET-1CEST,M3.5.0,M10.5.0/3
export LC_ALL TIMESHEET_DB TIMESHEET_PASSWORD_FILE XDG_RUNTIME_DIR XDG_STATE_HOME TZ
unset TIMESHEET_USER LEDGER_FILE || :
printf 'correct horse battery\n' >"$place/password"
chmod 600 "$place/password"
"$program" register ada >/dev/null 2>&1

# Ten days around each change, day and night, in UTC.
awk 'BEGIN {
	split("acme: dev|acme: mail|night|caf\303\251: talk|x", texts, "|")
	seed = 20260329
	for (window = 0; window < 2; window++) {
		at = 6 * 3600
		while (at < 9 * 86400) {
			seed = (seed * 1103515245 + 12345) % 2147483648
			until = at + 36 * (1 + int(seed / 65536) % (seed % 5 ? 300 : 1200))
			text = texts[int(seed / 256) % 5 + 1]
			for (i = 0; i < 2; i++) {
				t = i ? until : at
				printf "%s2026%s%02dT%02d%02d%02dZ", i ? " - " : "inc ", window ? "10" : "03", (window ? 20 : 22) + int(t / 86400),
					t / 3600 % 24, t / 60 % 60, t % 60
			}
			printf " # \"%s\"\n", text
			at = until + 36 * (int(seed / 4096) % 3 ? int(seed / 1024) % 200 : 0)
		}
	}
}' >"$place/intervals"
"$program" import --format timewarrior "$place/intervals" >/dev/null
"$program" export --format timeclock >"$place/out.timeclock"

# "date<TAB>account<TAB>hundredths of an hour"
hledger -f "$place/out.timeclock" register -O csv | awk -F'","' 'NR > 1 {
	sub(/^\(/, "", $5); sub(/\)$/, "", $5); sub(/h$/, "", $6)
	sum[$2 "\t" $5] += $6 * 100
}
END { for (key in sum) printf "%s\t%d\n", key, sum[key] + 0.5 }' | sort >"$place/theirs"
for day in 03-22 03-23 03-24 03-25 03-26 03-27 03-28 03-29 03-30 03-31 10-20 10-21 10-22 10-23 10-24 10-25 10-26 10-27 10-28 10-29; do
	"$program" report "2026-$day..2026-$day" --by activity --csv | awk -F, -v day="2026-$day" 'NR > 1 {
		sub(/: /, ":", $1)
		printf "%s\t%s\t%.2f\n", day, $1, $2 / 36
	}'
done | sed 's/\.00$//' | sort >"$place/ours"
diff -u "$place/theirs" "$place/ours"
echo "$(wc -l <"$place/ours") sums of an account and a day, $(awk -F'\t' '{ sum += $3 } END { print sum / 100 }' "$place/ours") h"
[ "$(wc -l <"$place/ours")" -ge 60 ]
