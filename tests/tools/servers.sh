# shellcheck shell=sh disable=SC2034,SC2154
# What tests with servers of their own have in common: what is missing, which processes are theirs, the campaign's figures. To be sourced.
failed=0
fail() {
	echo "FAILED: $1" >&2
	failed=1
}
campaign() {
	[ "${TIMESHEET_CAMPAIGN:-0}" -gt 0 ]
}
# missing WORDS: this cannot be tried here. The campaign may not go without it.
missing() {
	if campaign; then
		echo "FAILED: $1" >&2
		exit 1
	fi
	echo "skipped: $1"
	exit 77
}
# needs PROGRAM...
needs() {
	for tool in "$@"; do
		command -v "$tool" >/dev/null || missing "there is no $tool"
	done
}
# figure SUBJECT WHAT ROUNDS UNIT BAD WAY: a line of the campaign's table (tests/campaign/campaign.h).
figure() {
	campaign && [ -n "${TIMESHEET_CAMPAIGN_FIGURES:-}" ] || return 0
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$@" >>"$TIMESHEET_CAMPAIGN_FIGURES"
}
# until_true LINE: waits for it, for half a minute at most, or so many tenths of a second as `patience` says.
until_true() {
	tries=0
	until eval "$1"; do
		tries=$((tries + 1))
		[ $tries -lt "${patience:-300}" ] || { fail "it never came that $1"; return 1; }
		sleep 0.1
	done
}
# descendants PID [NAMES]: all processes that come from it, or those of such names ("ssh|sshd"); it is not one of them.
descendants() {
	ps -A -o pid= -o ppid= -o comm= | awk -v root="$1" -v names="^(${2:-.*})\$" '
		{ parent[$1] = $2; name[$1] = $3 }
		END {
			for (process in parent) {
				for (at = parent[process]; at in parent && at != root; at = parent[at]);
				if (at == root && name[process] ~ names) print process
			}
		}'
}
# ended PID: a process that was started here, and all that come from it, are no more.
ended() {
	family="$1 $(descendants "$1")"
	# shellcheck disable=SC2086 # a list of words
	kill -9 $family 2>/dev/null || :
	wait "$1" 2>/dev/null || :
	# Only the first of them is waited for by the shell; what the others hold is held until they are gone.
	for process in $family; do
		until_true "gone $process" || return 1
	done
}
# gone PID: it runs no more, whether anybody has asked how it ended or not.
gone() {
	! grep -q '^State:[[:space:]]*[^ZX]' "/proc/$1/status" 2>/dev/null
}
# A certificate for NAME, of an authority of ours: right.crt; and another authority, wrong.crt.
certificates_make() {
	for authority in right wrong; do
		openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$authority" -keyout "$work/$authority.key" -out "$work/$authority.crt" 2>/dev/null
	done
	openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$work/server.key" -out "$work/server.csr" 2>/dev/null
	printf 'subjectAltName=DNS:%s\n' "$1" >"$work/extension"
	openssl x509 -req -in "$work/server.csr" -CA "$work/right.crt" -CAkey "$work/right.key" -CAcreateserial -days 2 -extfile "$work/extension" \
		-out "$work/server.crt" 2>/dev/null
	chmod 600 "$work/server.key"
}
