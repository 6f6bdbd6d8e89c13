#!/bin/sh
# usage: bootstrap.sh TREE
# "bootstrap run" on a small program of its own, by the tools that are here: what is built is said in a line, what is there is started
# without a word, what does not compile is shown and not started, and what is missing is named before it is installed.
set -eu
tree=${1:?usage: bootstrap.sh TREE}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
fail() {
	echo "bootstrap: $1" >&2
	cat "$work/out" "$work/said" >&2
	exit 1
}
# For a machine of any kind: Debian's database of packages has all but what "missing" names, and root installs it.
mkdir "$work/bin" "$work/tree" "$work/tree/.ci"
cat >"$work/bin/dpkg-query" <<'END'
#!/bin/sh
for package; do :; done
grep -qx "$package" "$WORK/missing" || echo 'install ok installed'
END
cat >"$work/bin/apt-get" <<'END'
#!/bin/sh
echo "apt-get $*" >>"$WORK/asked"
echo 'Reading package lists...'
case $* in *install*) : >"$WORK/missing" ;; esac
END
printf '#!/bin/sh\nexec "$@"\n' >"$work/bin/sudo"
chmod +x "$work/bin/dpkg-query" "$work/bin/apt-get" "$work/bin/sudo"
: >"$work/missing"
: >"$work/asked"

cp "$tree/.ci/bootstrap" "$work/tree/.ci"
cat >"$work/tree/CMakePresets.json" <<'END'
{ "version": 6,
  "configurePresets": [ { "name": "release", "generator": "Ninja", "binaryDir": "${sourceDir}/.build/release" } ],
  "buildPresets": [ { "name": "release", "configurePreset": "release" } ] }
END
cat >"$work/tree/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES C)
file(GLOB sources CONFIGURE_DEPENDS *.c)
add_executable(timesheet ${sources})
END
program() {
	printf '#include <stdio.h>\nint main(int count, char **words)\n{\n\tprintf("%%d words, the last is %%s\\n", count, words[count - 1]);\n\treturn %s;\n}\n' "$1" >"$work/tree/main.c"
}
# run WORDS: out and said are what the program's and the script's user sees.
run() {
	status=0
	env WORK="$work" PATH="$work/bin:$PATH" sh "$work/tree/.ci/bootstrap" run "$@" >"$work/out" 2>"$work/said" || status=$?
}

program 0
run --version 'two words'
[ "$status:$(cat "$work/out")" = '0:3 words, the last is two words' ] || fail 'it is not built and started'
[ "$(cat "$work/said")" = 'building timesheet: a minute or two' ] || fail 'a build is not told in one line'
run again
[ "$(cat "$work/out")" = '2 words, the last is again' ] || fail 'it is not started again'
[ ! -s "$work/said" ] || fail 'nothing is to build, and that is not left unsaid'

program what
run again
[ "$status" -ne 0 ] || fail 'what does not compile is no failure'
[ ! -s "$work/out" ] || fail 'what does not compile is started'
grep -q 'what.*undeclared\|undeclared.*what' "$work/said" || fail 'it is not shown what does not compile'

program 3
printf 'cmake\nlibuv1-dev\n' >"$work/missing"
run last
[ "$status" -eq 3 ] || fail "the program's status is not the script's"
[ "$(head -n 1 "$work/said")" = 'installing: cmake libuv1-dev' ] || fail 'what is installed is not named'
[ "$(wc -l <"$work/said")" -eq 2 ] || fail "what apt-get says is not left out"
grep -q '^apt-get install .*--no-install-recommends cmake libuv1-dev$' "$work/asked" || fail 'what is missing is not installed, and nothing else'
echo 'bootstrap: built, told and started'
