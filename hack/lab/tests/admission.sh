# shellcheck shell=bash disable=SC2154,SC2317 # variables of hack/lab-test.sh; functions are called by their names, through `expect`
# A pod that the kubelet refuses: functions of two NUMA nodes in one pod, under the policy single-numa-node.
torn="$manifests/torn-pool.yaml"

torn() { # JQ_FILTER on the forwarder's status
	"$kubectl" --namespace fairlane-system get forwarders -o json |
		jq -e ".items[] | select(.spec.poolRef.name == \"lab-torn\") | .status | $1"
}

torn_ready() { # JQ_FILTER on the condition Ready
	torn "(.conditions // [])[] | select(.type == \"Ready\") | $1"
}

says_what_to_change() {
	torn_ready '.status == "False" and .reason == "PodFailed" and (.message | startswith("TopologyAffinityError") and contains("make a pool for the networks of each NUMA node"))'
}

# Both networks on the first card's functions.
repair_torn_pool() {
	"$kubectl" patch forwarderpool lab-torn --type json --patch '[
		{"op": "replace", "path": "/spec/networks/1/resourceName", "value": "intel.com/vf_a"},
		{"op": "replace", "path": "/spec/networks/1/networkAttachmentDefinition/name", "value": "lab-functions"}]'
}

torn_pod_runs() {
	torn_ready '.status == "True"' && torn '.devices | length == 2 and all(.numaNode == 0)'
}

# One refused pod after another would fill the API server and the kubelet's log.
no_refused_pod_is_left() {
	(($("$kubectl" --namespace fairlane-system get pods --selector fairlane.dev/pool=lab-torn -o name | wc -l) == 1))
}

part_admission() {
	local started
	expect "a pool that asks for functions of two NUMA nodes is applied" "$kubectl" apply -f "$manifests/networks.yaml" -f "$torn"
	expect "TopologyAffinityError is a condition that says what to change" within 60 says_what_to_change
	started=$SECONDS
	expect "the pool is repaired" repair_torn_pool
	expect "its pod runs with functions of one NUMA node, without anybody's help" within 120 torn_pod_runs
	row "lab-healed-after-topology-affinity-error" "$((SECONDS - started))" "s" null null "from the repaired pool to a forwarder that is ready"
	expect "no refused pod is left" no_refused_pod_is_left
	expect "the pool is removed" "$kubectl" delete --ignore-not-found --wait --timeout=60s -f "$torn"
}
