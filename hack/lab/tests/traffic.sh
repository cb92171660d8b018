# shellcheck shell=bash disable=SC2154,SC2317 # variables of hack/lab-test.sh; functions are called by their names, through `expect`
# What several parts test with: two pools on the lab's node, and source -> middle -> sink over virtual functions.
# 2000 datagrams a second for as long as it is applied.
packets_wanted=1000
lab_objects=(-f "$manifests/networks.yaml" -f "$manifests/pools.yaml" -f "$manifests/routers.yaml" -f "$manifests/host.yaml")

apply_traffic() {
	"$kubectl" apply "${lab_objects[@]}"
}

remove_traffic() {
	"$kubectl" delete --ignore-not-found --wait --timeout=90s "${lab_objects[@]}"
}

routers_are_ready() {
	"$kubectl" wait virtualrouters --all --namespace lab --for=condition=Ready --timeout=60s
}

# Applied and ready, whatever parts have run before.
traffic_runs() {
	apply_traffic && within 240 routers_are_ready && packets_go_on
}

forwarder_pod() { # POOL
	"$kubectl" --namespace fairlane-system get pods --selector "fairlane.dev/pool=$1" -o jsonpath='{.items[0].metadata.name}'
}

# A forwarder's own counters of a path, through the API server and the kubelet's node.
metric_of_pod() { # NAMESPACE POD ROUTER INTERFACE RESULT
	"$kubectl" get --raw "/api/v1/namespaces/$1/pods/$2:8080/proxy/metrics" |
		awk -v router="router=\"lab/$3\"" -v interface="interface=\"$4\"" -v result="result=\"$5\"" \
			'index($0, "fairlane_router_path_packets_total{") == 1 && index($0, router) && index($0, interface) && index($0, result) {print $2; found = 1}
			END {if (!found) print 0}'
}

metric() { # POOL ROUTER INTERFACE RESULT
	metric_of_pod fairlane-system "$(forwarder_pod "$1")" "$2" "$3" "$4"
}

sink_received() {
	metric lab-traffic sink in received
}

sink_has() { # PACKETS
	(($(sink_received) >= $1))
}

# From now on, not what arrived before.
packets_go_on() {
	local before
	before=$(sink_received) && within 120 sink_has "$((before + packets_wanted))"
}
