# shellcheck shell=bash disable=SC2154,SC2317 # variables of hack/lab-test.sh; functions are called by their names, through `expect`
# What happens to a node: its kubelet starts again; its device plugin is late, and a pod starts before it.

in_guest() { # COMMAND...
	"$lab_script" ssh "$@"
}

boot_id() {
	"$kubectl" --namespace fairlane-system get forwarder "lab-$node" -o jsonpath='{.status.bootId}'
}

node_is_ready() {
	"$kubectl" wait "node/$node" --for=condition=Ready --timeout=2s && [[ $(allocatable intel.com/vf_a) == "$LAB_VFS" ]]
}

allocatable() { # RESOURCE
	"$kubectl" get node "$node" -o json | jq -r --arg name "$1" '.status.allocatable[$name] // "0"'
}

# The plugin's own start waits for the kubelet's socket, so its functions are gone for a moment.
kubelet_comes_back() {
	in_guest systemctl restart kubelet && within 120 node_is_ready
}

same_boot() { # BOOT_ID
	[[ $(boot_id) == "$1" ]]
}

functions_are_withdrawn() {
	[[ $(allocatable intel.com/vf_a) == 0 ]]
}

stop_plugin() {
	in_guest systemctl stop sriov-device-plugin && within 60 functions_are_withdrawn
}

says_that_functions_lack() {
	"$kubectl" --namespace fairlane-system get forwarder "lab-$node" -o json |
		jq -e '.status.conditions[] | select(.type == "Ready") | .status == "False" and (.message | contains("Insufficient intel.com/vf_a"))'
}

part_life() {
	local boot started
	expect "routers on functions forward" traffic_runs
	boot=$(boot_id)
	expect "the kubelet starts again, and the node offers its functions" kubelet_comes_back
	expect "packets go on to arrive" packets_go_on
	expect "the forwarder is the same process" same_boot "$boot"
	expect "the device plugin stops, and the node offers no functions" stop_plugin
	expect "packets go on to arrive without it" packets_go_on
	expect "the forwarder's pod is deleted" "$kubectl" --namespace fairlane-system delete pod "$(forwarder_pod lab)" --wait=false
	expect "the forwarder says which functions lack" within 90 says_that_functions_lack
	started=$SECONDS
	expect "the device plugin starts late" in_guest systemctl start sriov-device-plugin
	expect "packets arrive again, without anybody's help" packets_go_on
	row "lab-healed-after-late-device-plugin" "$((SECONDS - started))" "s" null null "from the plugin's start to 1000 packets through the new pod's functions"
}
