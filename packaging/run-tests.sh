#!/usr/bin/env bash
# Builds once, publishes the native binaries once, runs the test suites, and ends with one line
# "N passed, N failed, N skipped" added up over all of them. Exit code 0 only when nothing failed.
#
#   packaging/run-tests.sh [SUITE ...]     e.g. Dew.Core.Tests; without a name, all
#
# A suite is a project tests/*.Tests. Suites that drive the published binaries from outside
# (Dew.Integration.Tests) start when those exist; the others run while the native compiler works.
set -uo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
build=${ArtifactsPath:-$PWD/artifacts/build}
results=$build/test-results
from_outside=" Dew.Integration.Tests "

suites=()
if [ $# -gt 0 ]; then
    suites=("$@")
else
    for project in tests/*.Tests/*.Tests.csproj; do suites+=("$(basename "$project" .csproj)"); done
fi

rm -rf "$results" && mkdir -p "$results"
started=$SECONDS
step() { printf '== %s (%d s)\n' "$*" $((SECONDS - started)); }

step "build"
# The solution is built even for one suite: a warning anywhere is an error.
if ! dotnet build DewAppliance.sln -c Release -v q --nologo -clp:NoSummary; then
    echo "run-tests: the build failed" >&2
    echo "0 passed, 1 failed"
    exit 1
fi

# Runs one suite; its output goes to a file and is shown whole only when something went wrong.
run_suite() {
    local suite=$1 log=$results/$1.log begun=$SECONDS code
    local program
    program=$(find "$build/bin/$suite" -path '*release*' -name "$suite" -type f -perm -u+x 2>/dev/null | head -n 1)
    if [ -z "$program" ]; then
        echo "run-tests: no built program for $suite" >"$log"
        code=127
    else
        "$program" -noColor -noLogo -result-xml "$results/$suite.xml" >"$log" 2>&1 </dev/null
        code=$?
    fi
    printf '%s\n' "$code" >"$results/$suite.code"
    if [ "$code" -ne 0 ]; then
        printf -- '---- %s: exit code %d\n' "$suite" "$code"
        tail -n 400 "$log"
    fi
    printf '%-26s %s  (%d s)\n' "$suite" "$(sed -n 's/^ *[A-Za-z.0-9]* *\(Total: .*\), Time: .*/\1/p' "$log" | tail -n 1)" $((SECONDS - begun))
}

inside=() outside=()
for suite in "${suites[@]}"; do
    case $from_outside in *" $suite "*) outside+=("$suite") ;; *) inside+=("$suite") ;; esac
done

published=0
if [ ${#outside[@]} -gt 0 ]; then
    step "publish and suites"
    packaging/publish.sh >"$results/publish.log" 2>&1 &
    publishing=$!
else
    step "suites"
    publishing=
fi

[ ${#inside[@]} -gt 0 ] && for suite in "${inside[@]}"; do run_suite "$suite"; done

if [ -n "$publishing" ]; then
    if ! wait "$publishing"; then
        cat "$results/publish.log"
        published=1
    fi
    step "the native binaries from outside"
    for suite in "${outside[@]}"; do run_suite "$suite"; done
fi

# What is added up comes from the result files; a suite that ended without one counts as a failure.
passed=0 failed=0 skipped=0
attribute() { grep -o '<assembly [^>]*>' "$2" | head -n 1 | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p"; }
for suite in "${suites[@]}"; do
    xml=$results/$suite.xml code=$(cat "$results/$suite.code" 2>/dev/null || echo 1)
    if [ ! -s "$xml" ]; then
        echo "run-tests: $suite left no results (exit code $code)" >&2
        failed=$((failed + 1))
        continue
    fi
    p=$(attribute passed "$xml") f=$(attribute failed "$xml") s=$(attribute skipped "$xml") e=$(attribute errors "$xml")
    passed=$((passed + ${p:-0})) skipped=$((skipped + ${s:-0}))
    bad=$((${f:-0} + ${e:-0}))
    if [ "$bad" -eq 0 ] && [ "$code" -ne 0 ]; then bad=1; fi
    failed=$((failed + bad))
done
failed=$((failed + published))

if [ "$skipped" -gt 0 ]; then
    echo "skipped:"
    for suite in "${suites[@]}"; do
        sed -n 's/^ *\([^ ].*\) \[SKIP\]$/  \1/p' "$results/$suite.log" 2>/dev/null
    done | sort | uniq -c | sort -rn | head -n 40
fi
step "done"
if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then
    echo "run-tests: no test ran" >&2
    failed=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
