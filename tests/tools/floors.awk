# usage: awk -f floors.awk floors.txt part=symbols SYMBOLS part=files NAMES part=includes INCLUDES
# Says which files of the tree stand where they should not, and who knows whom against the rules of floors.txt. SYMBOLS is what nm -A
# says of the objects, each named by its source; INCLUDES what grep -H says of the sources.

function complain(words) { print words; bad = 1 }

function folder_of(file) { sub(/\/[^\/]*$/, "", file); return file }

# The part of the list that a file belongs to: itself, or its folder.
function place_of(file) { return file in floor ? file : folder_of(file) }

function layer_of(place) { sub(/\/.*/, "", place); return layer[place] }

# Above or below: layers first.
function height(place) { return layer_of(place) * 100 + floor[place] }

# One file uses another.
function edge(from, to, how,    a, b) {
	if (from == to)
		return
	a = place_of(from); b = place_of(to)
	if (!(a in floor) || !(b in floor))
		return # complained of already
	if (height(b) > height(a))
		complain(from ": " how ": " b "/ stands above " a "/")
	if (!((from, to) in files_edge)) {
		files_edge[from, to] = 1
		files_next[from] = files_next[from] " " to
	}
	if (a != b && !((a, b) in places_edge)) {
		places_edge[a, b] = 1
		places_next[a] = places_next[a] " " b
	}
}

# Names one circle after the other in next_of, a list of names for each name, until none is left.
function circles(next_of, what,    name, names, count, i, left, changed, alive, path, seen, at, more) {
	for (name in next_of)
		alive[name] = 1
	do {
		do { # who leads nowhere is in no circle
			changed = 0
			for (name in alive) {
				count = split(next_of[name], names, " ")
				left = 0
				for (i = 1; i <= count; i++)
					left += names[i] in alive
				if (left == 0) {
					delete alive[name]
					changed = 1
				}
			}
		} while (changed)
		path = ""
		for (name in alive) {
			# Everybody leads on: whoever is met twice is in one.
			split("", seen)
			for (at = name; !(at in seen); at = more) {
				seen[at] = 1
				count = split(next_of[at], names, " ")
				for (i = 1; !(names[i] in alive); i++)
					;
				more = names[i]
			}
			path = more = at
			do {
				count = split(next_of[at], names, " ")
				for (i = 1; !(names[i] in alive); i++)
					;
				at = names[i]
				path = path " -> " at
			} while (at != more)
			complain("a circle of " what ": " path)
			# Its members are done with.
			count = split(path, names, " -> ")
			for (i = 1; i <= count; i++)
				delete alive[names[i]]
			break
		}
	} while (path != "")
}

# The list.
part == "" && ($1 == "large" || $1 == "small") { excused[$1, $2] = 1; next }
part == "" && $1 ~ /^[0-9]+$/ {
	floor[$2] = $1
	top = $2
	sub(/\/.*/, "", top)
	if (!(top in layer))
		layer[top] = ++layers
	next
}
part == "" { next }

# nm: "data/open.c: 0000000000000000 T ts_open", "data/open.c:                  U ts_close".
part == "symbols" {
	file = $1
	sub(/:$/, "", file)
	if (NF == 4 && $3 ~ /^[A-TV-Z]$/) {
		if ($4 in definer)
			several[$4] = 1
		definer[$4] = file
	} else if ($(NF - 1) == "U")
		wanted[file, $NF] = 1
	next
}

# Names of sources.
part == "files" {
	place = place_of($0)
	if (!(place in floor))
		complain($0 ": " place "/ is not on the list of floors")
	used[place] = 1
	module = $0
	sub(/\.[ch]$/, "", module)
	if (!(module in modules)) {
		modules[module] = 1
		size[folder_of($0)]++
	}
	ours[$0] = 1
	next
}

# grep: "data/open.c:#include "data/file/store.h"".
part == "includes" {
	file = $0
	sub(/:.*/, "", file)
	split($0, words, "\"")
	includes[file, words[2]] = 1
}

END {
	for (pair in includes) {
		split(pair, two, SUBSEP)
		if (two[2] in ours)
			edge(two[1], two[2], "includes " two[2])
		else
			complain(two[1] ": includes " two[2] ", which is not there")
	}
	# Of files: what calls whom. Headers can only include each other.
	for (pair in wanted) {
		split(pair, two, SUBSEP)
		if (two[2] in definer && !(two[2] in several))
			edge(two[1], definer[two[2]], two[2] " of " definer[two[2]])
	}
	circles(files_next, "files")
	circles(places_next, "folders")
	for (place in floor) {
		if (!(place in used)) {
			complain(place ": is on the list of floors, and not there")
			continue
		}
		if (place in ours)
			continue
		if ((size[place] > 20) != (("large", place) in excused))
			complain(place "/: " size[place] " files, " (size[place] > 20 ? "more than 20" : "and said to be large"))
		if ((size[place] < 3) != (("small", place) in excused))
			complain(place "/: " size[place] + 0 " files, " (size[place] < 3 ? "less than 3" : "and said to be small"))
	}
	exit bad
}
