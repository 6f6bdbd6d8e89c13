#!/bin/sh
# Completes lines in bash, zsh and fish as somebody would who presses Tab, against a timesheet of its own.
# usage: completions.sh TIMESHEET. A shell that is not installed is passed over, and that is said.
set -eu
work=$(mktemp -d)
trap 'timesheet logout >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
failed=0

mkdir -m 700 "$work/bin" "$work/home" "$work/run"
ln -s "$1" "$work/bin/timesheet"
printf 'correct horse\n' >"$work/password"
chmod 600 "$work/password"
PATH=$work/bin:$PATH HOME=$work/home XDG_RUNTIME_DIR=$work/run TIMESHEET_DB=$work/ada.db LC_ALL=C.UTF-8
export PATH HOME XDG_RUNTIME_DIR TIMESHEET_DB LC_ALL
unset XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME TIMESHEET_USER TIMESHEET_PASSWORD_COMMAND 2>/dev/null || true
TIMESHEET_PASSWORD_FILE=$work/password timesheet register ada >/dev/null 2>&1
TIMESHEET_PASSWORD_FILE=$work/password timesheet login >/dev/null
timesheet log --at -3m 'acme: Client call' >/dev/null
timesheet log --at -2m "ada's café" >/dev/null
timesheet log --at -1m parser >/dev/null

# expect SHELL LINE COMPLETED: what the line becomes.
expect() {
	case $1 in
	bash) completed=$(complete_bash "$2") ;;
	zsh) completed=$(complete_zsh "$2") ;;
	*) completed=$(complete_fish "$2") ;;
	esac
	[ "$completed" = "$3" ] && return
	echo "FAILED: $1 completes '$2' to '$completed', not to '$3'" >&2
	failed=1
}

# A line is typed at a prompt of a real shell in a pseudo-terminal; Tab, then Enter, prints the words that it has become.
at_prompt() { # SHELL-COMMAND LINE
	printf '%s\t\nexit\n' "$2" >"$work/keys"
	: >"$work/became"
	timeout 60 script -qec "$1" /dev/null <"$work/keys" >"$work/screen" 2>&1 || true
	cat "$work/became"
}

# The command is a function there that writes down its words.
# shellcheck disable=SC2016
caught='timesheet() { if [ "$1" = completions ]; then command timesheet "$@"; else printf "%s|" "$@" >"$CAUGHT"; fi; }'
CAUGHT=$work/became
export CAUGHT

complete_bash() {
	printf '%s\n' 'PS1="> "' '. <(command timesheet completions bash)' "$caught" >"$work/bashrc"
	at_prompt "bash --noprofile --rcfile $work/bashrc -i" "$1"
}
complete_zsh() {
	printf '%s\n' 'PS1="> "' 'autoload -Uz compinit' "compinit -u -d $work/zcompdump" 'setopt no_auto_menu' \
		". =(command timesheet completions zsh)" "$caught" >"$work/home/.zshrc"
	at_prompt 'zsh -i' "$1"
}
complete_fish() {
	fish -c "timesheet completions fish | source; complete -C '$1'" 2>/dev/null | cut -f 1 | tr '\n' '|'
}

if command -v bash >/dev/null 2>&1 && command -v script >/dev/null 2>&1; then
	expect bash 'timesheet sta' 'status|'
	expect bash 'timesheet log par' 'log|parser|'
	expect bash 'timesheet log acme: cl' 'log|acme:|Client call|'
	expect bash 'timesheet log acme:\ cl' 'log|acme: Client call|'
	expect bash 'timesheet log --comment x "acme: cl' 'log|--comment|x|acme: Client call|'
	expect bash 'timesheet log ada' "log|ada's café|"
	expect bash 'timesheet log PAR' 'log|parser|'
	expect bash 'timesheet export --format=timew' 'export|--format=timewarrior|'
	expect bash 'timesheet settings number' 'settings|number-row|'
	expect bash 'timesheet report last qua' 'report|last|quarter|'
	expect bash 'timesheet report lastq' 'report|lastq|'
else
	echo 'bash or script is not installed: passed over'
fi
if command -v zsh >/dev/null 2>&1 && command -v script >/dev/null 2>&1; then
	expect zsh 'timesheet sta' 'status|'
	expect zsh 'timesheet log par' 'log|parser|'
	expect zsh 'timesheet log acme: cl' 'log|acme:|Client call|'
	expect zsh 'timesheet log ada' "log|ada's café|"
	expect zsh 'timesheet export --format=timew' 'export|--format=timewarrior|'
	expect zsh 'timesheet settings number' 'settings|number-row|'
else
	echo 'zsh or script is not installed: passed over'
fi
if command -v fish >/dev/null 2>&1; then
	expect fish 'timesheet sta' 'status|'
	expect fish 'timesheet log par' 'parser|'
	expect fish 'timesheet log acme: cl' 'Client call|'
	expect fish 'timesheet log --comm' '--comment|'
	expect fish 'timesheet export --format=timew' '--format=timewarrior|'
	expect fish 'timesheet settings number' 'number-row|'
else
	echo 'fish is not installed: passed over'
fi
exit $failed
