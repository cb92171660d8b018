# shellcheck shell=bash disable=SC2154,SC2317 # variables of hack/lab-test.sh; functions are called by their names, through `expect`
# The router in the middle gets a pod of its own, with functions and a core of its own, and goes back; then it is deleted.

# Only a router with a pod of its own says what CPU that has.
place_middle() { # PLACEMENT
	local domu=null
	[[ $1 == Dom0 ]] || domu='{"cores": 1}'
	"$kubectl" --namespace lab patch virtualrouter middle --type merge --patch "{\"spec\": {\"placement\": \"$1\", \"domU\": $domu}}"
}

middle() { # JQ_FILTER; the router's status
	"$kubectl" --namespace lab get virtualrouter middle -o json | jq -e "$1"
}

middle_changed_to() { # PLACEMENT
	middle ".metadata.generation as \$generation | .status | .lastChange.to == \"$1\" and
		(.conditions | any(.type == \"Ready\" and .status == \"True\" and .observedGeneration == \$generation))"
}

own_forwarder() {
	"$kubectl" --namespace lab get virtualrouter middle -o jsonpath='{.status.forwarder}'
}

own_pod_exists() {
	"$kubectl" --namespace lab get pod "$own"
}

own_pod_is_gone() {
	! own_pod_exists && ! "$kubectl" --namespace fairlane-system get forwarder "$own"
}

own_pod_is_unprivileged() {
	pod_is_unprivileged lab "$own"
}

# By PCI address and by CPU: what two pods have must differ.
own_has_its_own() {
	"$kubectl" --namespace fairlane-system get forwarders -o json | jq -e --arg own "$own" --arg node "$node" '
		[.items[] | select(.spec.nodeName == $node)] | length == 3 and
		([.[].status.devices[].pciAddress] | length == 6 and (unique | length) == 6) and
		([.[].status.cpus] | (unique | length) == 3) and
		(.[] | select(.metadata.name == $own) | .status.devices | length == 2 and all(.numaNode == 0))'
}

macs_are_said_to_change() {
	middle '.status | (.lastChange | .macsChanged == true and .stoppedMillis >= 0) and (.interfaces | all(.mac))'
}

change_rows() { # FROM_TO SECONDS
	row "lab-$1" "$2" "s" null null "from kubectl patch to a router that is ready in its new place; emulated node"
	row "lab-$1-stopped" "$(middle '.status.lastChange.stoppedMillis')" "ms" null null \
		"as the status says: the longest that it may have forwarded nowhere; MACs change, announced by gratuitous ARP; emulated node"
}

change_middle() { # PLACEMENT [FROM_TO]; with rows of that name
	local started=$SECONDS
	expect "the router is asked to change to $1" place_middle "$1"
	expect "it changes and is ready" within 240 middle_changed_to "$1"
	[[ -z ${2:-} ]] || change_rows "$2" "$((SECONDS - started))"
	expect "its status says how long it stopped and that its MACs changed" within 30 macs_are_said_to_change
	expect "packets go on to arrive by its new functions" packets_go_on
}

part_domu() {
	local own
	expect "routers on functions forward" traffic_runs
	change_middle DomU dom0-to-domu
	own=$(own_forwarder)
	expect "its pod is in its namespace, $own" own_pod_exists
	expect "its pod has no privilege and no capability" own_pod_is_unprivileged
	expect "no two pods have a function or a CPU in common, and all is of one NUMA node" within 30 own_has_its_own
	change_middle Dom0 domu-to-dom0
	expect "its own pod and Forwarder are gone" within 60 own_pod_is_gone
	change_middle DomU
	own=$(own_forwarder)
	expect "the router is deleted" "$kubectl" --namespace lab delete virtualrouter middle --timeout=60s
	expect "nothing of it is left" within 60 own_pod_is_gone
	expect "another router of its name gets functions again" traffic_runs
}
