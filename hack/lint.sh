#!/usr/bin/env bash
# Checks that need no build: shell scripts and the format of C sources. (Java is checked by Maven, the chart by helm/tests.)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"

lint_shell() {
	local scripts
	mapfile -t scripts < <(cd "$ROOT_DIR" && find hack helm forwarder-image .ci operator/kubectl-fairlane/bin -type f \
		\( -name '*.sh' -o -path '.ci/run' -o -path '*/bin/*' \) | sort)
	(cd "$ROOT_DIR" && shellcheck -x "${scripts[@]}")
}

lint_c() {
	"$here/builder.sh" bash -c 'find forwarder-image -name "*.[ch]" | sort | xargs clang-format --dry-run --Werror'
}

step "shellcheck" lint_shell
step "clang-format" lint_c
