#!/usr/bin/env bash
# `make bench`: measures every row of the forwarder's design table, both sides of each, and writes build/results/bench.json
# and docs/performance.md. An interrupted run goes on where it was when the forwarder's sources are the same.
# Usage: hack/bench.sh [--quick] [--only NAME,...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/bench-build.sh
source "$here/lib/bench-build.sh"
# shellcheck source=hack/lib/hugepages.sh
source "$here/lib/hugepages.sh"

EXAMPLES=.fairlane/bench/examples
MEMORY_MIB=256

# DPDK's examples, out of the distribution's package.
examples_fetch() {
	mkdir -p "$ROOT_DIR/.fairlane/bench"
	FAIRLANE_ROOT=measure "$here/builder.sh" cp -rT /usr/share/dpdk/examples "$EXAMPLES"
}

l3fwd_build() {
	[[ -f $ROOT_DIR/$EXAMPLES/l3fwd/main.c ]] || examples_fetch || return 1
	"$here/builder.sh" forwarder-image/bench/l3fwd/build.sh "$EXAMPLES" "$BENCH_BUILD/l3fwd"
}

bench_build benchmarks
missing=()
step "build DPDK's l3fwd example" l3fwd_build || missing=(--l3fwd-missing "DPDK's l3fwd example could not be built here")
hugepages_take "$MEMORY_MIB"
((HUGEPAGES_MIB)) || echo "  no hugepages: ordinary pages on both sides"
"$here/builder.sh" python3 -B forwarder-image/bench/run.py "$BENCH_BUILD" "$(tree_hash "$ROOT_DIR/forwarder-image")" "$HUGEPAGES_MIB" \
	"${missing[@]}" "$@"
[[ " $* " == *" --only "* ]] || "$here/bench-elements.sh" "$@"
