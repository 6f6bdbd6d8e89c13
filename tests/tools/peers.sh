#!/bin/sh
# usage: peers.sh TESTS-DIRECTORY
# Each report in the table of tests/README.md has a test, and each test named there is in its file and is run.
# shellcheck disable=SC2016 # backquotes are the table's
set -eu
tests=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Says what is wrong with a table; silence: nothing.
judge() {
	sed -n '/^<!-- peers -->/,/^<!-- \/peers -->/p' "$1" | grep '^| ' | sed 1d >"$work/rows"
	[ "$(wc -l <"$work/rows")" -ge 25 ] || echo 'the table could not be read'
	while read -r row; do
		# `file` `name` `name` `file` `name`: what is between backquotes in the last column.
		printf '%s\n' "$row" | awk -F '|' '{ print $4 }' | grep -o '`[^`]*`' | tr -d '`' >"$work/words" || :
		file='' found=0
		while read -r word; do
			case $word in
			*.c) file=$word ;;
			*)
				found=$((found + 1))
				[ -f "$tests/$file" ] && grep -q "^static void $word(void \*\*state)" "$tests/$file" ||
					echo "there is no test $word in '$file'"
				grep -Eq "^[[:space:]]+[A-Za-z_]+\(${word}[,)]" "$tests/$file" || echo "$word is not run by '$file'"
				;;
			esac
		done <"$work/words"
		[ "$found" -gt 0 ] || echo "no test is named for: $row"
	done <"$work/rows"
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
