#!/bin/sh
# usage: bench.sh PROGRAM FIGURES README
# Takes the figures (BENCH_OPTIONS, like --full, are the program's), shows them, and with UPDATE_README writes them into that
# README, which says when and where they were taken.
set -eu
program=$1 figures=$2 readme=$3

machine=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
system=$(sed -n 's/^PRETTY_NAME="\(.*\)"$/\1/p' /etc/os-release)
version() { dpkg-query --showformat '${Version}' --show "$1" 2>/dev/null || echo none; }
{
	printf 'Taken %s on %s with %s processors (%s), Linux %s; timewarrior %s, hledger %s, calcurse %s.\n\n' "$(date -u +%Y-%m-%d)" \
		"$system" "$(nproc)" "${machine:-unknown}" "$(uname -r)" "$(version timewarrior)" "$(version hledger)" "$(version calcurse)"
	# shellcheck disable=SC2086 # options, several of them
	"$program" ${BENCH_OPTIONS:-}
} >"$figures.new"
mv "$figures.new" "$figures"
cat "$figures"
[ -n "${UPDATE_README:-}" ] || exit 0
if ! grep -q '^<!-- bench:' "$readme" || ! grep -q '^<!-- /bench -->' "$readme"; then
	echo "$readme has no place for the figures" >&2
	exit 1
fi
awk -v table="$figures" '
	/^<!-- \/bench -->/ { inside = 0 }
	!inside { print }
	/^<!-- bench:/ { inside = 1; while ((getline line < table) > 0) print line }
' "$readme" >"$figures.readme"
cat "$figures.readme" >"$readme"
rm "$figures.readme"
echo "$readme: the figures are written"
