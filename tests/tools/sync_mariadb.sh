#!/bin/sh
# usage: sync_mariadb.sh TIMESHEET README
# The README's lines for a MariaDB server, at one of our own with TLS: a day logged on two devices, one of them away for a while, one
# killed. Exits with 77, skipped, where there is no server.
set -eu
# shellcheck source=tests/tools/devices.sh
. "$(dirname "$0")/devices.sh"
# shellcheck source=tests/tools/server_mariadb.sh
. "$(dirname "$0")/server_mariadb.sh"
# shellcheck disable=SC2317 # by the trap
cleanup() {
	mariadb_stop
	cleanup_devices
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM
mariadb_find
# The name of the README's server would have to be known to this machine: another one stands in its place.
mariadb_make localhost
for device in desk laptop; do
	printf '[client]\npassword=correct horse\nport=%s\nssl-ca=%s\n' "$port" "$work/right.crt" >"$work/$device/.my.cnf"
done
hub_start() {
	mariadb_start
}
hub_stop() {
	mariadb_stop
}
reach() {
	:
}

# Its owner makes it a hub, by the README's lines too.
mkdir "$work/owner"
printf '[client]\nuser=root\nsocket=%s\n' "$work/socket/s" >"$work/owner/.my.cnf"
echo 'CREATE DATABASE sheet' | sql root mysql
env HOME="$work/owner" PATH="$search" sh -c "$(readme_line 'hub --sql mariadb')" >"$work/said" 2>&1 || fail "the README's line: $(cat "$work/said")"
echo "CREATE USER ada IDENTIFIED BY 'correct horse' REQUIRE SSL" | sql root sheet
sed -n "/^timesheet hub --sql mariadb/s/.*\(CALL hub_enrol([^)]*)\).*/\1/p" "$readme" | sql root sheet

add=$(readme_line 'sync add mariadb' | sed 's|@[^/]*/|@localhost/|')
day_on_both "$add" "timesheet join ${add##* }"
chaos 'by MariaDB'

# One of this machine has a name in what is said.
does laptop 'timesheet sync remove'
says 1 'the hub at localhost has ended' laptop "timesheet sync add 'mariadb://ada@/sheet?socket=/none'"

[ $failed -ne 0 ] || echo "a day on two devices by MariaDB: $(wc -l <"$work/acknowledged") logs, on both the same"
exit $failed
