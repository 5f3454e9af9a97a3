#!/bin/sh
# Tries a bundle as a closed network would have it: as root, `sh rehearse.sh ARCHIVE`. Unpacks, installs, starts, signs in, backs up and
# restores, as a user without rights and in a network namespace that holds nothing but itself.
set -eu
archive=$(realpath "$1")
port=${PORT:-3000}
place=$(mktemp -d /tmp/muster-rehearsal-XXXXXX)
trap 'rm -rf "$place"' EXIT
chmod 755 "$place"
tar -xzf "$archive" -C "$place"
mkdir "$place/opt" "$place/backups" "$place/other"
chown -R nobody "$place"

cat > "$place/try.sh" <<'TRY'
set -eu
place=$1 port=$2
export HOME="$place" PORT="$port"
node() { "$place/opt/current/node/bin/node" "$@"; }
sh "$place"/muster-*/install.sh "$place/opt"
echo MUSTER_DEMO=1 >> "$place/opt/settings"
"$place/opt/start" > "$place/start.log" 2>&1 &
started=$!
tries=0
until node -e "fetch('http://127.0.0.1:$port/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 120 ]; then cat "$place/start.log"; exit 1; fi
  sleep 1
done
echo "ready after $tries s"
node -e "
const [username, password] = require('fs').readFileSync('$place/opt/current/app/samples/demo/accounts.csv', 'utf8').split('\n')[1].split(',');
const headers = { 'content-type': 'application/json', accept: 'application/json' };
fetch('http://127.0.0.1:$port/tokens', { method: 'POST', headers, body: JSON.stringify({ username, password }) })
  .then((answer) => { console.log('sign-in:', answer.status); process.exit(answer.status === 201 ? 0 : 1); });"
"$place/opt/muster" backup "$place/backups"
kill -TERM "$started" && wait "$started" || true
cp "$place/opt/data/secret" "$place/other/secret"
MUSTER_DATA="$place/other" "$place/opt/muster" restore "$place"/backups/*.backup
echo 'the bundle works without a network'
TRY
unshare --net sh -c 'ip link set lo up && exec setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups sh "$1/try.sh" "$1" "$2"' - "$place" "$port"
