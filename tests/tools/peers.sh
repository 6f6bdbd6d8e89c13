#!/bin/sh
# usage: peers.sh TESTS-DIRECTORY
# Each report in the table of tests/README.md has a test, and each test named there is in its file and is run.
# shellcheck disable=SC2016,SC2035 # backquotes are the table's; no folder of tests begins with a dash
set -eu
tests=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Says what is wrong with a table; silence: nothing.
judge() {
	(cd "$tests" && awk -F '|' '
		FILENAME ~ /[.]c$/ {
			name = $0
			if (sub(/^static void /, "", name)) {
				if (sub(/[(]void \*\*state[)].*/, "", name))
					there[FILENAME, name] = 1
			} else if (sub(/^[ \t]+[A-Za-z_]+[(]/, "", name) && sub(/[,)].*/, "", name))
				run[FILENAME, name] = 1
			next
		}
		/^<!-- peers -->/ { inside = 1 }
		/^<!-- \/peers -->/ { inside = 0 }
		# The first is the heading. `file` `name` `name` `file` `name`: what is between backquotes in the last column.
		inside && /^[|] / && rows++ {
			count = split($4, words, "`")
			file = ""
			found = 0
			for (i = 2; i <= count; i += 2) {
				if (words[i] ~ /[.]c$/) {
					file = words[i]
					continue
				}
				found++
				if (!((file, words[i]) in there))
					print "there is no test " words[i] " in " file
				if (!((file, words[i]) in run))
					print words[i] " is not run by " file
			}
			if (found == 0)
				print "no test is named for: " $0
		}
		END {
			if (rows < 26)
				print "the table could not be read"
		}' */test_*.c "$1")
}

judge "$tests/README.md" >"$work/faults"
if [ -s "$work/faults" ]; then
	cat "$work/faults" >&2
	exit 1
fi

# It would see a name that is gone, and a report without a test.
sed 's/`an_empty_file_is_refused`/`an_empty_file_is_welcome`/' "$tests/README.md" >"$work/wrong"
[ -n "$(judge "$work/wrong")" ] || { echo 'a test that is not there is not noticed' >&2; exit 1; }
sed '/^| jrnl #284/s/`[^`]*`//g' "$tests/README.md" >"$work/wrong"
[ -n "$(judge "$work/wrong")" ] || { echo 'a report without a test is not noticed' >&2; exit 1; }
