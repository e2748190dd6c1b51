#!/usr/bin/env bash
# Starts a development appliance on a directory, shows the main job on a real file with the real binaries, then serves
# until Ctrl-C. ONCE=1: stop after the main job. Every step is shown; a step that fails ends this with its exit code.
#
#   packaging/run-dev.sh [DIR]        DIR keeps the appliance's whole state; the next run continues on it
set -euo pipefail
cd "$(dirname "$0")/.."

dir=${1:-artifacts/dev}
file_size=$((128 * 1024 * 1024))
bin=$PWD/artifacts/bin
export PATH="$bin:$PATH"

daemon=
demo=
finish() {
    local code=$?
    trap - EXIT INT TERM
    if [ -n "$daemon" ] && kill -TERM "$daemon" 2>/dev/null; then
        wait "$daemon" || { local ended=$?; [ "$code" -ne 0 ] || code=$ended; }
    fi
    [ -n "$demo" ] && rm -rf "$demo"
    [ "$code" -eq 0 ] || echo "run: failed with exit code $code; the appliance is stopped, its state is kept in $dir" >&2
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
show() {
    printf '$ %s\n' "$*"
    "$@"
}
seconds_since() { awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }'; }
rate() { awk -v bytes="$1" -v s="$2" 'BEGIN { printf "%.0f MB/s", bytes / 1e6 / (s > 0 ? s : 0.01) }'; }

# a job of its own process group, so that Ctrl-C while it serves reaches the daemon and not make
set -m
say "A development appliance on $dir"
mkdir -p "$(dirname "$dir")"
[ -d "$dir" ] || mkdir -m 700 "$dir"
dir=$(cd "$dir" && pwd)
ready=$(mktemp -u "${TMPDIR:-/tmp}/dew-ready-XXXXXX")
mkfifo -m 600 "$ready"
printf '$ dewd --dev %s --http 127.0.0.1:0 --https 127.0.0.1:0\n' "$dir"
dewd --dev "$dir" --http 127.0.0.1:0 --https 127.0.0.1:0 >"$ready" </dev/null &
daemon=$!
exec 7<"$ready"
rm -f "$ready"
line=
while IFS= read -r -t 60 line <&7; do
    printf '%s\n' "$line"
    case $line in READY*) break ;; esac
done
case $line in
    READY*) ;;
    *) echo "run: dewd did not become ready" >&2; exit 1 ;;
esac
printf '%s\n' "$line" >"$dir/READY" # says where the network listeners are
export DEW_SOCKET=$dir/dew.sock
show dew status

say "Keys: made in the HSM, stored only wrapped"
ensure_key() {
    local alias=$1 spec=$2 usage=$3
    if dew key show "$alias" >/dev/null 2>&1; then
        echo "$alias is there from an earlier run"
    else
        show dew key create "$alias" --spec "$spec" --usage "$usage"
    fi
}
ensure_key demo-files AES_256 ENCRYPT_DECRYPT
ensure_key demo-signing EC_P256 SIGN_VERIFY
ensure_key demo-signing-rsa RSA_3072 SIGN_VERIFY
show dew key list --spec ALL

demo=$(mktemp -d "$PWD/artifacts/demo-XXXXXX")
cd "$demo"
say "A real file: the first 128 MiB of this machine's .NET SDK and system libraries, as a tar"
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
{ tar -cf - -C / "${sdk#/}" usr/lib usr/bin 2>/dev/null || true; } | head -c "$file_size" >real.tar
size=$(stat -c %s real.tar)
show ls -l real.tar
[ "$size" -ge 100000000 ] || { echo "run: only $size bytes could be gathered, 100000000 are needed" >&2; exit 1; }

say "Encrypted, decrypted, compared"
begun=$EPOCHREALTIME
show dew encrypt real.tar --key demo-files --output real.tar.dew
took=$(seconds_since "$begun")
echo "encrypted $(stat -c %s real.tar.dew) bytes in $took s, $(rate "$size" "$took")"
begun=$EPOCHREALTIME
show dew decrypt real.tar.dew --output back.tar
took=$(seconds_since "$begun")
echo "decrypted $(stat -c %s back.tar) bytes in $took s, $(rate "$size" "$took")"
show cmp real.tar back.tar
echo "the same, byte for byte"

say "One byte changed: refused, and nothing bad is left behind"
cp real.tar.dew damaged.dew
printf 'X' | dd of=damaged.dew bs=1 seek=$((size / 2)) conv=notrunc status=none
printf '$ dew decrypt damaged.dew --output damaged.tar\n'
code=0
dew decrypt damaged.dew --output damaged.tar || code=$?
[ "$code" -eq 4 ] || { echo "run: a damaged file ended with $code instead of 4" >&2; exit 1; }
[ ! -e damaged.tar ] || { echo "run: plaintext of a damaged file was left behind" >&2; exit 1; }

say "Signed in the HSM, verified with dew and, with the public key, by openssl"
show dew sign real.tar --key demo-signing --output real.sig
show dew verify real.tar --key demo-signing --signature real.sig
show dew key public-key demo-signing --output signing.pem
show openssl dgst -sha256 -verify signing.pem -signature real.sig real.tar
show dew sign real.tar --key demo-signing-rsa --output real-rsa.sig
show dew verify real.tar --key demo-signing-rsa --signature real-rsa.sig
show dew key public-key demo-signing-rsa --output signing-rsa.pem
show openssl dgst -sha256 -sigopt rsa_padding_mode:pss -verify signing-rsa.pem -signature real-rsa.sig real.tar
cd - >/dev/null
rm -rf "$demo"
demo=

if [ -n "${ONCE:-}" ]; then
    say "Done (ONCE is set, so the appliance stops here)"
    exit 0
fi

say "Serving until Ctrl-C. In another terminal:"
cat <<NEXT
  export PATH="$bin:\$PATH" DEW_SOCKET="$DEW_SOCKET"
  dew key list --spec ALL
  dew encrypt FILE --key demo-files
  dew --help
NEXT
fg %1 >/dev/null && code=0 || code=$?
daemon=
[ "$code" -eq 0 ] && printf '\nstopped; the state is kept in %s\n' "$dir"
exit "$code"
