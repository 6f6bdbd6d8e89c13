#!/bin/sh
# usage: source.sh SOURCE OUT NAME EPOCH
# The tree of a commit as one archive: the same bytes wherever it is made.
set -eu
rm -rf "$2/tree"
sh "$(dirname "$0")/tree.sh" "$1" "$2/tree/$3"
tar --sort=name --mtime="@$4" --owner=0 --group=0 --numeric-owner --mode=u+rw,go+r,go-w -C "$2/tree" -cf - "$3" | xz -9 >"$2/$3.tar.xz"
rm -rf "$2/tree"
ls "$2/$3.tar.xz"
