#!/bin/sh
# usage: postgres.sh TIMESHEET DATA_TESTS SYNC_TESTS
# A hub at a PostgreSQL server of our own: the rules of every hub, over its socket; then what a role may not do, and by TLS over
# loopback whom the program believes. Exits with 77, skipped, where the server's programs are missing.
set -eu
LC_ALL=C
export LC_ALL
program=$1
data_tests=$2
sync_tests=$3

# shellcheck source=tests/tools/servers.sh
. "$(dirname "$0")/servers.sh"
# shellcheck source=tests/tools/server_postgres.sh
. "$(dirname "$0")/server_postgres.sh"
postgres_find
work=$(mktemp -d)
# shellcheck disable=SC2317 # by the trap
cleanup() {
	postgres_stop
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM
postgres_make localhost
echo 'CREATE DATABASE sheet; CREATE DATABASE empty' | tr ';' '\n' | while read -r line; do echo "$line" | sql admin postgres; done
"$program" hub --sql | sql admin sheet || fail 'hub --sql is not understood'
for role in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	echo "CREATE ROLE m$role LOGIN; SELECT hub.enrol('m$role');"
done | sql admin sheet >/dev/null
echo "CREATE ROLE ada LOGIN PASSWORD 'correct horse'; SELECT hub.enrol('ada', 1000); CREATE ROLE bob LOGIN; SELECT hub.enrol('bob'); CREATE ROLE eve LOGIN" |
	sql admin sheet >/dev/null

# ---- the rules of every hub

TIMESHEET_TEST_POSTGRES="postgresql:///sheet?host=$work/socket&port=$port&user=ROLE"
export TIMESHEET_TEST_POSTGRES
"$data_tests" test_hub_postgres >"$work/said" 2>&1 || { cat "$work/said"; fail 'the rules of every hub'; }
! grep -q SKIPPED "$work/said" || fail 'the server is not seen'
"$sync_tests" test_hubs >"$work/said" 2>&1 || { cat "$work/said"; fail 'devices by way of a server'; }
! grep -q 'SKIPPED.*by_postgresql' "$work/said" || fail 'the server is not seen by devices'

# ---- who writes beside others: numbers in their order, none twice, none left out

owner="decode('08080808080808080808080808080808', 'hex')"
writers=
for writer in 1 2 3 4; do
	awk -v writer=$writer -v owner="$owner" 'BEGIN {
		for (i = 1; i <= 50; i++)
			printf "SELECT hub.push(%s, \047d\047, ARRAY[decode(\047%032x\047, \047hex\047)], ARRAY[\047A\047::bytea]);\n", owner, writer * 1000 + i
	}' | sql m2 sheet >/dev/null &
	writers="$writers $!"
done
for writer in $writers; do
	wait "$writer" || fail 'one of four that write at once was refused'
done
[ "$(echo "SELECT number FROM hub.fetch($owner, 0)" | sql m2 sheet | awk '$1 == NR { right++ } END { print right }')" = 200 ] || fail 'numbers have gaps'

# ---- what a role may not do, as another member and as none

owner="'\\x07070707070707070707070707070707'"
sql m1 sheet >/dev/null <<-END
	SELECT hub.push($owner, 'd', ARRAY['\\x01010101010101010101010101010101'::bytea], ARRAY['secret'::bytea]);
END
# forbidden ROLE: each line of standard input is refused, and nothing is answered.
forbidden() {
	cat >"$work/lines"
	psql -X -q -v VERBOSITY=terse -h "$work/socket" -p "$port" -U "$1" -d sheet -tA <"$work/lines" >"$work/said" 2>&1 || :
	refusals=$(grep -c 'ERROR: .*\(permission denied\|not a member\|may not\|must be\|quota\)' "$work/said" || :)
	# shellcheck disable=SC2015 # both must hold
	[ "$refusals" -eq "$(wc -l <"$work/lines")" ] && [ "$(wc -l <"$work/said")" -eq "$refusals" ] ||
		fail "$1 may do one of these: $(cat "$work/lines" "$work/said")"
}
for role in bob eve; do
	{
		for table in frame space member about; do
			printf '%s hub.%s;\n' 'SELECT * FROM' $table 'DELETE FROM' $table 'TRUNCATE' $table
		done
		echo "UPDATE hub.space SET head = 0;"
		echo "SELECT hub.enrol('$role');"
		echo 'SET ROLE ada;'
		echo 'SET SESSION AUTHORIZATION ada;'
		echo 'CREATE TABLE hub.mine (x int);'
		echo 'DROP TABLE hub.frame;'
		echo "SELECT hub.space_of($owner);"
	} | forbidden $role
done
forbidden eve <<-END
	SELECT hub.push($owner, 'd', ARRAY[]::bytea[], ARRAY[]::bytea[]);
	SELECT * FROM hub.fetch($owner, 0);
	SELECT hub.wipe($owner);
END
forbidden ada <<-END
	SELECT hub.push($owner, 'd', ARRAY['\\x01010101010101010101010101010101'::bytea], ARRAY[convert_to(repeat('x', 1001), 'UTF8')]);
END
[ "$(echo "SELECT count(*) FROM hub.fetch($owner, 0)" | sql bob sheet)" = 0 ] || fail "bob reads another member's frames"
# A function of one's own does not stand in for the hub's tables.
echo "CREATE TEMP TABLE space AS SELECT 1 AS id; SELECT count(*) FROM hub.fetch($owner, 0)" | sql bob sheet >"$work/said" 2>&1 || :
[ "$(tail -n 1 "$work/said")" = 0 ] || fail "a temporary table: $(cat "$work/said")"
[ "$(echo "SELECT count(*) FROM hub.fetch($owner, 0)" | sql m1 sheet)" = 1 ] || fail 'the frame is gone'

# ---- whom the program believes over a network

printf 'localhost:%s:*:ada:correct horse\n127.0.0.1:%s:*:ada:correct horse\n' "$port" "$port" >"$work/pass"
chmod 600 "$work/pass"
PGPASSFILE=$work/pass
export PGPASSFILE
hello='\055\000\000\000\001tshub\n\001\000\000\000\000\00077777777777777771111111111111111'
# connect ADDRESS: what the hub says to a greeting, and on standard error.
connect() {
	# shellcheck disable=SC2059 # bytes
	printf "$hello" | HOME=$work "$program" hub --stdio "$1" 2>"$work/error" | tr -d '\000' >"$work/answer" || :
}
refused() {
	connect "$1"
	[ ! -s "$work/answer" ] || fail "$1: was answered"
	grep -q -- "$2" "$work/error" || fail "$1: expected '$2', got: $(cat "$work/error")"
}
# Where there is no hub, or not for this role, that is said to the device too.
for case in 'empty&user=bob hub --sql' 'sheet&user=eve permission denied'; do
	connect "postgresql:///?host=$work/socket&port=$port&dbname=${case%% *}"
	words=${case#* }
	grep -q -- "$words" "$work/error" || fail "$case: $(cat "$work/error")"
	grep -q -- "$words" "$work/answer" || fail "$case is not said to the device"
done
at=postgres://ada@localhost:$port/sheet
connect "$at?sslrootcert=$work/right.crt"
grep -q tshub "$work/answer" || fail "the right authority: $(cat "$work/error")"
refused "$at?sslrootcert=$work/wrong.crt" 'certificate verify failed'
refused "$at" 'root certificate file'
refused "$at?sslmode=disable" 'root certificate file'
refused "$at?sslmode=prefer&sslrootcert=$work/wrong.crt" 'certificate verify failed'
refused "postgres://ada@127.0.0.1:$port/sheet?sslrootcert=$work/right.crt" 'does not match host name'
refused "postgres://ada:secret@localhost:$port/sheet" 'belongs into ~/.pgpass'
refused "postgresql:///sheet?host=$work/socket&port=$((port + 1))&user=bob" 'PostgreSQL: '
refused 'postgres://[' 'PostgreSQL: '

# ---- a link that the server ends is over, with a word, while nothing is asked of it

mkfifo "$work/input"
# shellcheck disable=SC2094
"$program" hub --stdio "postgresql:///sheet?host=$work/socket&port=$port&user=bob" <"$work/input" 2>"$work/error" | cat >"$work/answer" &
exec 3>"$work/input"
# shellcheck disable=SC2059 # bytes
printf "$hello" >&3
tries=0
until [ "$(echo "SELECT count(*) FROM pg_stat_activity WHERE usename = 'bob' AND query LIKE 'LISTEN%'" | sql admin sheet)" = 1 ]; do
	tries=$((tries + 1))
	[ $tries -lt 200 ] || { fail 'the hub does not listen'; break; }
done
echo "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'bob'" | sql admin sheet >/dev/null
wait
exec 3>&-
grep -q 'terminating connection\|server closed\|connection' "$work/error" || fail "the end of the link: $(cat "$work/error")"
grep -q 'PostgreSQL' "$work/answer" || fail 'the end of the link is not said to the device'

[ $failed -ne 0 ] || echo 'a hub at a server obeys the rules, its roles and its certificate'
exit $failed
