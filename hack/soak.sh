#!/usr/bin/env bash
# The forwarder's long test: configures and removes random routers (release build) and shows that nothing grows.
# Usage: hack/soak.sh [ROUTERS]        default 100000; a line every 5000
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"

routers=${1:-100000}
[[ $routers =~ ^[1-9][0-9]*$ ]] || die "the number of routers is '$routers': a whole number from 1, e.g. 100000"
build=.fairlane/build/forwarder-soak
[[ -f $ROOT_DIR/$build/build.ninja ]] ||
	step "configure the forwarder (release)" "$here/builder.sh" meson setup "$build" forwarder-image --buildtype=release
step "compile" "$here/builder.sh" meson compile -C "$build" routers_soak_test
started=$SECONDS
"$here/builder.sh" "$build/routers_soak_test" "$routers"
echo "$routers routers came and went in $((SECONDS - started)) s; nothing grew."
