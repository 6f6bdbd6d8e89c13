#!/bin/sh
# usage: deb.sh SOURCE OUT VERSION
# Debian's own tools on a copy of the tree: a package, and the source package that makes it, into OUT.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$1
out=$2
tree=$out/tree/timesheet-$3

if ! command -v dpkg-buildpackage >/dev/null || ! command -v dh >/dev/null; then
	echo 'a package is made by Debian'\''s tools: install dpkg-dev and debhelper' >&2
	exit 1
fi
rm -rf "$out/tree" "$out"/timesheet_* "$out"/timesheet-dbgsym_*
sh "$here/tree.sh" "$source" "$tree"
cp -r "$tree/.cmake/debian" "$tree/debian"
cd "$tree"
dpkg-buildpackage --build=full --no-sign >"$out/log" 2>&1 || {
	cat "$out/log" >&2
	exit 1
}
cd "$out"
mv tree/timesheet_* tree/timesheet-dbgsym_* . 2>/dev/null || mv tree/timesheet_* .
rm -rf tree
ls timesheet_*
