#!/usr/bin/env bash
# End-to-end tests on the running embedded cluster. Usage: hack/test-e2e.sh [Maven arguments, e.g. -Dit.test=KillsE2E]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/cluster-env.sh
source "$here/lib/cluster-env.sh"
# shellcheck source=hack/lib/processes.sh
source "$here/lib/processes.sh"

KUBECONFIG=$("$here/cluster.sh" kubeconfig)
export KUBECONFIG FAIRLANE_TOOLS_DIR="$TOOLS_DIR"
cd "$ROOT_DIR"
# skipTests: what e2e is built from has its tests elsewhere; the profile runs the stories all the same.
# On CPU 0, as everything else that is not a forwarder: the exclusive core stays the forwarder's. Pools on shared cores take
# all that the cluster's share of the machine leaves them, so the tests are on the inside.
join_control_plane || die "the tests cannot join the control groups of the cluster"
JAVA_HOME=$("$here/java-home.sh") taskset -c 0 mvn -B -ntp -pl e2e -am -DskipTests -Pe2e verify "$@"
