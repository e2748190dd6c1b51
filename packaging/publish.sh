#!/usr/bin/env bash
# Publishes the native binaries and their libraries into artifacts/bin, only when something they are made of changed.
# Several callers at once are fine: one works, the others wait and find the work done.
set -euo pipefail
cd "$(dirname "$0")/.."

out=artifacts/bin
build=${ArtifactsPath:-$PWD/artifacts/build}
programs=(Dew.Daemon:dewd Dew.Cli:dew)

mkdir -p "$out"
exec 9>"$out/.lock"
flock 9

fingerprint=$({
    dotnet --version
    find src Directory.Build.props Directory.Packages.props global.json .editorconfig -type f \
        -not -path '*/bin/*' -not -path '*/obj/*' -not -name '*.md' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
} | sha256sum | cut -d' ' -f1)

complete=true
for program in "${programs[@]}"; do [ -x "$out/${program#*:}" ] || complete=false; done
if $complete && [ "$(cat "$out/.sources" 2>/dev/null)" = "$fingerprint" ]; then
    exit 0
fi

for program in "${programs[@]}"; do
    project=${program%:*} binary=${program#*:}
    echo "publishing $binary (native, about a minute)"
    rm -rf "$build/publish/$binary"
    dotnet publish "src/$project/$project.csproj" -c Release -o "$build/publish/$binary" -v q --nologo 9>&-
    for file in "$build/publish/$binary/$binary" "$build/publish/$binary"/*.so*; do
        case $file in *.dbg | *'*'*) continue ;; esac
        # A rename leaves a running daemon its old file.
        cp "$file" "$out/.new.$$" && mv -f "$out/.new.$$" "$out/$(basename "$file")"
    done
done
printf '%s\n' "$fingerprint" >"$out/.sources"
echo "native binaries: $out ($(cd "$out" && ls | tr '\n' ' '))"
