#!/bin/sh
# usage: sync_ssh.sh TIMESHEET README
# The README's lines for an always-on box, by an ssh server of our own on loopback: a day logged on two devices, one of them away for a
# while, one killed; then all that can be wrong with ssh, told in words. Exits with 77, skipped, where there is
# no ssh.
set -eu
# shellcheck source=tests/tools/devices.sh
. "$(dirname "$0")/devices.sh"
# shellcheck disable=SC2317 # by the trap
cleanup() {
	cleanup_devices
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

PATH=$PATH:/usr/sbin:/sbin
needs sshd ssh ssh-keygen ssh-keyscan
server=$(command -v sshd)
client=$(command -v ssh)

# ---- the server: the box is called home, and has a home of its own

# It wants this folder, which is made when a system starts it.
[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
mkdir -m 700 "$work/home" "$work/home/run"
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
for key in desk laptop shell nothing bob stranger; do
	ssh-keygen -q -t ed25519 -N '' -C $key -f "$work/$key.key"
done
# authorized KEY COMMAND: with the README's words, and another command in their place.
authorized() {
	echo "restrict,command=\"$2\" $(cat "$work/$1.key.pub")"
}
# shellcheck disable=SC2016 # Markdown
given=$(sed -n 's/.*`\(restrict,command="[^`]*"\) ssh-ed25519 \.\.\.`.*/\1/p' "$readme")
[ -n "$given" ] || fail 'the README has no line for authorized_keys'
{
	for key in desk laptop; do
		echo "$given $(cat "$work/$key.key.pub")"
	done
	authorized shell 'echo Welcome home; timesheet hub --stdio'
	authorized nothing 'exec /nonexistent/timesheet hub --stdio'
	authorized bob 'timesheet hub --stdio --only bob'
} >"$work/authorized_keys"
cat >"$work/sshd_config" <<-END
	ListenAddress 127.0.0.1
	HostKey $work/host
	PidFile none
	AuthorizedKeysFile $work/authorized_keys
	StrictModes no
	UsePAM no
	PasswordAuthentication no
	KbdInteractiveAuthentication no
	PermitRootLogin yes
	MaxStartups 100
	SetEnv PATH=$search HOME=$work/home LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=$work/home/run
END
# Newer ones shut out who fails too often.
! "$server" -t -f "$work/sshd_config" -o PerSourcePenalties=no 2>/dev/null || echo 'PerSourcePenalties no' >>"$work/sshd_config"

port=
hub_start() {
	[ -n "$port" ] || port=$((20000 + ($$ * 7) % 20000))
	"$server" -D -f "$work/sshd_config" -p "$port" -E "$work/sshd.log" &
	echo $! >"$work/sshd.process"
	until_true "ssh-keyscan -p $port 127.0.0.1 2>/dev/null | grep -q ed25519" || { cat "$work/sshd.log" >&2; exit 1; }
}
hub_stop() {
	ended "$(cat "$work/sshd.process")"
	rm "$work/sshd.process"
}
# What is sent is there.
reach() {
	:
}

# ---- the devices: ssh reads no HOME, so it is told where a device's configuration is

cat >"$work/bin/ssh" <<-END
	#!/bin/sh
	exec $client -F "\$HOME/.ssh/config" "\$@"
END
chmod 755 "$work/bin/ssh"
hub_start
# configured DEVICE HOST KEY PORT [LINE]
configured() {
	printf 'Host %s\n\t%s\n\tHostName 127.0.0.1\n\tPort %s\n\tUser %s\n\tIdentityFile %s\n\tIdentitiesOnly yes\n\tUserKnownHostsFile %s\n' \
		"$2" "${5:-}" "$4" "$(id -un)" "$work/$3.key" "$work/known_hosts" >"$work/$1/.ssh/config"
}
printf '[127.0.0.1]:%s %s\n' "$port" "$(cat "$work/host.pub")" >"$work/known_hosts"
configured desk home desk "$port"
configured laptop home laptop "$port"

day_on_both "$(readme_line 'sync add ssh')" "$(readme_line 'join ssh')"

hub_process() {
	cat "$work/sshd.process"
}
chaos 'by ssh' 'sshd|timesheet'

# A hub that is stopped for good neither answers nor ends: its link is begun anew after a minute of silence.
stopped_for_good() {
	campaign || return 0
	on laptop 'exec timesheet sync run' >"$work/linked" 2>&1 &
	echo $! >"$work/laptop.process"
	does desk "timesheet log --at 16:40 'before it stops'" && does desk 'timesheet sync now'
	until_true "logged laptop | grep -q 'before it stops'"
	stopped=$(descendants "$(hub_process)" timesheet)
	# shellcheck disable=SC2086 # a list of words
	kill -STOP $stopped
	does desk "timesheet log --at 16:50 'after it stopped'" && does desk 'timesheet sync now'
	patience=1200
	! until_true "logged laptop | grep -q 'after it stopped'" || figure 'All machines' 'by ssh: the hub of a link is stopped and never continued' 1 times 0 'waited for'
	# Nobody is left who would end it.
	# shellcheck disable=SC2086 # a list of words
	kill -9 $stopped
	ended "$(cat "$work/laptop.process")"
	rm "$work/laptop.process"
}
stopped_for_good

# ---- what is wrong is said: at the first contact, and afterwards

# wrong WORDS KEY PORT [LINE]: of a device that syncs already, and what a new one hears.
wrong() {
	configured laptop home "$2" "$3" "${4:-}"
	says 1 "$1" laptop 'timesheet sync now'
	configured laptop home laptop "$port"
}
wrong 'Connection refused' laptop 1
wrong 'home lets you in by no key' stranger "$port"
wrong 'the key of home is not the one that is known' laptop "$port" 'UserKnownHostsFile /dev/null'
wrong 'the shell on home prints text ("Welcome home' shell "$port"
wrong 'timesheet is not installed on home' nothing "$port"
wrong 'this hub is for another user' bob "$port"
wrong 'its name is not known here now' laptop "$port" 'HostName nowhere.invalid'

mkdir "$work/phone" "$work/phone/run" "$work/phone/.ssh"
password=$work/password
does phone 'timesheet register eve'
# first WORDS KEY PORT [LINE]
first() {
	configured phone home "$2" "$3" "${4:-}"
	says 1 "$1" phone 'timesheet sync add ssh://home'
	says 1 'there is no hub yet' phone 'timesheet sync status'
	says 1 "$1" phone 'TIMESHEET_USER=ada timesheet join ssh://home'
}
first 'Connection refused' laptop 1
first 'Permission denied' stranger "$port"
first 'Host key verification failed' laptop "$port" 'UserKnownHostsFile /dev/null'
first 'Welcome home' shell "$port"
first 'timesheet is not installed on home' nothing "$port"

[ $failed -ne 0 ] || echo "a day on two devices by ssh: $(wc -l <"$work/acknowledged") logs, on both the same"
exit $failed
