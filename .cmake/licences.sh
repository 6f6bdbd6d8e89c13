#!/bin/sh
# usage: licences.sh LICENSE
# What a static program is made of, and under which terms, as Debian's packages say it.
set -eu
cat <<'EOF'
timesheet, and the libraries that are part of this file. Its source, and all that is needed to link it anew with another C library, is
the archive of the same version.

EOF
heading() {
	printf '%s\n%s\n\n' "$1" "$(echo "$1" | sed 's/./=/g')"
}
heading timesheet
cat "$1"
for package in libc6 libncurses6 libtinfo6 libsqlite3-0 libsodium23 libuv1 libutf8proc2; do
	terms=
	for name in "$package" "$package-dev"; do
		[ -z "$terms" ] && [ -e "/usr/share/doc/$name/copyright" ] && terms=/usr/share/doc/$name/copyright
	done
	[ -n "$terms" ] || {
		echo "the terms of $package are not on this machine: /usr/share/doc/$package/copyright" >&2
		exit 1
	}
	printf '\n\n'
	heading "$package $(dpkg-query -W -f '${Version}\n' "$package" 2>/dev/null | head -n 1)"
	cat "$terms"
done
