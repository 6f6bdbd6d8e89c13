#!/bin/sh
# usage: reproducible.sh SOURCE OUT VERSION
# The package is made twice, in two folders of different length, at different times and in different zones and locales: both are the
# same bytes. What differs is shown by diffoscope where it is installed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
one=$2/one
other=$2/another/folder/that/is/deeper
mkdir -p "$one" "$other"
env TZ=UTC LC_ALL=C sh "$here/deb.sh" "$1" "$one" "$3" >/dev/null
(umask 022 && env TZ=Asia/Tokyo LC_ALL=C.UTF-8 sh "$here/deb.sh" "$1" "$other" "$3" >/dev/null)
for file in "$one"/timesheet_*.deb "$one"/timesheet_*.dsc "$one"/timesheet_*.tar.xz; do
	name=$(basename "$file")
	cmp -s "$file" "$other/$name" && continue
	echo "$name is not the same when it is made elsewhere" >&2
	command -v diffoscope >/dev/null && diffoscope "$file" "$other/$name" >&2
	exit 1
done
(cd "$one" && sha256sum timesheet_*.deb timesheet_*.dsc timesheet_*.tar.xz)
