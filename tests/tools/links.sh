#!/bin/sh
# usage: links.sh WITNESS PROGRAM...
# No PROGRAM may need the terminal's, the database's, the cryptography's or the loop's library: that the front end is tested
# without them is what proves the layers. WITNESS is one that does need some, so that a check that sees nothing is noticed.
set -eu

forbidden='lib(ncursesw?|tinfow?|sqlite3|sodium|uv)\.'

needed() {
	readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p'
}

witness=${1:?usage: links.sh WITNESS PROGRAM...}
shift
needed "$witness" | grep -Eq "$forbidden" || { echo "$witness should need one of $forbidden: the check is blind"; exit 1; }
[ $# -gt 0 ] || { echo 'no program to check'; exit 1; }

status=0
for program in "$@"; do
	[ -n "$(needed "$program")" ] || { echo "$program: no libraries found"; status=1; }
	if needed "$program" | grep -E "$forbidden"; then
		echo "$program needs the above, and must not"
		status=1
	fi
done
exit "$status"
