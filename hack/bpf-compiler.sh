#!/usr/bin/env bash
# In what DPDK's eBPF compiler differs from its interpreter, and that the forwarder's own does not (docs/adr/0010).
# Usage: hack/bpf-compiler.sh [RANDOM PROGRAMS]        default: 100000
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/bench-build.sh
source "$here/lib/bench-build.sh"

programs=${1:-100000}
[[ $programs =~ ^[1-9][0-9]*$ ]] || die "the number of programs is '$programs': a whole number from 1, e.g. 100000"
bench_build bpf_compiler
"$here/builder.sh" "$BENCH_BUILD/bpf_compiler" "$programs"
