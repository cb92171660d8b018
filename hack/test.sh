#!/usr/bin/env bash
# `make test`: every test, from the quickest to those with real pods; stops at the first that fails.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"

started=$SECONDS
phase() {
	local phase_started=$SECONDS text=$1
	shift
	echo "== $text"
	"$@"
	echo "== $text: $((SECONDS - phase_started)) s"
}

phase "prerequisites" "$here/prerequisites.sh"
phase "binaries of the embedded cluster" "$here/build-tools.sh"
phase "lint" "$here/lint.sh"
phase "forwarder tests (ASan, UBSan)" "$here/test-c.sh"
phase "instructions a packet" "$here/instructions.sh"
phase "Java unit and integration tests" env FAIRLANE_TOOLS_DIR="$TOOLS_DIR" JAVA_HOME="$("$here/java-home.sh")" mvn -B -ntp -f "$ROOT_DIR/pom.xml" verify
phase "chart tests" "$ROOT_DIR/helm/tests/run.sh"
if "$here/cluster.sh" status 2>/dev/null | grep -q ' pid '; then
	echo "== the embedded cluster's own tests: skipped, because a cluster is up ('make down' first)"
else
	phase "the embedded cluster's own tests" "$here/tests/cluster-test.sh"
fi
phase "bring up the embedded cluster" "$here/up.sh"
phase "end-to-end tests" "$here/test-e2e.sh"
phase "the chart's life on the embedded cluster" env KUBECONFIG="$("$here/cluster.sh" kubeconfig)" \
	"$ROOT_DIR/helm/tests/lifecycle.sh" --namespace fairlane-lifecycle
echo "All tests passed in $((SECONDS - started)) s."
