# usage: awk -v layer=data -f maps.awk floors.txt FILE...
# The map of a layer: its folders from the ground up, as floors.txt has them, and a line for each file, out of the first sentence of the
# file's own first comment. A .c and its .h are one line, and the .h says what it is. FILEs are sorted.

function complain(words) { print words >"/dev/stderr"; bad = 1 }

function folder_of(file) { sub(/\/[^\/]*$/, "", file); return file }

function stem_of(file) { sub(/\.[ch]$/, "", file); return file }

FILENAME ~ /floors\.txt$/ {
	top = $2
	sub(/\/.*/, "", top)
	if ($1 ~ /^[0-9]+$/ && top == layer) {
		places[++place_count] = $2
		known[$2] = 1
		purpose[$2] = substr($0, length($1 $2) + 3)
	}
	next
}

FNR == 1 {
	text = ""
	inside = /^\/\*/
	if (!inside)
		complain(FILENAME ": does not begin with a comment")
	if (!(folder_of(FILENAME) in known))
		complain(FILENAME ": its folder is not in floors.txt")
	stem = stem_of(FILENAME)
	if (!(stem in files))
		stems[++stem_count] = stem
	name = FILENAME
	sub(/.*\//, "", name)
	files[stem] = files[stem] (stem in files && files[stem] != "" ? " " : "") "`" name "`"
}

inside {
	line = $0
	inside = !sub(/[ \t]*\*\/.*$/, "", line)
	sub(/^\/\*[ \t]*/, "", line)
	sub(/^[ \t]*\*[ \t]*/, "", line)
	text = text (text != "" && line != "" ? " " : "") line
	if (!inside) {
		if (match(text, /[.?] /))
			text = substr(text, 1, RSTART)
		if (text !~ /[.?]$/ || text !~ / /)
			complain(FILENAME ": its first comment does not begin with a sentence that says what it is for")
		if (!(stem in says) || FILENAME ~ /\.h$/)
			says[stem] = text
	}
}

END {
	for (i = 1; i <= place_count; i++) {
		place = places[i]
		if (place ~ /\.h$/) {
			print "\n`" place "`: " purpose[place] "."
			continue
		}
		lines = ""
		for (j = 1; j <= stem_count; j++)
			if (folder_of(stems[j]) == place && !((stems[j] ".h") in known))
				lines = lines "- " files[stems[j]] ": " says[stems[j]] "\n"
		if (lines != "")
			printf "\n### `%s/`: %s\n\n%s", place, purpose[place], lines
	}
	exit bad
}
