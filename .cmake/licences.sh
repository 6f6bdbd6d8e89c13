#!/bin/sh
# usage: licences.sh LICENSE
# What a static program is made of, and under which terms, as Debian's packages say it: those that the archives come from; and the whole
# of each licence that they only name, since the file goes to machines that have no such folder.
set -eu
licences=/usr/share/common-licenses
cat <<'END'
timesheet, and the libraries that are part of this file. Its source, and all that is needed to link it anew with another C library, is
the archive of the same version.

END
heading() {
	printf '%s\n%s\n\n' "$1" "$(echo "$1" | sed 's/./=/g')"
}
heading timesheet
cat "$1"
named=$(mktemp)
trap 'rm -f "$named"' EXIT
for package in libc6-dev libncurses-dev libsqlite3-dev libsodium-dev libuv1-dev libutf8proc-dev; do
	terms=/usr/share/doc/$package/copyright
	[ -e "$terms" ] || {
		echo "the terms of $package are not on this machine: $terms" >&2
		exit 1
	}
	printf '\n\n'
	heading "$package $(dpkg-query -W -f '${Version}\n' "$package" 2>/dev/null | head -n 1)"
	cat "$terms"
	grep -o "$licences/[A-Za-z0-9.-]*[A-Za-z0-9]" "$terms" >>"$named" || :
done
sort -u "$named" | while read -r licence; do
	[ -e "$licence" ] || {
		echo "a licence that is named is not on this machine: $licence" >&2
		exit 1
	}
	printf '\n\n'
	heading "${licence##*/}"
	cat "$licence"
done
