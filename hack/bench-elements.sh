#!/usr/bin/env bash
# What each class of elements costs (a part of `make bench`): writes build/results/elements.json, and without --quick
# forwarder-image/bench/elements.tsv and the page made of it, docs/reference/elements/README.md.
# Usage: hack/bench-elements.sh [--quick]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/bench-build.sh
source "$here/lib/bench-build.sh"

CATALOGUE=operator/click/src/main/resources/dev/fairlane/click/elements.json
bench_build benchmarks
"$here/builder.sh" python3 -B forwarder-image/bench/elements.py "$BENCH_BUILD" "$@"
if [[ " $* " != *" --quick "* ]]; then
	step "compile what writes the page" "$here/builder.sh" ninja -C "$BENCH_BUILD" click_generate
	"$here/builder.sh" "$BENCH_BUILD/click_generate" write "$CATALOGUE" docs/reference/elements forwarder-image/bench/elements.tsv
fi
