#!/bin/sh
# A forwarder that was given a PCI device which it cannot use goes on, and names the device and what it needs.
# Usage: check_lost_function.sh FORWARDER
set -eu
forwarder=$1
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

start() {
	timeout 60 "$forwarder" --name probe --cores shared --workers 1 --memory 64 --bind 127.0.0.1 --listen-port 0 \
		--probe-port 0 --state-dir "$directory" --tls-dir "$directory" >"$directory/log" 2>&1 &
	pid=$!
	until grep -q '"listening"' "$directory/log"; do
		kill -0 "$pid" || { cat "$directory/log" && exit 1; }
		sleep 0.1
	done
	kill "$pid"
	wait "$pid" || true
}

lost='"msg":"a PCI device of this pod cannot be used","device":"0000:7f:1f.7","needs":".*vfio-pci.*LimitMEMLOCK'
PCIDEVICE_EXAMPLE_COM_VF=0000:7f:1f.7
export PCIDEVICE_EXAMPLE_COM_VF
start
grep -q "$lost" "$directory/log" || { echo 'the log does not name the device:' && cat "$directory/log" && exit 1; }
unset PCIDEVICE_EXAMPLE_COM_VF
start
! grep 'cannot be used' "$directory/log" || exit 1
