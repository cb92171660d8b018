#!/usr/bin/env bash
# Builds DPDK's l3fwd example with the distribution's DPDK; runs in the forwarder's build root.
# A ring gives no packet types, so the packets have theirs from the start (feed.c) and the example does not ask the port.
# Usage: build.sh EXAMPLES_FOLDER PROGRAM
set -euo pipefail
examples=$1 program=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$examples"/l3fwd/*.[ch] "$work"
sed -i -e 's/if (l3fwd_lkp.check_ptype(portid))/if (true)/' \
	-e 's/rte_eal_mp_remote_launch(l3fwd_lkp.main_loop/bench_feed();\n\t&/' \
	-e 's/^#include "l3fwd.h"/&\nvoid bench_feed(void);/' "$work/main.c"
for change in 'if (true)' 'bench_feed();' 'void bench_feed(void);'; do
	grep -qF "$change" "$work/main.c" || { echo "l3fwd's main.c is not as expected: no place for '$change'" >&2; exit 1; }
done
# shellcheck disable=SC2046 # flags are words
gcc -O3 -DALLOW_EXPERIMENTAL_API -D_GNU_SOURCE -I"$work" -I"$examples/common" -I"$here/../.." -I"$here/../../src" \
	-o "$program" "$work"/main.c "$work"/l3fwd_*.c "$here/feed.c" "$here/../frame.c" "$here/../fail.c" $(pkg-config --cflags --libs libdpdk) -lpthread
