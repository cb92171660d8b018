#!/usr/bin/env bash
# The forwarder's tests in its build root, with the address and undefined-behaviour sanitizers.
# Usage: hack/test-c.sh [TEST...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"

build=.fairlane/build/forwarder
[[ -f $ROOT_DIR/$build/build.ninja ]] ||
	step "configure the forwarder" "$here/builder.sh" meson setup "$build" forwarder-image -Db_sanitize=address,undefined -Db_lundef=false
step "compile the forwarder" "$here/builder.sh" meson compile -C "$build"
"$here/builder.sh" meson test -C "$build" --print-errorlogs "$@"
