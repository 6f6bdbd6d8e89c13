#!/bin/sh
# usage: sync_folder.sh TIMESHEET README
# The README's lines for a folder that something else keeps in step, by a careless syncer: files come in pieces and in any order, under
# other names, and beside them copies of what they were. A day logged on two devices, one of them away for a while, one killed.
set -eu
# shellcheck source=tests/tools/devices.sh
. "$(dirname "$0")/devices.sh"
trap cleanup_devices EXIT
trap 'exit 1' HUP INT TERM

add=$(readme_line 'sync add ~')
place=${add##*\~/}

# ---- the syncer: two folders, of which each has in the end what either has

whim=$$
# chance MOST: chosen becomes a number below it.
chance() {
	whim=$(((whim * 1103515245 + 12345) % 2147483648))
	chosen=$((whim / 65536 % $1))
}
# pieces FROM TO: half of it first, so that a reader meets a file that stops anywhere.
pieces() {
	chance 3
	if [ $chosen -eq 0 ]; then
		head -c $(($(wc -c <"$1") / 2 + 1)) "$1" >"$2"
	else
		cp "$1" "$2.part~"
		mv "$2.part~" "$2"
	fi
}
# begins SHORT LONG: what came later was only appended.
begins() {
	[ "$(wc -c <"$1")" -le "$(wc -c <"$2")" ] && head -c "$(wc -c <"$1")" "$2" | cmp -s - "$1"
}
# file_carry FROM TO
file_carry() {
	if [ ! -e "$2" ]; then
		mkdir -p "$(dirname "$2")"
		pieces "$1" "$2"
	elif ! cmp -s "$1" "$2" && begins "$2" "$1"; then
		chance 4
		[ $chosen -ne 0 ] || cp "$2" "${2%.ts}.sync-conflict-$whim.ts"
		pieces "$1" "$2"
	elif ! cmp -s "$1" "$2" && ! begins "$1" "$2"; then
		cp "$1" "${2%.ts}.sync-conflict-$whim.ts"
	fi
}
carry() {
	[ -d "$1" ] && [ -d "$2" ] || return 0
	(cd "$1" && find . -type f ! -name '*~') | shuf >"$work/carried"
	while read -r file; do
		chance 5
		[ $chosen -eq 0 ] || file_carry "$1/$file" "$2/$file"
	done <"$work/carried"
}
reach() {
	carry "$work/desk/$place" "$work/laptop/$place"
	carry "$work/laptop/$place" "$work/desk/$place"
}
# What is not mounted.
hub_stop() {
	mv "$work/laptop/$place" "$work/laptop/aside"
}
hub_start() {
	mv "$work/laptop/aside" "$work/laptop/$place"
}
mkdir -p "$work/desk/$(dirname "$place")" "$work/laptop/$place"

day_on_both "$add" "$(readme_line 'join ~')"
chaos 'by a folder that a careless syncer carries'

[ $failed -ne 0 ] || echo "a day on two devices by a folder: $(wc -l <"$work/acknowledged") logs, on both the same"
exit $failed
