#!/usr/bin/env bash
# `make lab-test`: the lab's node and a router on its virtual functions, with real packets. Writes build/results/lab.json.
# Needs `make lab`.
# shellcheck disable=SC2317 # functions are called by their names, through `expect`
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
KUBECONFIG=$("$here/cluster.sh" kubeconfig)
export KUBECONFIG
kubectl="$TOOLS_DIR/kubectl"
node=fairlane-lab
packets_wanted=1000
results="$ROOT_DIR/build/results/lab.json"
rows=()
failures=0

row() { # NAME VALUE UNIT GOAL HOLDS NOTE; GOAL and HOLDS as JSON
	rows+=("$(jq -nc --arg name "$1" --argjson value "$2" --arg unit "$3" --argjson goal "$4" --argjson holds "$5" --arg note "$6" \
		'{name: $name, value: $value, unit: $unit, low: null, high: null, goal: $goal, holds: $holds, note: $note}')")
}

expect() { # SENTENCE COMMAND...
	local sentence=$1 started=$SECONDS output
	shift
	if output=$("$@" 2>&1); then
		printf 'ok      %-76s %3d s\n' "$sentence" "$((SECONDS - started))"
	else
		printf 'FAILED  %s\n%s\n' "$sentence" "$(tail -n 20 <<<"$output")"
		failures=$((failures + 1))
	fi
}

within() { # SECONDS COMMAND...: until it succeeds
	local deadline=$((SECONDS + $1))
	shift
	until "$@"; do
		((SECONDS < deadline)) || return 1
		sleep 0.5
	done
}

node_has_functions() {
	"$kubectl" get node "$node" -o json | jq -e '.status.allocatable["intel.com/vf_a"] == "4" and .status.allocatable["intel.com/vf_b"] == "4"'
}

# The sample pool takes every Linux node; it keeps to the one that it has, so that only these tests use the lab's.
admit_pods() {
	if "$kubectl" get forwarderpool edge >/dev/null 2>&1; then
		"$kubectl" patch forwarderpool edge --type merge --patch '{"spec": {"nodeSelector": {"kubernetes.io/hostname": "fairlane-1"}}}' || return 1
	fi
	"$kubectl" uncordon "$node"
}

forwarder_pod() { # POOL
	"$kubectl" --namespace fairlane-system get pods --selector "fairlane.dev/pool=$1" -o jsonpath='{.items[0].metadata.name}'
}

# The forwarder's own counters of the path that comes in by the interface, through the API server and the kubelet's node.
metric() { # POOL ROUTER INTERFACE RESULT
	"$kubectl" get --raw "/api/v1/namespaces/fairlane-system/pods/$(forwarder_pod "$1"):8080/proxy/metrics" |
		awk -v router="router=\"lab/$2\"" -v interface="interface=\"$3\"" -v result="result=\"$4\"" \
			'index($0, "fairlane_router_path_packets_total{") == 1 && index($0, router) && index($0, interface) && index($0, result) {print $2; found = 1}
			END {if (!found) print 0}'
}

routers_are_ready() {
	"$kubectl" wait virtualrouters --all --namespace lab --for=condition=Ready --timeout=60s
}

packets_arrive() {
	(($(metric lab-traffic sink in received) >= packets_wanted)) && (($(metric lab middle wan sent) >= packets_wanted))
}

logs_are_read() {
	"$kubectl" --namespace lab logs host | grep -x 'the host is up'
}

command_is_run() {
	[[ $("$kubectl" --namespace lab exec host -- uname -n) == host ]]
}

# By the name's address: the guest's pods use the host's translation of Services, and no DNS.
operator_is_reached() {
	local address
	address=$("$kubectl" --namespace fairlane-system get service fairlane-operator -o jsonpath='{.spec.clusterIP}:{.spec.ports[0].port}')
	"$kubectl" --namespace lab exec host -- curl --silent --fail --max-time 10 "http://$address/q/health/ready" | jq -e '.status == "UP"'
}

# As the pool's documents promise: no capability, no privilege, another user than root.
pod_is_unprivileged() {
	"$kubectl" --namespace fairlane-system get pod "$(forwarder_pod lab)" -o json | jq -e '
		.spec.securityContext.runAsNonRoot and .spec.securityContext.seccompProfile.type == "Localhost" and
		(.spec.containers[0].securityContext | .allowPrivilegeEscalation == false and .capabilities == {"drop": ["ALL"]})'
}

functions_are_shown() {
	"$kubectl" --namespace fairlane-system get forwarder "lab-$node" -o json |
		jq -e '.status.devices | length == 2 and all(.pciAddress and .numaNode == 0 and .driver == "net_e1000_igb_vf")'
}

remove() {
	"$kubectl" delete --ignore-not-found --wait --timeout=60s -f "$here/lab/manifests/host.yaml" -f "$here/lab/manifests/routers.yaml" -f "$here/lab/manifests/pools.yaml" \
		-f "$here/lab/manifests/networks.yaml" && "$kubectl" cordon "$node"
}

measure_rate() {
	local before after started=$SECONDS
	before=$(metric lab middle wan sent)
	sleep 10
	after=$(metric lab middle wan sent)
	row "lab-forwarded-rate" "$(((after - before) / (SECONDS - started)))" "packets/s" null null \
		"2000 a second are offered; under emulation, one host CPU for the whole guest: no speed of anything real"
}

boot_row() {
	local attempts seconds
	read -r attempts seconds <"$STATE_DIR/lab/boot"
	row "lab-boot" "$seconds" "s" null null "power-on to eight allocatable functions; attempt $attempts: in those before, an emulated timer stood still"
}

write_results() {
	mkdir -p "$(dirname "$results")"
	printf '%s\n' "${rows[@]}" | jq -s . >"$results"
}

started=$SECONDS
"$here/lab.sh" status >/dev/null
expect "the node has eight virtual functions" within 60 node_has_functions
expect "pods may come to the node" admit_pods
boot_row
pods_started=$SECONDS
expect "networks, pools and routers are applied" "$kubectl" apply -f "$here/lab/manifests/networks.yaml" -f "$here/lab/manifests/pools.yaml" \
	-f "$here/lab/manifests/routers.yaml" -f "$here/lab/manifests/host.yaml"
expect "the routers are ready" within 240 routers_are_ready
row "lab-routers-ready" "$((SECONDS - pods_started))" "s" null null "from kubectl apply: two pods with functions, three routers; emulated node"
expect "the forwarder's pod has no privilege and no capability" pod_is_unprivileged
expect "the forwarder's status shows its functions and their NUMA node" functions_are_shown
expect "packets pass from a function to a function, through the router, and arrive" within 120 packets_arrive
arrived=$(metric lab-traffic sink in received)
row "lab-packets-through-functions" "$arrived" "packets" "$packets_wanted" "$( ((arrived >= packets_wanted)) && echo true || echo false)" \
	"source, router and sink on four virtual functions of an emulated igb, two unprivileged pods"
measure_rate
expect "the logs of a pod on the node are read" within 60 logs_are_read
expect "a command is run in a pod on the node" within 30 command_is_run
expect "a pod on the node reaches the operator by its Service" within 30 operator_is_reached
expect "what was applied is removed" remove
write_results
echo "build/results/lab.json; $((SECONDS - started)) s"
exit "$((failures > 0))"
