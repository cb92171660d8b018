#!/usr/bin/env bash
# Real traffic between unmodified Linux hosts (samples/hosts.yaml) through the sample routers, and what was seen.
# Exits with 1 when anything is not as it must be.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
KUBECONFIG=$("$here/cluster.sh" kubeconfig)
export KUBECONFIG
kubectl="$TOOLS_DIR/kubectl"
file_mb=100
iperf_seconds=3
passed=0 failed=0

on() { # NAMESPACE/POD COMMAND...
	local host=$1
	shift
	"$kubectl" exec --namespace "${host%/*}" "${host#*/}" -- "$@"
}

expect() { # TEXT COMMAND...: the command must succeed; its output is shown
	local text=$1
	shift
	echo "-- $text"
	if "$@" 2>&1 | sed 's/^/     /'; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "     FAILED: $text" >&2
	fi
}

ping_through() { # FROM TO: none may be lost, not even the first, which waits until the next hop is resolved
	local out
	out=$(on "$1" ping -n -c 5 -i 0.2 -W 2 "$2") || return
	tail -n 2 <<<"$out"
	grep -q ' 0% packet loss' <<<"$out"
}

traceroute_shows() { # FROM TO HOP
	local out
	out=$(on "$1" traceroute -n -q 1 -w 2 "$2") || return
	echo "$out"
	grep -qE "^ *1 +$3 " <<<"$out"
}

iperf_through() { # FROM ADDRESS [iperf3 options]; every host serves iperf3
	local from=$1 address=$2
	shift 2
	on "$from" iperf3 --client "$address" --time "$iperf_seconds" --format m "$@" | grep -E 'sender|receiver'
}

file_arrives_whole() { # FROM TO ADDRESS
	local sent received
	on "$1" sh -c "head -c ${file_mb}M /dev/urandom > /tmp/file" || return
	sent=$(on "$1" sha256sum /tmp/file | cut -d' ' -f1)
	local listen=TCP4-LISTEN to="TCP4:$3"
	[[ $3 != *:* ]] || listen=TCP6-LISTEN to="TCP6:[$3]"
	on "$2" timeout 60 socat -u "$listen:7000,reuseaddr" OPEN:/tmp/file,creat,trunc &
	local receiver=$!
	on "$1" socat -u OPEN:/tmp/file "$to:7000,retry=100,interval=0.1" || return
	wait "$receiver" || return
	received=$(on "$2" sha256sum /tmp/file | cut -d' ' -f1)
	echo "sent     $sent"
	echo "received $received"
	[[ $sent == "$received" ]]
}

between() { # FROM TO ADDRESS
	expect "ping $1 -> $3" ping_through "$1" "$3"
	expect "TCP $1 -> $3 (iperf3, $iperf_seconds s)" iperf_through "$1" "$3"
	expect "UDP $1 -> $3 (iperf3, 50 Mbit/s)" iperf_through "$1" "$3" --udp --bitrate 50M
	expect "a file of $file_mb MB $1 -> $3" file_arrives_whole "$1" "$2" "$3"
}

echo "tenant-a/edge, a router of IPv4 and IPv6:"
expect "traceroute shows the router" traceroute_shows tenant-a/uplink-host 198.51.100.10 192.0.2.1
between tenant-a/uplink-host tenant-a/customer-host 198.51.100.10
expect "traceroute shows the router by IPv6" traceroute_shows tenant-a/uplink-host 2001:db8:198::10 2001:db8:192::1
between tenant-a/uplink-host tenant-a/customer-host 2001:db8:198::10
echo "tenant-b/wire, a bridge:"
between tenant-b/left-host tenant-b/right-host 203.0.113.20

port_is_shut() { # FROM ADDRESS PORT: nothing comes back, while a port that nobody serves would be refused at once
	local out
	out=$(on "$1" socat -u OPEN:/dev/null "TCP:$2:$3,connect-timeout=2" 2>&1) && return 1
	echo "$out"
	grep -q 'timed out' <<<"$out"
}

port_is_open() { # FROM ADDRESS PORT: nobody serves it, and the host itself says so
	local out
	out=$(on "$1" socat -u OPEN:/dev/null "TCP:$2:$3,connect-timeout=2" 2>&1) && return 1
	echo "$out"
	grep -q 'refused' <<<"$out"
}

echo "tenant-b/guard, a firewall of Click elements:"
between tenant-b/outside-host tenant-b/inside-host 198.18.8.20
expect "port 8080 is shut from outside" port_is_shut tenant-b/outside-host 198.18.8.20 8080
expect "port 8081 is not" port_is_open tenant-b/outside-host 198.18.8.20 8081
expect "port 8080 is not, from inside" port_is_open tenant-b/inside-host 198.18.8.10 8080

both_at_once() { # until the status of both shows what they receive: rates are 30 s means, written at most every 30 s
	local deadline=$((SECONDS + 100)) shown=
	on tenant-a/uplink-host iperf3 --client 198.51.100.10 --time 100 >/dev/null 2>&1 &
	local first=$!
	on tenant-b/left-host iperf3 --client 203.0.113.20 --time 100 >/dev/null 2>&1 &
	local second=$!
	while [[ $shown != 2 ]] && ((SECONDS < deadline)); do
		read -r -t 3 <> <(:) || true
		shown=$("$kubectl" get virtualrouters --all-namespaces -o json | jq '[.items[] |
			select((.status.entitlement.receivedCores // "0" | tonumber) >= 0.1 and (.status.packetsPerSecond // 0) > 0)] | length')
	done
	on tenant-a/uplink-host pkill -f 'iperf3 --client'
	on tenant-b/left-host pkill -f 'iperf3 --client'
	wait "$first" "$second" 2>/dev/null || true
	[[ $shown == 2 ]]
}
echo "both at once:"
expect "the status of both routers shows rate and received cores" both_at_once

"$kubectl" get virtualrouters --all-namespaces
"$kubectl" get forwarderpools
"$kubectl" get forwarders --all-namespaces
echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
