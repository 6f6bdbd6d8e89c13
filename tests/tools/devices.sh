# shellcheck shell=sh
# Two fresh homes of one machine, and a day that is logged on both by way of a hub: what sync_*.sh have in common. To be sourced with
# the program and the README as $1 and $2; then `work` is a folder of ours. Who sources it says what its hub is like: reach (whatever
# must happen before the other device can see what this one sent), hub_stop, hub_start, and adds its end to cleanup.
program=${1:?usage: sync_KIND.sh TIMESHEET README}
readme=${2:?usage: sync_KIND.sh TIMESHEET README}
unset TIMESHEET_DB TIMESHEET_USER TIMESHEET_PASSWORD_COMMAND XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME DISPLAY SSH_ASKPASS SSH_AUTH_SOCK || :
# shellcheck source=tests/tools/servers.sh
. "$(dirname "$0")/servers.sh"
needs script ps setsid

cleanup_devices() {
	for file in "$work"/*.process; do
		[ ! -f "$file" ] || ended "$(cat "$file")"
	done
	rm -rf "$work"
}

work=$(mktemp -d)
chmod 755 "$work"
mkdir "$work/bin"
ln -s "$(realpath "$program")" "$work/bin/timesheet"
printf 'correct horse battery\n' >"$work/password"
printf 'another long password\n' >"$work/password.new"
chmod 600 "$work/password" "$work/password.new"
for device in desk laptop; do
	mkdir -m 700 "$work/$device" "$work/$device/run" "$work/$device/.ssh"
done
# It is about five in the afternoon there, whenever it is run.
hour=$(date -u +%H)
zone="<day>$((${hour#0} - 17))"
search=$work/bin:$PATH

# on DEVICE LINE: a line as somebody would type it there; surroundings are variables besides.
surroundings=
on() {
	# shellcheck disable=SC2086 # a list of words
	env $surroundings HOME="$work/$1" PATH="$search" LC_ALL=C.UTF-8 TZ="$zone" XDG_RUNTIME_DIR="$work/$1/run" TIMESHEET_HOST="$1" \
		TIMESHEET_PASSWORD_FILE="${password:-$work/password}" setsid -w sh -c "$2" </dev/null
}
# does DEVICE LINE: it must go well.
does() {
	on "$1" "$2" >"$work/said" 2>&1 || { fail "$1: $2: $(cat "$work/said")"; return 1; }
}
# says STATUS WORDS DEVICE LINE: it must fail so.
says() {
	status=0
	on "$3" "$4" >"$work/said" 2>&1 || status=$?
	if [ "$status" -ne "$1" ] || ! grep -qF -- "$2" "$work/said"; then
		fail "$3: $4: expected status $1 and '$2', got $status: $(cat "$work/said")"
	fi
}
# readme_line PATTERN: the line of the README's "On all your machines" that has it, without its comment.
readme_line() {
	line=$(sed -n '/^## On all your machines/,/^## Your data/p' "$readme" | grep -- "^timesheet .*$1\|^$1" | sed 's/[[:space:]]*#.*//' | head -n 1)
	[ -n "$line" ] || { echo "the README has no line with '$1'" >&2; exit 1; }
	echo "$line"
}

# ---- what is on both

# logged DEVICE: the texts of all that it has, one a line.
logged() {
	on "$1" 'timesheet export --format csv' | sed -n 's/^[0-9a-f]\{32\},[^,]*,[^,]*,\([^,]*\),.*/\1/p'
}
# lost FILE DEVICE: how many of a file's texts are not there.
lost() {
	logged "$2" | sort >"$work/there"
	sort "$1" | comm -23 - "$work/there" | wc -l
}
# unlike: how many of what the two show, export and add up is not the same; looked at twice, since a minute may end between two looks.
unlike() {
	unlike_look
	[ "$unlike" = 0 ] || unlike_look
	echo "$unlike"
}
unlike_look() {
	unlike=0
	for words in 'day' 'export --format csv' 'report week'; do
		on desk "timesheet $words" >"$work/desk.shown" 2>&1
		on laptop "timesheet $words" >"$work/laptop.shown" 2>&1
		cmp -s "$work/desk.shown" "$work/laptop.shown" || unlike=$((unlike + 1))
	done
}
# same DEVICE OTHER: by their tallies the two hold the same, and nothing waits.
same() {
	on "$1" 'timesheet sync status --json' >"$work/$1.status" 2>&1
	grep -q '"unsent": 0,' "$work/$1.status" && grep -q "\"name\": \"$2\"[^}]*\"compared\": true, \"same\": true, \"missing\": false, \"forked\": false" "$work/$1.status"
}
exchanged() {
	for device in laptop desk laptop; do
		on "$device" 'timesheet sync now' >"$work/said" 2>&1 || return 1
		reach
	done
	# They say so of when they heard of each other last.
	same desk laptop && same laptop desk && [ "$(unlike)" = 0 ]
}
agreed() {
	until_true exchanged || { cat "$work/said" "$work"/*.status >&2; diff "$work/desk.shown" "$work/laptop.shown" >&2 || :; }
	for device in desk laptop; do
		does "$device" 'timesheet check'
		missed=$(lost "$work/acknowledged" "$device")
		[ "$missed" = 0 ] || fail "$missed of what was logged is not on $device"
	done
}
# logs DEVICE TIME TEXT
logs() {
	! does "$1" "timesheet log --at $2 '$3'" || echo "$3" >>"$work/acknowledged"
}

# ---- the day

# day_on_both ADD JOIN: the two lines of the README.
day_on_both() {
	: >"$work/acknowledged"
	does desk 'timesheet register ada' || return
	logs desk 8:00 'mail'
	logs desk 8:20 'parser'
	does desk "$1" || return
	until_true "reach; on laptop 'TIMESHEET_USER=ada $2' >$work/said 2>&1" || { cat "$work/said" >&2; return; }
	for round in 1 2 3; do
		logs desk "9:${round}0" "desk $round"
		logs laptop "9:${round}5" "train $round"
		does laptop 'timesheet sync now'
		does desk 'timesheet sync now'
	done
	away_for_a_while
	killed_in_the_middle
	# Nothing that grows from minute to minute.
	does laptop 'timesheet off --at 16:30'
	agreed
	judged
	password_changed
}
# What is done while the hub cannot be reached waits, and says so.
away_for_a_while() {
	hub_stop
	logs laptop 11:00 'alone on the train'
	logs laptop 11:10 'and still alone'
	says 1 'changes wait here' laptop 'timesheet sync now'
	logs desk 11:05 'at the desk'
	hub_start
}
# The laptop's link is there, and is killed while both log.
killed_in_the_middle() {
	on laptop 'echo $$; exec timesheet sync run' >"$work/linked" 2>&1 &
	echo $! >"$work/laptop.process"
	logs desk 12:00 'seen there by itself'
	until_true "on desk 'timesheet sync now' >$work/said 2>&1 && reach && logged laptop | grep -q 'seen there by itself'" || cat "$work/linked" >&2
	# shellcheck disable=SC2016 # the other shell's
	on desk 'for minute in 1 2 3 4 5; do timesheet log --at 12:0$minute "burst $minute" && timesheet sync now; done' >"$work/burst" 2>&1 &
	burst=$!
	logs laptop 12:20 'just before'
	kill -9 "$(head -n 1 "$work/linked")" 2>/dev/null || fail 'the laptop was not linked'
	wait $burst || fail "the desk was disturbed by the laptop's end: $(cat "$work/burst")"
	for minute in 1 2 3 4 5; do
		echo "burst $minute"
	done >>"$work/acknowledged"
	ended "$(cat "$work/laptop.process")"
	rm "$work/laptop.process"
	logs laptop 12:30 'alive again'
}
# The judge sees what is not there, and what is not the same.
judged() {
	{ cat "$work/acknowledged"; echo 'never logged'; } >"$work/invented"
	[ "$(lost "$work/invented" laptop)" = 1 ] || fail 'a log that is missing is not counted'
	does desk "timesheet log --at 13:00 'not sent yet'"
	[ "$(unlike)" -gt 0 ] || fail 'a log that only one has is not seen'
	does desk 'timesheet undo'
	agreed
}
# A new password is typed, twice, on a terminal.
password_type() {
	mkfifo "$work/keys"
	# shellcheck disable=SC2094
	on desk "script -qefc 'timesheet --user ada passwd' $work/typescript <$work/keys" >"$work/said" 2>&1 &
	typing=$!
	exec 3>"$work/keys"
	until_true "grep -q 'New password' $work/typescript 2>/dev/null" && cat "$work/password.new" >&3
	until_true "grep -q Again $work/typescript" && cat "$work/password.new" >&3
	wait $typing || fail "passwd: $(cat "$work/typescript")"
	exec 3>&-
}
password_changed() {
	password_type
	until_true new_password_opens
	password=$work/password
	says 3 'wrong password' laptop 'timesheet day'
	password=$work/password.new
	agreed
}
# It travels, as all does; the older one opens the laptop until then.
new_password_opens() {
	password=$work/password.new
	on desk 'timesheet sync now' >"$work/said" 2>&1 && reach
	password=$work/password
	on laptop 'timesheet sync now' >"$work/said" 2>&1 || :
	password=$work/password.new
	on laptop 'timesheet day' >"$work/said" 2>&1
}

# ---- the campaign: both log without end, and whatever takes part is killed or stopped

# chaos WAY [NAMES]: "by ssh"; of what comes from the hub's process (hub_process), those of such names may be killed too.
chaos() {
	campaign || return 0
	kills=0 begun=$(date +%s)
	: >"$work/acknowledged"
	for device in desk laptop; do
		while [ ! -e "$work/over" ]; do on $device 'timesheet sync run' || sleep 0.1; done >/dev/null 2>&1 &
		echo $! >"$work/$device.link.process"
		days_filled $device >/dev/null 2>&1 &
		echo $! >"$work/$device.log.process"
	done
	until [ "$(($(date +%s) - begun))" -ge $((60 * TIMESHEET_CAMPAIGN / 100 + 5)) ]; do
		kill_one "${2:-}"
		sleep 0.1
		reach
	done
	: >"$work/over"
	for file in "$work"/*.link.process "$work"/*.log.process; do
		ended "$(cat "$file")"
		rm "$file"
	done
	chaos_judge "$1"
}
# days_filled DEVICE: counts what it was told is logged, a minute in the past each that the other does not use.
days_filled() {
	number=0
	[ "$1" = desk ] || begun=$((begun - 60))
	while [ ! -e "$work/over" ]; do
		number=$((number + 1))
		at=$(TZ=$zone date -d "@$((begun - 7200 - number * 120))" +%Y-%m-%dT%H:%M)
		! on "$1" "timesheet log --at $at '$1 $number'" || echo "$1 $number" >>"$work/acknowledged"
	done
}
# Every fourth is only stopped for a while, which is worse: it does not answer, and does not end. Every thirtieth is the hub itself.
kill_one() {
	victims=$(
		for file in "$work"/*.link.process "$work"/*.log.process; do
			descendants "$(cat "$file")" 'timesheet|ssh'
		done
		[ -z "$1" ] || descendants "$(hub_process)" "$1"
	)
	victim=$(echo "$victims" | shuf -n 1)
	[ -n "$victim" ] || return 0
	kills=$((kills + 1))
	if [ $((kills % 30)) -eq 0 ]; then
		hub_stop
		hub_start
	elif [ $((kills % 4)) -ne 0 ]; then
		kill -9 "$victim" 2>/dev/null || :
	elif kill -STOP "$victim" 2>/dev/null; then
		(sleep 2 && kill -CONT "$victim") 2>/dev/null &
	fi
}
chaos_judge() {
	# shellcheck disable=SC2154 # servers.sh
	failed_before=$failed
	agreed
	missed=$(($(lost "$work/acknowledged" desk) + $(lost "$work/acknowledged" laptop)))
	figure 'All machines' "$1: two devices log, while what takes part is killed or stopped" "$(sort -u "$work/acknowledged" | wc -l)" logs "$missed" lost
	figure 'All machines' "$1: kill -9 or SIGSTOP of devices, links, hubs and servers" "$kills" times "$(unlike)" diverged
	[ "$failed" -eq "$failed_before" ] || return 0
	echo "$1: $kills kills, $(wc -l <"$work/acknowledged") logs, all there"
}
