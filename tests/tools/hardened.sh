#!/bin/sh
# usage: hardened.sh COMPILER PROGRAM
# PROGRAM, as it is released, has all that compiler and linker do against faults that remain. Programs made here with
# nothing of it show that each check can fail.
set -eu
compiler=$1
program=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a program lacks, a word a line.
lacks() {
	readelf -W -h "$1" >"$work/header"
	readelf -W -l "$1" >"$work/segments"
	readelf -W -d "$1" >"$work/dynamic"
	readelf -W --dyn-syms "$1" >"$work/symbols"
	objdump -d "$1" >"$work/code"
	grep -q 'Type:.*DYN' "$work/header" && grep -q 'FLAGS_1.*PIE' "$work/dynamic" || echo pie
	grep -q GNU_RELRO "$work/segments" || echo relro
	grep -q 'FLAGS.*NOW' "$work/dynamic" || echo bind-now
	grep -q 'GNU_STACK.* RW  *0x' "$work/segments" || echo no-executable-stack
	grep -q 'LOAD.* RWE ' "$work/segments" && echo no-writable-code
	grep -q TEXTREL "$work/dynamic" && echo no-text-relocations
	grep -Eq 'RPATH|RUNPATH' "$work/dynamic" && echo no-search-path
	grep -q ' __stack_chk_fail' "$work/symbols" || echo stack-protector
	grep -Eq ' __[a-z]+_chk' "$work/symbols" || echo fortify
	# Not the note: the system's start files carry none, and one without it takes it from all. A program of ours has some hundred
	# functions; what the start files bring is a handful.
	[ "$(grep -c endbr "$work/code")" -ge 100 ] || echo control-flow
	return 0
}

printf 'int main(int count, char **words)\n{\n\tchar all[64];\n\t__builtin_strcpy(all, words[count - 1]);\n\treturn all[0];\n}\n' >"$work/bare.c"
"$compiler" -O0 -fno-pie -no-pie -fno-stack-protector -U_FORTIFY_SOURCE -fcf-protection=none -Wl,-z,norelro,-z,lazy,-z,execstack \
	-Wl,-rpath,/nowhere -o "$work/bare" "$work/bare.c"
printf 'int all = 1;\nvoid start(void)\n{\n\tall = 2;\n}\n' >"$work/alone.c"
"$compiler" -fno-pie -no-pie -nostdlib -static -Wl,-N -Wl,-e,start -o "$work/alone" "$work/alone.c" 2>/dev/null
seen=$({ lacks "$work/bare"; lacks "$work/alone" | grep writable; } | tr '\n' ' ')
for word in pie relro bind-now no-executable-stack no-writable-code no-search-path stack-protector fortify control-flow; do
	case " $seen " in
	*" $word "*) ;;
	*) echo "a program without $word is not noticed" >&2; exit 1 ;;
	esac
done

expected=''
case $(uname -m) in
x86_64 | i?86) ;;
*) expected=control-flow ;; # such instructions are of that processor only
esac
bad=0
for word in $(lacks "$program"); do
	[ "$word" = "$expected" ] || { echo "$program lacks $word" >&2; bad=1; }
done
exit "$bad"
