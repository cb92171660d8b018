# shellcheck shell=bash disable=SC2154,SC2317 # variables of hack/lab-test.sh; functions are called by their names, through `expect`
# The node itself: its functions, and what a pod on it can reach and be reached by.

node_has_functions() {
	"$kubectl" get node "$node" -o json |
		jq -e --arg count "$LAB_VFS" '.status.allocatable["intel.com/vf_a"] == $count and .status.allocatable["intel.com/vf_b"] == $count'
}

boot_row() {
	local attempts seconds
	read -r attempts seconds <"$STATE_DIR/lab/boot"
	row "lab-boot" "$seconds" "s" null null \
		"power-on to $((2 * LAB_VFS)) allocatable functions; attempt $attempts: in those before, an emulated timer stood still"
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

part_node() {
	expect "the node has $LAB_VFS virtual functions of each card" within 60 node_has_functions
	boot_row
	expect "an ordinary pod is applied" apply_traffic
	expect "the logs of a pod on the node are read" within 120 logs_are_read
	expect "a command is run in a pod on the node" within 30 command_is_run
	expect "a pod on the node reaches the operator by its Service" within 30 operator_is_reached
}
