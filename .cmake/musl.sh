#!/bin/sh
# usage: musl.sh SOURCE
# Whether the program's sources are understood with musl's headers; the libraries' own are the machine's. It is not linked.
set -eu
cd "$1"
command -v musl-gcc >/dev/null || {
	echo 'musl-gcc is missing: lint needs musl-tools' >&2
	exit 1
}
machine=$(gcc -print-multiarch)
# shellcheck disable=SC2046 # words are meant
find data ui src -name '*.c' ! -name 'hub_postgres_none.c' ! -name 'hub_mariadb_none.c' -print0 |
	xargs -0 -n 16 -P 2 musl-gcc -fsyntax-only -std=c17 -Wall -Wextra -Wpedantic -Werror -I . -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 \
		-DTIMESHEET_VERSION='"0"' -DTIMESHEET_LIBRARIES='""' -DTIMESHEET_COMMIT='""' \
		$(pkg-config --cflags ncursesw) -idirafter /usr/include/postgresql -idirafter /usr/include/mariadb -idirafter /usr/include -idirafter "/usr/include/$machine"
