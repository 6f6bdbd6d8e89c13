#!/bin/sh
# Writes the campaign's figures into a README: table.sh FIGURES README. The table says when and where they were taken.
set -eu
figures=$1
readme=$2
[ -s "$figures" ] || { echo "$figures holds no figures: the campaign did not run" >&2; exit 1; }

machine=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
system=$(sed -n 's/^PRETTY_NAME="\(.*\)"$/\1/p' /etc/os-release)
table=$(mktemp)
trap 'rm -f "$table" "$table.new"' EXIT
{
	printf 'Taken %s on %s with %s processors (%s), Linux %s, %s.\n\n' "$(date -u +%Y-%m-%d)" "$system" "$(nproc)" \
		"${machine:-unknown}" "$(uname -r)" "$(${CC:-cc} --version | head -n 1)"
	printf '| subject | what was done | how often | went wrong |\n|---|---|--:|--:|\n'
	# The same line from several tests is added up; subjects stand together, in alphabetical order.
	awk -F '\t' '{
		key = $1 FS $2 FS $4 FS $6; rounds[key] += $3; bad[key] += $5
	} END {
		for (key in rounds) {
			split(key, part, FS)
			number = rounds[key] ""
			while (match(number, /[0-9][0-9][0-9][0-9]($|,)/))
				number = substr(number, 1, RSTART) "," substr(number, RSTART + 1)
			printf "| %s | %s | %s %s | %d %s |\n", part[1], part[2], number, part[3], bad[key], part[4]
		}
	}' "$figures" | LC_ALL=C sort
} >"$table"
if ! grep -q '^<!-- campaign:' "$readme" || ! grep -q '^<!-- /campaign -->' "$readme"; then
	echo "$readme has no place for the table" >&2
	exit 1
fi
awk -v table="$table" '
	/^<!-- \/campaign -->/ { inside = 0 }
	!inside { print }
	/^<!-- campaign:/ { inside = 1; while ((getline line < table) > 0) print line }
' "$readme" >"$table.new"
cat "$table.new" >"$readme"
echo "$readme: the table of the campaign is written"
