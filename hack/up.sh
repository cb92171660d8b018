#!/usr/bin/env bash
# `make up`: from a bare machine to virtual routers that forward real traffic. Each step is skipped or quick when nothing changed.
# Usage: hack/up.sh [--no-check]        --no-check: without the traffic at the end (the end-to-end tests send their own)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"

build_operator() {
	local stamp="$STATE_DIR/operator.sha256" now
	now=$(tree_hash "$ROOT_DIR/pom.xml" "$ROOT_DIR/crds" "$ROOT_DIR/operator/placement" "$ROOT_DIR/operator/click" \
		"$ROOT_DIR/operator/manager")
	[[ -f $ROOT_DIR/operator/manager/target/fairlane-operator-runner.jar && $(cat "$stamp" 2>/dev/null) == "$now" ]] && return
	(cd "$ROOT_DIR" && JAVA_HOME=$("$here/java-home.sh") mvn -B -ntp -q -DskipTests -pl operator/manager -am package) || return
	echo "$now" >"$stamp"
}

install_chart() {
	local values="$ROOT_DIR/hack/values-embedded.yaml" digest
	digest=$(sha256sum <"$STATE_DIR/images/operator.id" | cut -c1-12)
	"$TOOLS_DIR/helm" upgrade --install fairlane "$ROOT_DIR/helm/fairlane" --namespace fairlane-system --create-namespace \
		--values "$values" --set-string "podAnnotations.fairlane\.dev/images=$digest" --wait --timeout 180s
}

# The tag stays the same, so a pod that runs an image of before is made anew; ready: configured and forwarding.
renew_forwarders() {
	local kubectl=("$TOOLS_DIR/kubectl" --namespace fairlane-system) id pod outdated
	id=$(cat "$STATE_DIR/images/forwarder.id") || return
	outdated=$("${kubectl[@]}" get pods --selector app.kubernetes.io/name=fairlane-forwarder -o json | jq -r --arg id "${id#sha256:}" \
		'.items[] | select(.status.containerStatuses[0].imageID // $id | endswith($id) | not) | .metadata.name') || return
	for pod in $outdated; do
		"${kubectl[@]}" delete pod "$pod" &&
			"${kubectl[@]}" wait "pod/$pod" --for=create --timeout=60s &&
			"${kubectl[@]}" wait "pod/$pod" --for=condition=Ready --timeout=120s || return
	done
}

apply_samples() {
	local file
	for file in namespaces networks pool routers; do
		"$TOOLS_DIR/kubectl" apply -f "$ROOT_DIR/samples/$file.yaml" || return
	done
	# A pod cannot be changed: when its manifest was, it is made anew.
	"$TOOLS_DIR/kubectl" apply --force --grace-period=0 -f "$ROOT_DIR/samples/hosts.yaml"
}

wait_for_routers() {
	"$TOOLS_DIR/kubectl" wait virtualrouters --all --all-namespaces --for=condition=Ready --timeout=180s &&
		"$TOOLS_DIR/kubectl" wait pods --all --namespace tenant-a --for=condition=Ready --timeout=60s &&
		"$TOOLS_DIR/kubectl" wait pods --all --namespace tenant-b --for=condition=Ready --timeout=60s
}

started=$SECONDS
"$here/prerequisites.sh"
"$here/build-tools.sh"
step "build the operator" build_operator
"$here/cluster.sh" up
"$here/images.sh"
KUBECONFIG=$("$here/cluster.sh" kubeconfig)
export KUBECONFIG
step "install the chart" install_chart
step "renew forwarders of an earlier image" renew_forwarders
step "apply samples/" apply_samples
step "wait for the routers" wait_for_routers
[[ ${1:-} == --no-check ]] || "$here/check-traffic.sh"
echo "Fairlane is up after $((SECONDS - started)) s. Next: export KUBECONFIG=$KUBECONFIG"
