#!/usr/bin/env bash
# Instructions a packet of the release build under callgrind, within 2 % of forwarder-image/bench/instructions.json.
# Usage: hack/instructions.sh [--write]      (--write: what is measured becomes the baseline)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/bench-build.sh
source "$here/lib/bench-build.sh"

bench_build bench/plain_bench
"$here/builder.sh" python3 -B forwarder-image/bench/instructions.py "$BENCH_BUILD" "$@"
