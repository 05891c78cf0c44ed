#!/bin/sh
# Installs or upgrades from the unpacked archive, as root. Run again it changes nothing that is there already, and never
# the data. For a rehearsal, or a place of one's own: PREFIX, ETC and DATA, NO_SYSTEMD=1 (no unit), NO_USER=1 (no account).
# NODE names the Node to run with where the archive has none.
set -eu
umask 022
# Of cron and of a plain `su`, where neither runuser nor useradd is on the way.
PATH=$PATH:/usr/sbin:/sbin

PREFIX=${PREFIX:-/opt/xuesai}
ETC=${ETC:-/etc/xuesai}
DATA=${DATA:-/var/lib/xuesai}
NO_SYSTEMD=${NO_SYSTEMD:-}
NO_USER=${NO_USER:-}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

say() { printf '%s\n' "$@"; }
die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# VERSION, PLATFORM, ABI, NODE_VERSION, NODE_FLOOR
. "$here/BUNDLE"

[ "$(id -u)" = 0 ] || [ -n "$NO_SYSTEMD" ] || die '请用 root 运行：sudo ./install.sh (Run it as root.)'
[ "$(id -u)" = 0 ] || NO_USER=1
[ -n "$NO_SYSTEMD" ] || [ -d /run/systemd/system ] ||
  die '这台机器没有运行 systemd；请设置 NO_SYSTEMD=1，并用自己的方式启动服务。 (No systemd runs here; set NO_SYSTEMD=1 and start the server in your own way.)'
for place in "$PREFIX" "$ETC" "$DATA"; do
  case $place in
    *[!A-Za-z0-9/._-]*) die "路径 $place 只能有字母、数字和 / . _ - (Only letters, digits and / . _ - in $place.)" ;;
    /*) ;;
    *) die "路径 $place 必须以 / 开头。 ($place must begin with /.)" ;;
  esac
done
target=$PREFIX/$VERSION
[ "$here" != "$target" ] || die "请在 $target 以外的文件夹解开安装包再运行。 (Unpack the archive elsewhere than $target.)"

(cd "$here" && sha256sum --check --quiet SHA256SUMS) ||
  die '安装包不完整，请重新复制并解开。 (The archive is damaged; copy and unpack it again.)'

if [ -z "$NO_SYSTEMD" ] && systemctl is-active --quiet xuesai; then
  die '服务正在运行。请先停止并备份，再运行一次：' '  systemctl stop xuesai' \
    "  $PREFIX/current/bin/xuesai backup create …" \
    '(The server runs. Stop it, back up, and run this again.)'
fi

# The Node that will run it.
if [ -x "$here/bin/node" ]; then
  node=$here/bin/node
else
  node=${NODE:-$(command -v node || true)}
  [ -n "$node" ] && [ -x "$node" ] ||
    die "没有找到 Node.js，需要 $NODE_FLOOR 或更高版本，或者使用带 Node 的安装包。 (Node.js $NODE_FLOOR or newer is needed, or the archive with Node.)"
  case $(readlink -f "$node") in
    /root/* | /home/*)
      [ -n "$NO_SYSTEMD" ] ||
        die "服务读不到 $node；请把 Node.js 装在系统目录，或者使用带 Node 的安装包。 (The service cannot read $node; install Node.js for the system.)"
      ;;
  esac
fi
found=$("$node" -p '[process.versions.node, process.platform + "-" + process.arch, process.versions.modules].join(" ")' 2>/dev/null) ||
  die "$node 不能在这台机器上运行；安装包是为 $PLATFORM 做的。 ($node does not run here; the archive is for $PLATFORM.)"
# shellcheck disable=SC2086 # three words
set -- $found
[ "$(printf '%s\n%s\n' "$NODE_FLOOR" "$1" | sort -V | head -n 1)" = "$NODE_FLOOR" ] ||
  die "需要 Node.js $NODE_FLOOR 或更高版本，$node 是 $1。 (Node.js $NODE_FLOOR or newer is needed; $node is $1.)"
[ "$2" = "$PLATFORM" ] ||
  die "安装包是为 $PLATFORM 做的，这台机器是 $2；请在同样的系统上重新打包。 (The archive is for $PLATFORM, this is $2; make one on a machine of the same kind.)"
# sqlite3, sharp and argon2 keep to Node-API, so another ABI may well do: whether it does is tried, not guessed.
fault=$(cd "$here" && "$node" -e 'for (const name of ["sqlite3", "sharp", "@node-rs/argon2"]) require(name)' 2>&1) ||
  die "编译好的组件在这台机器上不能用：安装包是用 Node $NODE_VERSION（ABI $ABI）做的，这里是 Node $1（ABI $3）；请用同一版本的 Node，或者在同样的系统上重新打包。" \
    "(Compiled parts do not load: made with Node $NODE_VERSION, ABI $ABI; this is Node $1, ABI $3. Use the same Node, or make the archive on a system of the same kind.)" "$fault"
[ "$3" = "$ABI" ] ||
  say "提示：安装包是用 Node $NODE_VERSION 做的，这里是 Node $1；组件可以载入。 (Made with Node $NODE_VERSION, this is $1; the compiled parts load.)"

before=$(readlink "$PREFIX/current" || true)

if [ -z "$NO_USER" ]; then
  id -u xuesai >/dev/null 2>&1 ||
    useradd --system --user-group --home-dir "$DATA" --no-create-home --shell /usr/sbin/nologin xuesai
fi
own() { [ -n "$NO_USER" ] || chown "$@"; }

mkdir -p "$PREFIX" "$ETC"
if [ ! -d "$DATA" ]; then
  mkdir -p "$DATA"
  chmod 700 "$DATA"
  own xuesai:xuesai "$DATA"
elif [ -z "$NO_USER" ] && [ "$(stat -c %u "$DATA")" != "$(id -u xuesai)" ]; then
  # A mount is there before us. An empty one is ours to give away; what lies in a full one is somebody's.
  [ -z "$(find "$DATA" -mindepth 1 -maxdepth 1 ! -name lost+found | head -n 1)" ] &&
    chown xuesai:xuesai "$DATA" 2>/dev/null && chmod 700 "$DATA" ||
    die "数据文件夹 $DATA 必须属于账号 xuesai（编号 $(id -u xuesai)）；请核对后执行 chown -R xuesai:xuesai $DATA（网络共享在提供它的机器上按编号执行），再运行一次。" \
      "($DATA must belong to the account xuesai, number $(id -u xuesai): look at what is in it, run chown -R xuesai:xuesai $DATA, for a network share by that number on the machine that exports it, and run this again.)"
fi

# Whole or not at all: what is half copied is never `current`.
rm -rf "$target.new" "$target.old"
mkdir "$target.new"
cp -R "$here/." "$target.new/"
[ -x "$target.new/bin/node" ] || ln -s "$node" "$target.new/bin/node"
fit() { sed -e "s#/opt/xuesai#$PREFIX#g" -e "s#/etc/xuesai#$ETC#g" -e "s#/var/lib/xuesai#$DATA#g" "$1"; }
fit "$here/bin/xuesai" >"$target.new/bin/xuesai"
own -R root:root "$target.new"
[ ! -e "$target" ] || mv "$target" "$target.old"
mv "$target.new" "$target"
rm -rf "$target.old"
ln -s "$VERSION" "$PREFIX/current.new"
mv -T "$PREFIX/current.new" "$PREFIX/current"

if [ ! -e "$ETC/xuesai.env" ]; then
  fit "$here/deploy/xuesai.env.example" >"$ETC/xuesai.env"
  chmod 640 "$ETC/xuesai.env"
  own root:xuesai "$ETC/xuesai.env"
fi

if [ -z "$NO_SYSTEMD" ]; then
  fit "$here/deploy/xuesai.service" >/etc/systemd/system/xuesai.service
  systemctl daemon-reload
  start='systemctl enable --now xuesai'
  look='journalctl -u xuesai -n 60 -o cat'
else
  start="cd $PREFIX/current && bin/node --env-file=$ETC/xuesai.env --max-semi-space-size=64 --enable-source-maps dist/server/main.js"
  look=''
fi

say '' "学赛 $VERSION 已安装到 $target"
if [ -n "$before" ]; then
  say "  升级自 $before；数据在 $DATA，没有改动。启动时数据库会升级，请确认已经备份：" \
    "    $PREFIX/current/bin/xuesai backup create …"
fi
say "  1. 查看设置 $ETC/xuesai.env" "  2. 启动   $start"
[ -z "$look" ] || say "  3. 首次启动的网址和一次性设置码：$look"
say '' "Xuesai $VERSION is installed in $target"
if [ -n "$before" ]; then
  say "  Upgraded from $before; the data in $DATA is untouched. The database is migrated at the start: have a backup first."
fi
say "  1. look through $ETC/xuesai.env" "  2. start with: $start"
[ -z "$look" ] || say "  3. addresses and the set-up code of the first start: $look"
say "  $PREFIX/current/docs/operations.md"
