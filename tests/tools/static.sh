#!/bin/sh
# usage: static.sh PROGRAM [EMULATOR]
# The static program in a root that holds nothing but itself: a user is registered, something is logged, read and checked, and the
# screen is drawn although there is no terminfo; its licences are whole. Asks for a root of its own (as root, or by a user namespace).
set -eu
program=$1
emulator=${2:-}
fail() {
	echo "static: $1" >&2
	exit 1
}

if readelf -d "$program" | grep -q NEEDED; then
	fail 'it needs libraries'
fi
readelf -h "$program" | grep -q 'DYN' || fail 'it stands at a fixed address'
! readelf -S "$program" | grep -q '\.debug_' || fail 'it is not stripped'
# The C library's terms want their whole text along; others that are only named are there, too.
grep -q 'GNU LESSER GENERAL PUBLIC LICENSE' "$program.licences" || fail 'its licences lack the text of the LGPL'
grep -o '/usr/share/common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]' "$program.licences" | sort -u | while read -r licence; do
	grep -qxF "${licence##*/}" "$program.licences" || fail "its licences name $licence, which other machines have not"
done
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM
cp "$program" "$root/timesheet"
mkdir "$root/home"
prefix=
if [ -n "$emulator" ]; then
	cp "$(command -v "$emulator")" "$root/emulator"
	prefix=/emulator
fi
enter=chroot
[ "$(id -u)" -eq 0 ] || enter='unshare -r chroot'
surroundings="PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home TERM=tmux-256color TIMESHEET_PASSWORD_FILE=/home/password"
in_root() {
	# shellcheck disable=SC2086 # words are meant
	env -i $surroundings $enter "$root" $prefix /timesheet "$@"
}
umask 077
echo 'correct horse battery' >"$root/home/password"
in_root --version | grep -q '^timesheet ' || fail 'it does not start'
in_root register ada >/dev/null 2>&1 || fail 'nobody can register'
in_root log --at -30m parser >/dev/null || fail 'nothing can be logged'
in_root log review | grep -q review || fail 'nothing can be logged twice'
in_root day | grep -q '0:30.*parser\|parser.*0:30' || fail 'the day is wrong'
in_root check --full >/dev/null || fail 'the file is not whole'
# A terminal of its own; it knows tmux's type, which no file here tells of.
mkdir "$root/dev"
if command -v script >/dev/null && mknod "$root/dev/tty" c 5 0 2>/dev/null; then
	script -qec "stty rows 24 cols 80; env -i $surroundings timeout -s TERM 5 $enter $root $prefix /timesheet" "$root/drawn" </dev/null >/dev/null || true
	grep -q 'log in' "$root/drawn" || fail 'the screen is not drawn'
fi
echo 'static: it runs in an empty root'
