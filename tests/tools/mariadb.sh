#!/bin/sh
# usage: mariadb.sh TIMESHEET DATA_TESTS SYNC_TESTS
# A hub at a MariaDB server of our own: the rules of every hub, over its socket; then what an account may not do, and by TLS over
# loopback whom the program believes. Exits with 77, skipped, where the server's programs are missing.
set -eu
LC_ALL=C
export LC_ALL
program=$1
data_tests=$2
sync_tests=$3
# shellcheck source=tests/tools/servers.sh
. "$(dirname "$0")/servers.sh"
# shellcheck source=tests/tools/server_mariadb.sh
. "$(dirname "$0")/server_mariadb.sh"
mariadb_find
work=$(mktemp -d)
# shellcheck disable=SC2317 # by the trap
cleanup() {
	mariadb_stop
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM
mariadb_make localhost
echo 'CREATE DATABASE sheet; CREATE DATABASE empty' | sql root mysql
"$program" hub --sql mariadb | sql root sheet || fail 'hub --sql mariadb is not understood'
for member in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	echo "CREATE USER m$member; CALL hub_enrol('m$member', '%', NULL);"
done | sql root sheet
# The last may call what members may, and is none; and may put a table before another.
echo "CREATE USER ada IDENTIFIED BY 'correct horse' REQUIRE SSL; CALL hub_enrol('ada', '%', 1000); CREATE USER bob; CALL hub_enrol('bob', '%', NULL);
	CREATE USER eve; GRANT SELECT ON empty.* TO eve; CREATE USER mallory; CALL hub_enrol('mallory', '%', NULL);
	GRANT CREATE TEMPORARY TABLES ON sheet.* TO mallory; CREATE USER gone; CALL hub_enrol('gone', '%', NULL); DELETE FROM hub_member WHERE member = 'gone'" |
	sql root sheet

# ---- the rules of every hub

TIMESHEET_TEST_MARIADB="mariadb://ROLE@/sheet?socket=$work/socket/s"
export TIMESHEET_TEST_MARIADB
"$data_tests" test_hub_mariadb >"$work/said" 2>&1 || { cat "$work/said"; fail 'the rules of every hub'; }
! grep -q SKIPPED "$work/said" || fail 'the server is not seen'
"$sync_tests" test_hubs >"$work/said" 2>&1 || { cat "$work/said"; fail 'devices by way of a server'; }
! grep -q 'SKIPPED.*by_mariadb' "$work/said" || fail 'the server is not seen by devices'

# ---- who writes beside others: numbers in their order, none twice, none left out

owner="x'08080808080808080808080808080808'"
echo "CALL hub_push($owner, x'01', '')" | sql m2 sheet >/dev/null
writers=
for writer in 1 2 3 4; do
	awk -v writer=$writer -v owner="$owner" 'BEGIN {
		for (i = 1; i <= 50; i++)
			printf "CALL hub_push(%s, 1, x\047%032x0000000141\047);\n", owner, writer * 1000 + i
	}' | sql m2 sheet >/dev/null &
	writers="$writers $!"
done
for writer in $writers; do
	wait "$writer" || fail 'one of four that write at once was refused'
done
[ "$(echo "CALL hub_fetch($owner, 0)" | sql m2 sheet | awk '$1 == NR { right++ } END { print right }')" = 200 ] || fail 'numbers have gaps'

# ---- what an account may not do, as another member and as none

owner="x'07070707070707070707070707070707'"
frame="x'0101010101010101010101010101010100000006736563726574'"
echo "CALL hub_push($owner, x'01', $frame)" | sql m1 sheet >/dev/null
# forbidden USER: each line of standard input is refused, and nothing is answered.
forbidden() {
	while read -r line; do
		! echo "$line" | sql "$1" sheet >"$work/said" 2>&1 || fail "$1 may do this: $line: $(cat "$work/said")"
		grep -q 'denied\|not a member\|quota\|Invalid role' "$work/said" || fail "$1: $line: $(cat "$work/said")"
	done
}
for user in bob eve; do
	{
		for table in frame space member about; do
			printf '%s hub_%s;\n' 'SELECT * FROM' $table 'DELETE FROM' $table 'TRUNCATE' $table
		done
		echo "UPDATE hub_space SET head = 0;"
		echo "CALL hub_enrol('$user', '%', NULL);"
		echo "CALL hub_space_lock('m1', $owner, @a, @b, @c);"
		echo 'SET ROLE m1;'
		echo 'CREATE TABLE mine (x int);'
		echo 'CREATE TEMPORARY TABLE hub_member (x int);'
		echo 'DROP TABLE hub_frame;'
		echo 'DROP PROCEDURE hub_me;'
		echo "CREATE PROCEDURE mine() SELECT 1;"
	} | forbidden $user
done
for user in eve gone; do
	forbidden $user <<-END
		CALL hub_enter($owner);
		CALL hub_push($owner, x'01', $frame);
		CALL hub_fetch($owner, 0);
		CALL hub_wipe($owner);
		CALL hub_keyring_put($owner, x'01', 0, 'ring');
	END
done
echo "CREATE USER small; CALL hub_enrol('small', '%', 5)" | sql root sheet
echo "CALL hub_push($owner, x'01', $frame);" | forbidden small
[ -z "$(echo "CALL hub_fetch($owner, 0)" | sql small sheet)" ] || fail 'what is over the quota is kept'
[ -z "$(echo "CALL hub_fetch($owner, 0)" | sql bob sheet)" ] || fail "bob reads another member's frames"
# A table of one's own before the hub's reaches no other's frames.
cat >"$work/lines" <<-END
	CREATE TEMPORARY TABLE hub_space (member VARCHAR(128), owner BINARY(16), head BIGINT, compacted BIGINT, bytes BIGINT, generation BIGINT,
		name BINARY(16), keyring BLOB);
	INSERT INTO hub_space SELECT name, $owner, 9, 9, 0, 0, NULL, NULL FROM (SELECT 'm1' AS name UNION SELECT 'mallory') AS names;
	CALL hub_fetch($owner, 0);
	CALL hub_compact($owner, 9, x'00');
	CALL hub_wipe($owner);
END
sql mallory sheet <"$work/lines" >"$work/said" 2>&1 || :
! grep -q secret "$work/said" || fail 'a temporary table gives frames of another member'
[ "$(echo "CALL hub_fetch($owner, 0)" | sql m1 sheet | wc -l)" = 1 ] || fail 'the frame is gone'

# ---- whom the program believes over a network

cat >"$work/.my.cnf" <<-END
	[client]
	password=correct horse
END
chmod 600 "$work/.my.cnf"
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
at=mariadb://ada@localhost:$port/sheet
trusted=ssl-ca=$work/right.crt
connect "$at?$trusted"
grep -q tshub "$work/answer" || fail "the right authority: $(cat "$work/error")"
connect "mysql://ada@localhost:$port/sheet?$trusted"
grep -q tshub "$work/answer" || fail "the other name of the same: $(cat "$work/error")"
refused "$at?ssl-ca=$work/wrong.crt" 'certificate verify failed\|self-signed certificate\|unable to get'
refused "$at" 'certificate verify failed\|self-signed certificate\|unable to get'
refused "mariadb://ada@127.0.0.1:$port/sheet?$trusted" 'certificate verif\|Validation of SSL server certificate failed\|does not match'
refused "mariadb://ada:secret@localhost:$port/sheet" 'belongs into ~/.my.cnf'
refused "$at?password=secret" 'belongs into ~/.my.cnf'
refused "$at?ssl-verify=0" 'neither ssl-ca=FILE nor socket=FILE'
refused "mariadb://eve@/sheet?socket=$work/socket/s" 'denied'
refused "mariadb://bob@/empty?socket=$work/socket/s" 'denied'
refused "mariadb://bob@/sheet?socket=$work/none" 'MariaDB: '
refused 'mariadb://' 'is not mariadb://'
refused "mariadb://localhost:$port/" 'is not mariadb://'
# Where there is no hub, or not for this account, that is said to the device too.
printf '[client]\nuser=root\n' >"$work/.my.cnf"
for case in "empty hub --sql mariadb" "sheet not a member"; do
	connect "mariadb:///${case%% *}?socket=$work/socket/s"
	words=${case#* }
	grep -q -- "$words" "$work/error" || fail "$case: $(cat "$work/error")"
	grep -q -- "$words" "$work/answer" || fail "$case is not said to the device"
done
# What an option file says of TLS does not make it less.
for line in 'skip-ssl' 'ssl-verify-server-cert=0' 'disable-ssl-verify-server-cert' 'loose-ssl=0'; do
	printf '[client]\npassword=correct horse\n%s\n' "$line" >"$work/.my.cnf"
	connect "$at?ssl-ca=$work/wrong.crt"
	[ ! -s "$work/answer" ] || fail "an option file with $line: the wrong authority is believed"
	connect "mariadb://ada@127.0.0.1:$port/sheet?$trusted"
	[ ! -s "$work/answer" ] || fail "an option file with $line: another name is believed"
done
printf '[client]\npassword=correct horse\nssl-ca=%s\n' "$work/right.crt" >"$work/.my.cnf"
connect "$at"
grep -q tshub "$work/answer" || fail "an authority of an option file: $(cat "$work/error")"

# ---- a link that the server ends is over, with a word

mkfifo "$work/input"
# shellcheck disable=SC2094
"$program" hub --stdio "mariadb://bob@/sheet?socket=$work/socket/s" <"$work/input" 2>"$work/error" | cat >"$work/answer" &
waiting=$!
exec 3>"$work/input"
# shellcheck disable=SC2059 # bytes
printf "$hello" >&3
until_true "tr -d '\\000' <$work/answer | grep -q tshub"
mariadb_stop
wait $waiting || :
exec 3>&-
grep -q 'MariaDB: ' "$work/error" || fail "the end of the link: $(cat "$work/error")"
grep -q 'MariaDB' "$work/answer" || fail 'the end of the link is not said to the device'

# ---- a server without TLS is none

# shellcheck disable=SC2034 # the server's
options=--skip-ssl
mariadb_start
echo 'ALTER USER ada REQUIRE NONE' | sql root sheet
refused "$at?$trusted" 'SSL\|TLS'

[ "$failed" -ne 0 ] || echo 'a hub at a server obeys the rules, its accounts and its certificate'
exit "$failed"
