#!/bin/sh
# usage: timewarrior.sh PROGRAM
# Thousands of intervals over twenty months, some tracked by timewarrior itself in other zones, are imported from its own files:
# what it sums up and what we do must be the same, to the second. Then the way back: what we export holds the same totals.
# Exits with 77, skipped, where timewarrior is not installed.
set -eu
program=${1:?usage: timewarrior.sh PROGRAM}
command -v timew >/dev/null 2>&1 || { echo 'skipped: timewarrior is not installed'; exit 77; }

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$place/timew/data" "$place/run"
chmod 700 "$place/run"
LC_ALL=C.UTF-8 TIMEWARRIORDB=$place/timew TIMESHEET_DB=$place/data/t.db TIMESHEET_PASSWORD_FILE=$place/password XDG_RUNTIME_DIR=$place/run XDG_STATE_HOME=$place/state
export LC_ALL TIMEWARRIORDB TIMESHEET_DB TIMESHEET_PASSWORD_FILE XDG_RUNTIME_DIR XDG_STATE_HOME
TZ=CET-1CEST,M3.5.0,M10.5.0/3
export TZ
unset TIMESHEET_USER || :

# Seven intervals a day from 04:00 UTC on, some touching, some with seconds; months 2024-01 to 2025-08.
awk -v place="$place/timew/data" 'BEGIN {
	split("parser|mail \"team sync\"|lunch|\"a b\"|x y z||parser # \"fixed \\\"it\\\"\"", tags, "|")
	for (month = 0; month < 20; month++) {
		file = sprintf("%s/%04d-%02d.data", place, 2024 + int(month / 12), month % 12 + 1)
		for (day = 1; day <= 28; day++) {
			second = 4 * 3600
			for (i = 1; i <= 7; i++) {
				seed = (seed * 1103515245 + 12345) % 2147483648
				until = second + 60 + seed % 9000
				stamp = sprintf("%04d%02d%02dT", 2024 + int(month / 12), month % 12 + 1, day)
				tag = tags[int(seed / 65536) % 7 + 1]
				printf "inc %s%02d%02d%02dZ - %s%02d%02d%02dZ%s\n", stamp, second / 3600, second / 60 % 60, second % 60,
					stamp, until / 3600, until / 60 % 60, until % 60, tag == "" ? "" : " # " tag > file
				second = until + (i % 3 ? 0 : 600)
			}
		}
		close(file)
	}
}'
for zone in EST5EDT4,M3.2.0,M11.1.0 IST-5:30 JST-9; do
	for hour in 08 10 12; do
		day=$(printf '%s' "$zone" | cksum | cut -c1)
		TZ=$zone timew track "2025-09-1${day}T${hour}:00" - "2025-09-1${day}T${hour}:45" "zone $hour" >/dev/null </dev/null
	done
done

# "tags<TAB>seconds" of what timew export prints, one object a line; each interval lies within one day of UTC.
totals() {
	awk '/"start"/ {
		match($0, /"start": ?"[0-9TZ]*"/); start = substr($0, RSTART, RLENGTH); gsub(/.*T|Z.*/, "", start)
		match($0, /"end": ?"[0-9TZ]*"/); end = substr($0, RSTART, RLENGTH); gsub(/.*T|Z.*/, "", end)
		tags = "untitled"
		if (match($0, /"tags": ?\[[^]]*\]/)) {
			tags = substr($0, RSTART, RLENGTH); sub(/.*\[/, "", tags); sub(/\]$/, "", tags)
			gsub(/", ?"/, ", ", tags); gsub(/"/, "", tags)
		}
		sum[tags] += substr(end, 1, 2) * 3600 + substr(end, 3, 2) * 60 + substr(end, 5) \
			- substr(start, 1, 2) * 3600 - substr(start, 3, 2) * 60 - substr(start, 5)
	}
	END { for (tags in sum) printf "%s\t%d\n", tags, sum[tags] }' | sort
}

printf 'correct horse battery\n' >"$place/password"
chmod 600 "$place/password"
"$program" register ada >/dev/null 2>&1
"$program" import --format timewarrior "$place"/timew/data/[0-9]*.data >"$place/said"
tail -n 2 "$place/said"

timew export </dev/null | totals >"$place/theirs"
"$program" export --format timewarrior | totals >"$place/ours"
[ -s "$place/theirs" ] || { echo 'timew exported nothing'; exit 1; }
diff "$place/theirs" "$place/ours"

# What timew prints as the sum of all: hours:minutes:seconds, at the end of its summary.
theirs=$(timew summary 2024-01-01 - 2025-10-01 </dev/null | awk 'NF { last = $1 } END { split(last, t, ":"); print t[1] * 3600 + t[2] * 60 + t[3] }')
ours=$("$program" export --format json | awk -F'"seconds": ' '/"activity": "off"/ { next } NF > 1 { sum += $2 } END { print sum }')
echo "timewarrior: $theirs s, timesheet: $ours s"
[ "$theirs" = "$ours" ]

"$program" import --format timewarrior "$place"/timew/data/[0-9]*.data | grep -q '^nothing new' || { echo 'the second import added something'; exit 1; }
timew export </dev/null >"$place/export.json"
"$program" import --format timewarrior "$place/export.json" | grep -q '^nothing new' || { echo 'the export is not recognised as the data'; exit 1; }
"$program" undo
[ "$("$program" export --format timewarrior | totals)" = "" ]
