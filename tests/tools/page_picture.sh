#!/bin/sh
# usage: page_picture.sh PAGE.html PICTURE.png
# The first page of a page as it is printed, down to its last line, for the README.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
# shellcheck source=tests/tools/browser.sh
. "$(dirname "$0")/browser.sh"
on_paper "$1" "280mm 176mm" "$work/page.pdf"
pdftoppm -r 110 -png -singlefile "$work/page.pdf" "${2%.png}"
