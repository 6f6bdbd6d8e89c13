# shellcheck shell=sh
# Pages on paper, by a browser without a screen: for the test of pages, and for their pictures. To be sourced; work is a directory.

# on_paper PAGE SIZE PDF: prints a page of HTML on paper of that size, as CSS names it: A4, "letter landscape".
on_paper() {
	sed "s|</style>|@page { size: $2; }\n</style>|" "$1" >"${work:?}/paper.html"
	alone=
	[ "$(id -u)" -ne 0 ] || alone=--no-sandbox # which it refuses to make for root
	rm -f "$3"
	HOME=$work timeout 120 chromium --headless $alone --disable-gpu --disable-dev-shm-usage --user-data-dir="$work/browser" \
		--no-pdf-header-footer --print-to-pdf="$3" "file://$work/paper.html" >"$work/browser.log" 2>&1 || :
	[ -s "$3" ] || { cat "$work/browser.log" >&2; return 1; }
}
# pages PDF: how many.
pages() {
	pdfinfo "$1" | sed -n 's/^Pages: *//p'
}
