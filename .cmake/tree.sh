#!/bin/sh
# usage: tree.sh SOURCE DIRECTORY
# The tree as it is released, into an empty directory: of a checkout the files of its commit, of a tree that was unpacked all that is
# there but what was built.
set -eu
mkdir -p "$2"
if [ -e "$1/.git" ]; then
	git -C "$1" archive --format=tar HEAD | tar -xf - -C "$2"
else
	(cd "$1" && tar --exclude=./.build --exclude=./.cache -cf - .) | tar -xf - -C "$2"
fi
