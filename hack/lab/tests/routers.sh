# shellcheck shell=bash disable=SC2154,SC2317 # variables of hack/lab-test.sh; functions are called by their names, through `expect`
# Routers of a dom0 on virtual functions, with real packets.

# As the pool's documents promise: no capability, no privilege, another user than root.
pod_is_unprivileged() { # NAMESPACE POD
	"$kubectl" --namespace "$1" get pod "$2" -o json | jq -e '
		.spec.securityContext.runAsNonRoot and .spec.securityContext.seccompProfile.type == "Localhost" and
		(.spec.containers[0].securityContext | .allowPrivilegeEscalation == false and .capabilities == {"drop": ["ALL"]})'
}

dom0_is_unprivileged() {
	pod_is_unprivileged fairlane-system "$(forwarder_pod lab)"
}

functions_are_shown() { # FORWARDER
	"$kubectl" --namespace fairlane-system get forwarder "$1" -o json |
		jq -e '.status.devices | length == 2 and all(.pciAddress and .numaNode == 0 and .driver == "net_e1000_igb_vf")'
}

packets_arrive() {
	sink_has "$packets_wanted" && (($(metric lab middle wan sent) >= packets_wanted))
}

measure_rate() {
	local before after started=$SECONDS
	before=$(metric lab middle wan sent)
	sleep 10
	after=$(metric lab middle wan sent)
	row "lab-forwarded-rate" "$(((after - before) / (SECONDS - started)))" "packets/s" null null \
		"2000 a second are offered; under emulation, one host CPU for the whole guest: no speed of anything real"
}

part_routers() {
	local started=$SECONDS arrived
	expect "networks, pools and routers are applied" apply_traffic
	expect "the routers are ready" within 240 routers_are_ready
	row "lab-routers-ready" "$((SECONDS - started))" "s" null null "from kubectl apply: two pods with functions, three routers; emulated node"
	expect "the forwarder's pod has no privilege and no capability" dom0_is_unprivileged
	expect "the forwarder's status shows its functions and their NUMA node" functions_are_shown "lab-$node"
	expect "packets pass from a function to a function, through the router, and arrive" within 120 packets_arrive
	arrived=$(sink_received)
	row "lab-packets-through-functions" "$arrived" "packets" "$packets_wanted" "$( ((arrived >= packets_wanted)) && echo true || echo false)" \
		"source, router and sink on four virtual functions of an emulated igb, two unprivileged pods"
	measure_rate
}
