# fish completion of timesheet: timesheet completions fish > ~/.config/fish/completions/timesheet.fish
# Which words fit is asked of the program: timesheet completions --list words -- WORD...
function __timesheet_words
    set -l typed (commandline -opc)
    set -l present (commandline -ct | string unescape)
    for line in ($typed[1] completions --list words -- $typed[2..-1] "$present" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$present"
        else
            echo $line
        end
    end
end
complete -c timesheet -f -k -a '(__timesheet_words)'
