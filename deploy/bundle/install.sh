#!/bin/sh
# Installs Muster from this bundle, without a network: proves every file, puts this version beside the former ones, turns the link.
# 离线安装师册：逐一校验文件，与旧版本并存放置，再切换到本版本。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-/opt/muster}
version=$(cat "$here/VERSION")

cd "$here"
if ! sha256sum --check --quiet SHA256SUMS; then
  echo "安装包不完整或被改动，未安装任何内容。请重新复制。" >&2
  echo "The bundle is not whole or was changed; nothing was installed. Copy it again." >&2
  exit 1
fi

release="$target/releases/$version"
mkdir -p "$target/releases"
if [ ! -e "$release" ]; then
  rm -rf "$release.partial"
  cp -R -P -p "$here/release" "$release.partial"
  mv "$release.partial" "$release"
fi
ln -sfn "releases/$version" "$target/current"

# One line for each program: the release's own Node first, data outside of the releases, settings from one file.
write() {
  cat > "$target/$1" <<SCRIPT
#!/bin/sh
set -a
MUSTER_DATA=\${MUSTER_DATA:-$target/data}
if [ -r "$target/settings" ]; then . "$target/settings"; fi
PATH="$target/current/node/bin:\$PATH"
set +a
cd "$target/current/app"
exec node $2 "\$@"
SCRIPT
  chmod 755 "$target/$1"
}
write muster 'bin/muster.js'
write start '--import tsx bin/start.ts'
if [ ! -e "$target/settings" ]; then
  (umask 077 && printf '# NAME=value, see README.md\nMUSTER_DEMO=0\n' > "$target/settings")
fi

echo "已安装 installed: $version ($target/current)"
echo "启动 start: $target/start    命令 commands: $target/muster    设置 settings: $target/settings"
echo "旧版本 former versions: $(ls "$target/releases" | grep -v -x "$version" | tr '\n' ' ')"
