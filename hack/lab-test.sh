#!/usr/bin/env bash
# `make lab-test`: the lab's node, and routers on its virtual functions with real packets. Writes build/results/lab.json.
# Needs `make lab`. Usage: hack/lab-test.sh [PART...]; a part is a file of hack/lab/tests with a function part_NAME.
# shellcheck disable=SC2034,SC2317 # variables and functions of the parts
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/cluster-env.sh
source "$here/lib/cluster-env.sh"
# shellcheck source=hack/lab/env.sh
source "$here/lab/env.sh"
PARTS=(node routers domu admission life)
KUBECONFIG=$("$here/cluster.sh" kubeconfig)
export KUBECONFIG
kubectl="$TOOLS_DIR/kubectl"
lab_script="$here/lab.sh"
manifests="$here/lab/manifests"
node="$LAB_NODE"
results="$ROOT_DIR/build/results/lab.json"
# shellcheck source=hack/lab/tests/expect.sh
source "$here/lab/tests/expect.sh"
# shellcheck source=hack/lab/tests/traffic.sh
source "$here/lab/tests/traffic.sh"
# shellcheck source=hack/lab/tests/node.sh
source "$here/lab/tests/node.sh"
# shellcheck source=hack/lab/tests/routers.sh
source "$here/lab/tests/routers.sh"
# shellcheck source=hack/lab/tests/domu.sh
source "$here/lab/tests/domu.sh"
# shellcheck source=hack/lab/tests/admission.sh
source "$here/lab/tests/admission.sh"
# shellcheck source=hack/lab/tests/life.sh
source "$here/lab/tests/life.sh"

# The sample pool takes every Linux node; it keeps to the one that it has, so that only these tests use the lab's.
admit_pods() {
	if "$kubectl" get forwarderpool edge >/dev/null 2>&1; then
		"$kubectl" patch forwarderpool edge --type merge --patch '{"spec": {"nodeSelector": {"kubernetes.io/hostname": "fairlane-1"}}}' || return 1
	fi
	"$kubectl" uncordon "$node"
}

remove_all() {
	"$kubectl" delete --ignore-not-found --wait --timeout=60s -f "$manifests/torn-pool.yaml" && remove_traffic && "$kubectl" cordon "$node"
}

[[ $# -gt 0 ]] || set -- "${PARTS[@]}"
for part in "$@"; do
	[[ " ${PARTS[*]} " == *" $part "* ]] || die "there is no part $part: ${PARTS[*]} are"
done
started=$SECONDS
"$lab_script" status >/dev/null
expect "pods may come to the node" admit_pods
for part in "$@"; do
	echo "$part"
	"part_$part"
done
expect "what was applied is removed" remove_all
write_results "$results"
echo "build/results/lab.json; $((SECONDS - started)) s"
exit "$((failures > 0))"
