#!/usr/bin/env bash
# `make paper`: the figures of "Fairness Issues in Software Virtual Routers" on the forwarder: build/results/paper.json, a CSV
# and a PNG for each figure, docs/paper.md. An interrupted run goes on where it was when the forwarder's sources are the same.
# Usage: hack/paper.sh [--quick]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/bench-build.sh
source "$here/lib/bench-build.sh"
# shellcheck source=hack/lib/hugepages.sh
source "$here/lib/hugepages.sh"

MEMORY_MIB=256

bench_build benchmarks
hugepages_take "$MEMORY_MIB"
"$here/builder.sh" python3 -B forwarder-image/bench/paper.py "$BENCH_BUILD" "$(tree_hash "$ROOT_DIR/forwarder-image")" \
	"$HUGEPAGES_MIB" "$@"
FAIRLANE_ROOT=measure "$here/builder.sh" python3 -B forwarder-image/bench/plot.py
printf '\nbuild/results/paper.json, docs/paper.md\n'
