#!/bin/sh
# What the program prints for others to read (manual page, completions) is understood by those others, and leaves no command and no
# option of it out. usage: printed.sh TIMESHEET. Tools that are not installed are passed over, and that is said.
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
	echo "FAILED: $1" >&2
	failed=1
}

"$program" manual >"$work/timesheet.1"
"$program" manual config >"$work/timesheet-config.5"
"$program" manual formats >"$work/timesheet-formats.5"
"$program" manual security >"$work/timesheet-security.7"
for shell in bash zsh fish; do
	"$program" completions $shell >"$work/$shell"
done

commands=$("$program" completions --list commands | cut -f 1)
[ "$(echo "$commands" | wc -l)" -ge 15 ] || fail 'the list of commands could not be read'
for command in $commands; do
	grep -q -w -- "$command" "$work/timesheet.1" || fail "timesheet.1 does not know '$command'"
	"$program" completions --list words -- '' | grep -q "^$command	" || fail "completions do not know '$command'"
	"$program" completions --list words -- "$command" - | cut -f 1 >"$work/offered"
	# Nothing but their own usage: "[--db FILE] [--user NAME] COMMAND" comes first in each.
	"$program" "$command" --help | sed -n '1s/.*\[--user NAME\]//p' | grep -o -e '--[a-z-]*' | while read -r option; do
		grep -q -x -e "$option" "$work/offered" || echo "$command $option"
	done >"$work/missing"
	[ ! -s "$work/missing" ] || fail "completions do not know $(cat "$work/missing")"
done

check() {
	if command -v "$1" >/dev/null 2>&1; then
		shift
		"$@" >"$work/said" 2>&1 || { cat "$work/said" >&2; fail "$*"; }
		[ ! -s "$work/said" ] || { cat "$work/said" >&2; fail "$* has something to say"; }
	else
		echo "$1 is not installed: passed over"
	fi
}
for page in timesheet.1 timesheet-config.5 timesheet-formats.5 timesheet-security.7; do
	check mandoc mandoc -T lint -W warning "$work/$page"
	if command -v mandoc >/dev/null 2>&1; then
		wide=$(mandoc -T ascii -O width=80 "$work/$page" | sed 's/.\x08//g' | grep '.\{81\}' || true)
		[ -z "$wide" ] || fail "$page is wider than 80 columns: $wide"
	fi
	! grep -q '^@' "$work/$page" || fail "$page has a mark that nothing took the place of"
done
check bash bash -n "$work/bash"
check zsh zsh -n "$work/zsh"
check fish fish -n "$work/fish"
exit $failed
