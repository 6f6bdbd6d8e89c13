#compdef timesheet
# zsh completion of timesheet: timesheet completions zsh > a directory of $fpath/_timesheet
# Which words fit is asked of the program: timesheet completions --list words -- WORD...
_timesheet() {
	local line
	local -a typed fitting described

	typed=("${(@Q)words[1,CURRENT]}")
	for line in ${(f)"$("${typed[1]/#\~/$HOME}" completions --list words -- "${(@)typed[2,-1]}" 2>/dev/null)"}; do
		if [[ $line == :files ]]; then
			_files
			continue
		fi
		fitting+=("${line%%$'\t'*}")
		described+=("${line/$'\t'/  -- }")
	done
	(($#fitting)) && compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -l -V words -d described -a fitting
}
if [[ $funcstack[1] == _timesheet ]]; then
	_timesheet "$@"
else
	compdef _timesheet timesheet
fi
