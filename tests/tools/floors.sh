#!/bin/sh
# usage: floors.sh TREE COMPILER OBJECTS
# Checks who knows whom against floors.txt (see floors.awk): by the tree's includes, and by the symbols of its objects, which the file
# OBJECTS names one a line. Then, on a copy, that each kind of fault is noticed, and nothing that is none.
set -eu
LC_ALL=C
export LC_ALL

tools=$(cd "$(dirname "$0")" && pwd)
tree=${1:?usage: floors.sh TREE COMPILER OBJECTS}
compiler=$2
objects=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# symbols LIST: what the objects define and want, each object named by its source.
symbols() {
	xargs nm -A <"$1" | sed 's|^[^:]*[.]dir/||; s|[.]o:|: |'
}

# sources TREE OUT: the names of its files, and what they include.
sources() {
	(cd "$1" && find data ui src -name '*.[ch]' | sort >"$2.files" &&
		xargs grep -H '^#[[:space:]]*include[[:space:]]*"' <"$2.files" >"$2.includes") || :
}

# check: of what is there and what was planted.
check() {
	awk -f "$tools/floors.awk" "$work/floors.txt" part=symbols "$work/symbols" "$work/planted.symbols" part=files "$work/tree.files" \
		"$work/planted.files" part=includes "$work/tree.includes" "$work/planted.includes" | sort
}

symbols "$objects" >"$work/all"
# Those of ours that others want.
awk 'NR == FNR { if ($(NF - 1) == "U") wanted[$NF]; else defined[$NF]; next } $(NF - 1) == "U" ? $NF in defined : $NF in wanted' \
	"$work/all" "$work/all" >"$work/symbols"
sources "$tree" "$work/tree"
[ "$(wc -l <"$work/symbols")" -gt 1000 ] || { echo "$objects: hardly a symbol is seen" >&2; exit 1; }
[ "$(wc -l <"$work/tree.includes")" -gt 500 ] || { echo "$tree: hardly an include is seen" >&2; exit 1; }

# Nothing is planted.
clear() {
	rm -rf "$work/planted" "$work/objects"
	mkdir -p "$work/planted/data" "$work/planted/ui" "$work/planted/src" "$work/objects"
	: >"$work/planted.symbols"
	: >"$work/planted.files"
	: >"$work/planted.includes"
	cp "$tools/floors.txt" "$work/floors.txt"
}

clear
said=$(check)
[ -z "$said" ] || { printf '%s\n' "$said"; exit 1; }

failures=0

# plant FILE LINE: one more file, compiled if it is a .c.
plant() {
	[ -d "$work/objects/planted.dir/${1%/*}" ] || mkdir -p "$work/planted/${1%/*}" "$work/objects/planted.dir/${1%/*}"
	printf '%s\n' "$2" >"$work/planted/$1"
	case $1 in
	*.c) "$compiler" -I "$tree" -c "$work/planted/$1" -o "$work/objects/planted.dir/$1.o" ;;
	esac
}

# list LINE: one more line in the list.
list() {
	printf '%s\n' "$1" >>"$work/floors.txt"
}

# expect WORDS: what was planted is complained of in these words, once, and nothing else is; "": nothing is. And it is taken away again.
expect() {
	find "$work/objects" -name '*.o' >"$work/compiled"
	[ ! -s "$work/compiled" ] || symbols "$work/compiled" >"$work/planted.symbols"
	sources "$work/planted" "$work/planted"
	said=$(check)
	case $said in
	"$1") ;;
	*"
"*) echo "expected '$1', and got more: $said" && failures=1 ;;
	*"${1:-nothing}"*) ;;
	*) echo "expected '$1', got: $said" && failures=1 ;;
	esac
	clear
}

plant data/pure/planted_a.c 'int planted_b(void); int planted_a(void) { return planted_b(); }'
plant data/pure/planted_b.c 'int planted_a(void); int planted_b(void) { return planted_a(); }'
expect 'a circle of files: data/pure/planted_'

plant data/pure/planted_a.c 'int planted_b(void); int planted_a(void) { return planted_b(); }'
plant data/pure/planted_b.c 'int planted_c(void); int planted_b(void) { return planted_c(); }'
plant data/pure/planted_c.c 'extern int planted_d; int planted_c(void) { return planted_d; }'
plant data/pure/planted_d.c 'int planted_a(void); int planted_d; int planted_e(void) { return planted_a(); }'
expect 'a circle of files: data/pure/planted_'

plant ui/draw/planted_a.h '#include "ui/draw/planted_b.h"'
plant ui/draw/planted_b.h '#include "ui/draw/planted_a.h"'
expect 'a circle of files: ui/draw/planted_'

plant ui/notes/planted_a.h ''
plant ui/picker/planted_b.h '#include "ui/notes/planted_a.h"'
plant ui/picker/planted_c.h ''
plant ui/notes/planted_d.h '#include "ui/picker/planted_c.h"'
expect 'a circle of folders: ui/'

plant ui/notes/planted_a.c 'int planted_a(void) { return 1; }'
plant ui/picker/planted_b.c 'int planted_a(void); int planted_b(void) { return planted_a(); }'
plant ui/picker/planted_c.c 'int planted_c(void) { return 1; }'
plant ui/notes/planted_d.c 'int planted_c(void); int planted_d(void) { return planted_c(); }'
expect 'a circle of folders: ui/'

plant data/exchange/planted.c '#include "data/rows/row.h"'
expect 'data/exchange/planted.c: includes data/rows/row.h: data/rows/ stands above data/exchange/'

plant data/file/planted.h '#include "data/file/nowhere.h"'
expect 'data/file/planted.h: includes data/file/nowhere.h, which is not there'

plant data/report/planted_a.c 'int planted_a;'
plant data/exchange/planted_b.c 'extern int planted_a; int planted_b(void) { return planted_a; }'
expect 'data/exchange/planted_b.c: planted_a of data/report/planted_a.c: data/report/ stands above data/exchange/'

plant ui/base/planted_a.c 'int planted_a(void) { return 1; }'
plant data/care/planted_b.c 'int planted_a(void); int planted_b(void) { return planted_a(); }'
expect 'data/care/planted_b.c: planted_a of ui/base/planted_a.c: ui/base/ stands above data/care/'

plant data/planted/planted.c 'int planted;'
expect 'data/planted/planted.c: data/planted/ is not on the list of floors'

for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do
	plant "ui/keys/planted_$i.h" ''
done
expect 'ui/keys/: 22 files, more than 20'

list '1 data/planted planted'
plant data/planted/planted_a.c 'int planted;'
plant data/planted/planted_b.h ''
expect 'data/planted/: 2 files, less than 3'

list '1 data/planted planted'
expect 'data/planted: is on the list of floors, and not there'

list 'small ui/keys planted'
expect 'ui/keys/: 5 files, and said to be small'

list 'large ui/keys planted'
expect 'ui/keys/: 5 files, and said to be large'

# Of one floor, one way; and lower.
plant ui/notes/planted_a.h '#include "ui/draw/surface.h"'
plant ui/picker/planted_b.h '#include "ui/notes/planted_a.h"'
plant ui/notes/planted_c.c 'int planted_c(void) { return 1; }'
plant ui/picker/planted_d.c 'int planted_c(void); int planted_d(void) { return planted_c(); }'
# Static functions of one name are not one function.
plant data/pure/planted_e.c 'static int planted(void) { return 1; } int planted_e(void) { return planted(); }'
plant data/users/planted_f.c 'static int planted(void) { return 1; } int planted_f(void) { return planted(); }'
expect ''

[ "$failures" -eq 0 ] && echo 'everything stands where it should, and what does not is noticed'
exit "$failures"
