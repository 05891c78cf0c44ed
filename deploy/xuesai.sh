#!/bin/sh
# Commands for whoever looks after an installed server: bin/xuesai backup | audit | bank | operator …
# With the settings of the service and as its account; relative paths are from the folder one stands in.
set -eu
ETC=/etc/xuesai
# Of cron and of a plain `su`, where neither runuser nor useradd is on the way.
PATH=$PATH:/usr/sbin:/sbin
here=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
case "${1:-}" in
  audit | backup | bank | operator) ;;
  *)
    echo '用法 Usage: xuesai audit|backup|bank|operator …' >&2
    exit 2
    ;;
esac
command=$1
shift
set -- "$here/bin/node" --env-file="$ETC/xuesai.env" "$here/dist/server/cli/$command.js" "$@"
# What root writes into the data folder the service could not read afterwards.
if [ "$(id -u)" = 0 ] && id -u xuesai >/dev/null 2>&1; then exec runuser -u xuesai -- "$@"; fi
exec "$@"
