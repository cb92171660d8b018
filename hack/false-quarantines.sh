#!/usr/bin/env bash
# Runs healthy paths for an hour, under stops, stalls and a competing process, and counts those that the watchdog stopped.
# Usage: hack/false-quarantines.sh [MINUTES]        default 60; a line a minute
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/bench-build.sh
source "$here/lib/bench-build.sh"

minutes=${1:-60}
[[ $minutes =~ ^[1-9][0-9]*$ ]] || die "the number of minutes is '$minutes': a whole number from 1, e.g. 60"
bench_build benchmarks
"$here/builder.sh" python3 -B forwarder-image/bench/disturb.py "$BENCH_BUILD" "$(tree_hash "$ROOT_DIR/forwarder-image")" 0 "$minutes"
