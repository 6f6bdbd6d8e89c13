#!/bin/sh
# usage: page.sh PROGRAM
# The page of report --html, in a real browser: a week and a month print on one page of A4 and of Letter, with nothing beside the paper;
# long lists go over pages under their headings; and the checker of the W3C (vnu, of npm) finds nothing wrong in it. Exits with 77,
# skipped, where browser or checker is missing.
set -eu
program=${1:?usage: page.sh PROGRAM}
# shellcheck source=tests/tools/servers.sh
. "$(dirname "$0")/servers.sh"
needs chromium pdfinfo pdftotext java npm
checker=$(npm root -g)/vnu-jar/build/dist/vnu.jar
[ -f "$checker" ] || missing 'there is no vnu-jar: npm install -g vnu-jar'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
# shellcheck source=tests/tools/browser.sh
. "$(dirname "$0")/browser.sh"
mkdir -m 700 "$work/run"
LC_ALL=C.UTF-8 TIMESHEET_DB=$work/data/t.db TIMESHEET_PASSWORD_FILE=$work/password XDG_RUNTIME_DIR=$work/run XDG_STATE_HOME=$work/state
TZ=CET-1CEST,M3.5.0,M10.5.0/3
export LC_ALL TIMESHEET_DB TIMESHEET_PASSWORD_FILE XDG_RUNTIME_DIR XDG_STATE_HOME TZ
unset TIMESHEET_USER || :
printf 'correct horse battery\n' >"$work/password"
chmod 600 "$work/password"
"$program" register 'Ada <Lovelace> & "Co"' >/dev/null 2>&1 || "$program" register ada >/dev/null 2>&1

# Every day of October 2024 but two, twelve activities, some of them long, one with markup; comments with tags.
awk 'BEGIN {
	split("acme: parser|acme: offer for the second half of the year|support <b>&amp;</b>|café: 茶|standup|email & triage|reading|" \
		"review|a_word_that_is_long_and_can_nowhere_be_broken|travel|planning|admin", texts, "|")
	print "start,end,activity,comment"
	for (day = 1; day <= 31; day++) {
		at = 480
		for (i = 0; i < 7 && day != 11 && day != 12; i++) {
			seed = (seed * 1103515245 + 12345) % 2147483648
			until = at + 20 + int(seed / 65536) % 100
			printf "2024-10-%02d %02d:%02d:%02d,2024-10-%02d %02d:%02d:00,\"%s\",\"%s\"\n", day, at / 60, at % 60, seed % 60, day,
				until / 60, until % 60, texts[int(seed / 256) % 12 + 1], i % 2 ? "" : "#core and #client=x <i>"
			at = until
		}
	}
}' >"$work/logs.csv"
"$program" import --format csv "$work/logs.csv" >/dev/null 2>&1
"$program" target --from 2024-10-01 38:30 >/dev/null
"$program" mark 2024-10-11 holiday >/dev/null
"$program" mark 2024-10-12 sick --half >/dev/null
printf 'a note <b>\n\n%s\n' "$(seq -s ' ' 400)" | "$program" note 2024-10-02 --stdin >/dev/null

# on_one_page NAME SIZE: and no word stands beside it.
on_one_page() {
	on_paper "$work/$1.html" "$2" "$work/$1.pdf" || { fail "$1 on $2: not printed"; return; }
	[ "$(pages "$work/$1.pdf")" = 1 ] || fail "$1 on $2: $(pages "$work/$1.pdf") pages"
	pdftotext -bbox "$work/$1.pdf" "$work/$1.words"
	awk -v page="$1 on $2" '
		function of(name) { match($0, name "=\"[0-9.]*"); return substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 2) + 0 }
		/<page/ { width = of("width"); height = of("height") }
		/<word/ { words++; if (of("xMin") < 20 || of("xMax") > width - 20 || of("yMax") > height - 20) { print page ": beside the paper: " $0; bad = 1 } }
		END { exit bad || words < 60 }' "$work/$1.words" >&2 || fail "$1 on $2: words are missing or cut"
}

"$program" report 2024-10-14..2024-10-20 --html >"$work/week.html"
"$program" report 2024-10 --html >"$work/month.html"
"$program" report 2024-10 --html --decimal --round 15 --by day,project >"$work/days.html"
"$program" report 2024 --html --only '#core' >"$work/year.html"
"$program" report 2024-10 --html --by tag,week --round 30:up >"$work/tags.html"
for paper in A4 letter; do
	on_one_page week $paper
	on_one_page year "$paper landscape"
	on_one_page month "$paper landscape"
	on_one_page tags $paper
	on_one_page days $paper
done
pdftotext -layout "$work/month.pdf" - >"$work/month.text"
grep -q 'Signature' "$work/month.text" || fail 'a month: no line to sign on'
sum=$("$program" report 2024-10 --by activity,month | sed -n 's/^ work  *\([0-9:]*\)  *[0-9:]*$/\1/p')
grep -q "$sum" "$work/month.text" || fail "a month: its work, $sum, is not on the page"

# Lists go over pages, each under its heading, and no heading of a day stands alone.
"$program" report 2024-10 --html --logs --notes >"$work/long.html"
on_paper "$work/long.html" A4 "$work/long.pdf"
count=$(pages "$work/long.pdf")
[ "$count" -ge 4 ] || fail "logs of a month: $count pages"
page=2
while [ "$page" -lt "$count" ]; do
	pdftotext -layout -f $page -l $page "$work/long.pdf" "$work/page.text"
	grep -q '^ *Time  *Activity  *Length' "$work/page.text" || grep -q '^ *Notes' "$work/page.text" || fail "page $page of the logs: no heading"
	sed '/^[[:space:]]*$/d' "$work/page.text" | tail -n 1 | grep -Eq '^ *(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [0-9]+ Oct 2024' && fail "page $page ends with the heading of a day"
	page=$((page + 1))
done

java -jar "$checker" --stdout "$work"/week.html "$work"/month.html "$work"/days.html "$work"/year.html "$work"/tags.html "$work"/long.html >"$work/said" 2>&1 ||
	fail "the checker: $(head -n 5 "$work/said")"
# The checker is known to see what is wrong.
sed 's|</table>||' "$work/week.html" >"$work/wrong.html"
if java -jar "$checker" "$work/wrong.html" >/dev/null 2>&1; then fail 'the checker takes anything'; fi
# shellcheck disable=SC2154 # servers.sh sets it
[ "$failed" -eq 0 ] || exit 1
echo "10 pages of paper, $count pages of logs, 6 pages checked"
figure 'The page' 'Pages of a week, a month and a year, printed by a browser, and checked by the W3C checker' 16 pages 0 'cut, or wrong HTML'
