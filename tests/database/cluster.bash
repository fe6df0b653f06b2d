# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash

# A private PostgreSQL cluster for a test, sourced by those that need one:
#
#   find_postgres         the directory of its programs in $bindir (PG_BINDIR chooses it), or ends the test as skipped
#   start_cluster [SETTING…]  starts it; listens on a unix socket in $work, a directory that goes when the script ends
#   cron_settings         the settings that load pg_cron, into the array $cron; none where it is not installed
#   lay_ground DATABASE   makes there what every Supabase project has before anything moves in
#   statement ROLE …      psql as a role, quiet, ends at the first mistake
#
# psql may be of another version than the server, and a server may come without.

set -euo pipefail

find_postgres ()
{
  bindir=${PG_BINDIR:-$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)}
  if [ ! -x "$bindir/postgres" ]; then
    echo 'PostgreSQL is not installed' >&2
    exit 77
  fi
  psql=$bindir/psql
  if [ ! -x "$psql" ]; then
    psql=$(command -v psql) || { echo 'psql is not installed' >&2; exit 77; }
  fi
  # the tests must not lean on the time zone or the language of the machine
  export LC_ALL=C.UTF-8
  unset PGHOST PGPORT PGUSER PGDATABASE PGSERVICE PGOPTIONS PGTZ
}

finish_cluster ()
{
  if [ -e "$work/data/postmaster.pid" ]; then
    "${as_server[@]}" "$bindir"/pg_ctl -D "$work/data" -m immediate -w stop >/dev/null
  fi
  rm -rf "$work"
}

cron_settings ()
{
  cron=()
  if [ -x "$bindir/pg_config" ] && [ -e "$("$bindir"/pg_config --pkglibdir)/pg_cron.so" ]; then
    cron=(shared_preload_libraries=pg_cron cron.database_name=postgres cron.use_background_workers=on)
  fi
}

start_cluster ()
{
  local setting settings=''
  for setting in "$@"; do
    settings+=" -c $setting"
  done
  # PostgreSQL refuses root.
  as_server=()
  work=$(mktemp -d)
  if [ "$(id -u)" -eq 0 ]; then
    as_server=(runuser -u postgres --)
    chown postgres "$work"
  fi
  trap finish_cluster EXIT

  cd "$work"
  "${as_server[@]}" "$bindir"/initdb -D "$work/data" -A trust -U supabase_admin -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  "${as_server[@]}" "$bindir"/pg_ctl -D "$work/data" -l "$work/log" -w start >/dev/null \
    -o "-c listen_addresses='' -c unix_socket_directories='$work' -c fsync=off -c wal_level=logical$settings" \
    || { cat "$work/log" >&2; exit 1; }
  export PGHOST=$work PGDATABASE=postgres
}

statement ()
{
  "$psql" -qX -v ON_ERROR_STOP=1 -o /dev/null -U "$@"
}

lay_ground ()
{
  local file
  for file in "${source_root:?}"/src/backend/bootstrap/*.sql; do
    statement supabase_admin -d "$1" -f "$file"
  done
}
