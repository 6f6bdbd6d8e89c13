#!/bin/sh
# usage: sync_postgres.sh TIMESHEET README
# The README's lines for a PostgreSQL server, at one of our own with TLS: a day logged on two devices, one of them away for a while, one
# killed. Exits with 77, skipped, where there is no server.
set -eu
# shellcheck source=tests/tools/devices.sh
. "$(dirname "$0")/devices.sh"
# shellcheck source=tests/tools/server_postgres.sh
. "$(dirname "$0")/server_postgres.sh"
# shellcheck disable=SC2317 # by the trap
cleanup() {
	postgres_stop
	cleanup_devices
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM
postgres_find

# The README's server is loopback, by what libpq takes from its environment beside an address; its name is proven all the same.
name=$(readme_line 'sync add postgres' | sed 's|.*@\([^/]*\)/.*|\1|')
postgres_make "$name"
search=$work/bin:$PATH
printf '%s:*:*:ada:correct horse\n' "$name" >"$work/pass"
chmod 600 "$work/pass"
surroundings="PGHOSTADDR=127.0.0.1 PGPORT=$port PGSSLROOTCERT=$work/right.crt PGPASSFILE=$work/pass"
hub_start() {
	postgres_start
}
hub_stop() {
	postgres_stop
}
reach() {
	:
}

# Its owner makes it a hub, by the README's lines too.
echo 'CREATE DATABASE sheet' | sql admin postgres
administrator() {
	env PGHOST="$work/socket" PGPORT="$port" PGUSER=admin PATH="$search" sh -c "$1"
}
administrator "$(readme_line 'hub --sql')" >"$work/said" 2>&1 || fail "the README's line: $(cat "$work/said")"
echo "CREATE ROLE ada LOGIN PASSWORD 'correct horse'" | sql admin sheet
sed -n "/^timesheet hub --sql/s/.*\(SELECT hub.enrol([^)]*)\).*/\1/p" "$readme" | sql admin sheet >/dev/null

add=$(readme_line 'sync add postgres')
day_on_both "$add" "timesheet join ${add##* }"
hub_process() {
	head -n 1 "$work/data/postmaster.pid"
}
chaos 'by PostgreSQL' 'postgres'

[ $failed -ne 0 ] || echo "a day on two devices by PostgreSQL: $(wc -l <"$work/acknowledged") logs, on both the same"
exit $failed
