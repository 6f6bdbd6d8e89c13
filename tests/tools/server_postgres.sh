# shellcheck shell=sh disable=SC2154
# A PostgreSQL server of our own, on loopback with TLS and by a socket. To be sourced with a folder in `work`, after servers.sh.

# The server does not run as root.
as=
# The programs, and who runs them.
postgres_find() {
	binaries=
	for directory in "$(pg_config --bindir 2>/dev/null || :)" /usr/lib/postgresql/*/bin; do
		[ ! -x "$directory/initdb" ] || binaries=$directory
	done
	[ -n "$binaries" ] || missing 'PostgreSQL (initdb) is not installed'
	PATH=$binaries:$PATH
	needs psql openssl setpriv
	[ "$("$program" hub --stdio postgres:// </dev/null 2>&1 | grep -c 'built without')" = 0 ] || missing 'built without libpq'
	[ "$(id -u)" -eq 0 ] || return 0
	id postgres >/dev/null 2>&1 || missing 'root, and no user postgres'
	as='setpriv --reuid=postgres --regid=postgres --clear-groups'
}
# postgres_make NAME: it is reached by that name, which is loopback.
postgres_make() {
	chmod 755 "$work"
	mkdir "$work/data" "$work/socket"
	certificates_make "$1"
	[ -z "$as" ] || chown -R postgres "$work/data" "$work/socket" "$work/server.key"
	port=$((20000 + $$ % 20000))
	$as initdb -D "$work/data" -U admin -A trust --no-sync >/dev/null
	cat >"$work/data/pg_hba.conf" <<-END
		local all all trust
		hostssl all all 127.0.0.1/32 scram-sha-256
	END
	postgres_start
}
postgres_start() {
	# shellcheck disable=SC2086 # a list of words
	$as pg_ctl -D "$work/data" -w -l "$work/data/log" -o "-p $port -k $work/socket -c listen_addresses=127.0.0.1 -c ssl=on \
		-c ssl_cert_file=$work/server.crt -c ssl_key_file=$work/server.key -c fsync=off -c shared_buffers=16MB" start >/dev/null ||
		{ cat "$work/data/log" >&2; exit 1; }
}
postgres_stop() {
	# shellcheck disable=SC2086 # a list of words
	[ ! -f "$work/data/postmaster.pid" ] || $as pg_ctl -D "$work/data" -m immediate stop >/dev/null 2>&1 || :
}
# sql ROLE DATABASE: statements on standard input.
sql() {
	psql -X -q -v ON_ERROR_STOP=1 -h "$work/socket" -p "$port" -U "$1" -d "$2" -tA
}
