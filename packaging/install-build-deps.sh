#!/usr/bin/env bash
# Installs what building, running and testing need beside the .NET SDK, on Debian 12, when it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
    make git curl openssl ca-certificates
    gcc libc6-dev zlib1g-dev   # the native AOT linker step; gcc also builds the PKCS#11 shim of the tests
    softhsm2                   # the HSM of the development appliance
    opensc                     # pkcs11-tool, to look into a token from outside
    libnss3                    # softokn, the second PKCS#11 module of the tests
    libp11-kit-dev             # PKCS#11 header for the shim and the benchmarks
    libssl3                    # what .NET's cryptography stands on
    util-linux bsdutils mount  # flock, setpriv, unshare and taskset; script; a full disk on a tmpfs
    procps tar                 # ps; tar
    zsh fish                   # the completion scripts are tried in their shells
)

fail() { printf '%s\n' "install-build-deps: $*" >&2; exit 1; }

if ! command -v dotnet >/dev/null; then
    fail "the .NET 10 SDK is missing: 'dotnet' is not on the PATH. Install it, then run this again."
fi
if ! dotnet --version >/dev/null 2>&1; then
    fail "no installed .NET SDK satisfies global.json (10.0.100 or a later 10.0 SDK): $(dotnet --version 2>&1 | head -n 1)"
fi

command -v dpkg-query >/dev/null || fail "this is not a Debian system; install what corresponds to: ${packages[*]}"

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        as_root=(sudo)
    else
        fail "missing Debian packages: ${missing[*]}
Neither root nor sudo is at hand. Run as root: apt-get update && apt-get install -y ${missing[*]}"
    fi
fi

echo "installing Debian packages: ${missing[*]}"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null >/dev/null \
    || fail "apt-get update failed"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" </dev/null \
    || fail "apt-get install failed for: ${missing[*]}"
