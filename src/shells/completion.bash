# bash completion of timesheet: source <(timesheet completions bash)
# Which words fit is asked of the program: timesheet completions --list words -- WORD...
# shellcheck shell=bash
_timesheet() {
	local rest=$COMP_LINE words=() present raw quote='' lead line reply i

	# The shell takes "acme:" and "--at=9" apart; here a word is what stands between blanks.
	for ((i = 0; i <= COMP_CWORD; i++)); do
		if ((i == 0)) || [[ $rest == [[:blank:]]* ]]; then
			words+=("${COMP_WORDS[i]}")
		else
			words[${#words[@]} - 1]+=${COMP_WORDS[i]}
		fi
		rest=${rest#"${rest%%[![:blank:]]*}"}
		rest=${rest#"${COMP_WORDS[i]}"}
	done
	raw=${words[${#words[@]} - 1]}
	[[ $raw == [\"\']* ]] && quote=${raw:0:1}
	for ((i = 0; i < ${#words[@]}; i++)); do
		case ${words[i]} in
		\"* | \'*) words[i]=${words[i]:1} words[i]=${words[i]%[\"\']} ;;
		*) words[i]=${words[i]//\\/} ;;
		esac
	done
	present=${words[${#words[@]} - 1]}

	COMPREPLY=()
	while IFS= read -r line; do
		line=${line%%$'\t'*}
		if [[ $line == :files ]]; then
			compopt -o filenames
			while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -f -- "$present")
			continue
		fi
		[[ ${line,,} == "${present,,}"* ]] || continue
		if [[ $quote ]]; then
			reply=$line
		else
			printf -v reply %q "$line"
			# What stands up to a colon or an equals sign is not replaced.
			lead=${raw%"${raw##*[:=]}"}
			[[ ${reply,,} == "${lead,,}"* ]] && reply=${reply:${#lead}}
		fi
		COMPREPLY+=("$reply")
	done < <("${words[0]/#\~/$HOME}" completions --list words -- "${words[@]:1}" 2>/dev/null)
}
complete -o nosort -F _timesheet timesheet 2>/dev/null || complete -F _timesheet timesheet
