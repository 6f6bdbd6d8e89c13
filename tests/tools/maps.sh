#!/bin/sh
# usage: maps.sh TREE
# data/README.md, ui/README.md and src/README.md name each file of theirs once, in the file's own words; UPDATE_MAPS=1 writes them. Then, on
# a copy, that a file more, a file less and a file without words are noticed.
set -eu
LC_ALL=C
export LC_ALL

tools=$(cd "$(dirname "$0")" && pwd)
tree=${1:?usage: maps.sh TREE}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# drawn TREE LAYER: the README as it should be.
drawn() {
	# File names of ours have no spaces.
	# shellcheck disable=SC2046
	(cd "$1" && awk -v layer="$2" -f "$tools/maps.awk" "$tools/floors.txt" $(find "$2" -name '*.[ch]' | sort)) >"$work/map" || return 1
	awk -v map="$work/map" '
		/^<!-- \/map -->/ { inside = 0 }
		!inside { print }
		/^<!-- map:/ { inside = found = 1; while ((getline line < map) > 0) print line; print "" }
		END { exit !found }
	' "$1/$2/README.md"
}

# check TREE: what is not as it should be; fails if there is something.
check() {
	right=0
	for layer in data ui src; do
		if ! drawn "$1" "$layer" >"$work/drawn"; then
			echo "$layer/README.md: no map can be drawn"
			right=1
		elif ! diff "$1/$layer/README.md" "$work/drawn"; then
			echo "$layer/README.md is not the map of $layer/: UPDATE_MAPS=1 ctest --test-dir .build/test -R tools/maps writes it"
			right=1
		fi
	done
	return $right
}

if [ -n "${UPDATE_MAPS:-}" ]; then
	for layer in data ui src; do
		drawn "$tree" "$layer" >"$work/drawn"
		cat "$work/drawn" >"$tree/$layer/README.md"
	done
fi
check "$tree" || exit 1

copy=$work/copy
mkdir "$copy"
cp -R "$tree/data" "$tree/ui" "$tree/src" "$copy"
failures=0

# notices WORDS: the check of the copy fails, and says so.
notices() {
	said=$(check "$copy" 2>&1) && said="nothing (exit 0)"
	case $said in
	*"$1"*) ;;
	*) echo "expected '$1', got: $said" && failures=1 ;;
	esac
}

printf '/* Planted to be seen. */\n' >"$copy/ui/draw/planted.c"
# shellcheck disable=SC2016
notices '> - `planted.c`: Planted to be seen.'
printf 'int planted;\n' >"$copy/ui/draw/planted.c"
notices 'ui/draw/planted.c: does not begin with a comment'
printf '/* Planted */\n' >"$copy/ui/draw/planted.c"
notices 'ui/draw/planted.c: its first comment does not begin with a sentence'
rm "$copy/ui/draw/planted.c"
mv "$copy/data/pure/status.c" "$work/status.c"
# shellcheck disable=SC2016
notices '< - `status.c`:'

[ "$failures" -eq 0 ] && echo 'the maps are of the tree, and what changes it is noticed'
exit "$failures"
