# shellcheck shell=sh disable=SC2154
# A MariaDB server of our own, on loopback with TLS and by a socket. To be sourced with a folder in `work`, after servers.sh.

as=
mariadb_find() {
	PATH=$PATH:/usr/sbin
	needs mariadbd mariadb-install-db mariadb openssl
	[ "$("$program" hub --stdio mariadb:// </dev/null 2>&1 | grep -c 'built without')" = 0 ] || missing 'built without libmariadb'
	# The server does not run as root.
	[ "$(id -u)" -eq 0 ] || return 0
	id mysql >/dev/null 2>&1 || missing 'root, and no user mysql'
	as=--user=mysql
}
# mariadb_make NAME: it is reached by that name, which is loopback.
mariadb_make() {
	chmod 755 "$work"
	certificates_make "$1"
	mkdir "$work/data" "$work/socket"
	[ -z "$as" ] || chown -R mysql "$work/data" "$work/socket" "$work/server.key"
	port=$((20000 + ($$ * 3) % 20000))
	# shellcheck disable=SC2086 # perhaps none
	mariadb-install-db --no-defaults $as --datadir="$work/data" --auth-root-authentication-method=normal --skip-test-db >"$work/log" 2>&1 ||
		{ cat "$work/log" >&2; exit 1; }
	mariadb_start
}
# With those of `options`.
mariadb_start() {
	# shellcheck disable=SC2086 # perhaps none
	mariadbd --no-defaults $as --datadir="$work/data" --socket="$work/socket/s" --port="$port" --bind-address=127.0.0.1 --pid-file="$work/data/pid" \
		--ssl-ca="$work/right.crt" --ssl-cert="$work/server.crt" --ssl-key="$work/server.key" --innodb-flush-log-at-trx-commit=2 \
		--innodb-buffer-pool-size=32M --innodb-log-file-size=16M ${options:-} >>"$work/log" 2>&1 &
	server=$!
	until_true "mariadb --no-defaults -u root -S $work/socket/s -e 'SELECT 1' >/dev/null 2>&1" || { cat "$work/log" >&2; exit 1; }
}
mariadb_stop() {
	[ -z "${server:-}" ] || ended "$server"
	server=
}
# sql USER DATABASE: statements on standard input.
sql() {
	mariadb --no-defaults -u "$1" -S "$work/socket/s" --batch --skip-column-names "$2"
}
