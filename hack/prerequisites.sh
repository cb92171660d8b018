#!/usr/bin/env bash
# Says at once, and all together, what this machine lacks for building and running Fairlane, then installs the Debian
# packages that are missing. Changes nothing when all is there.
# Usage: hack/prerequisites.sh [--check]      (--check: install nothing; a missing package is then a failure too)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=hack/lib/cluster-env.sh
source "$here/lib/cluster-env.sh"

# what must be there (a command, or a file), the package that brings it
needs=(
	"mmdebstrap mmdebstrap" "buildah buildah" "containerd containerd" "runc runc" "/usr/lib/cni/ptp containernetworking-plugins"
	"iptables iptables" "conntrack conntrack" "ip iproute2" "ss iproute2" "jq jq" "socat socat" "ethtool ethtool"
	"shellcheck shellcheck" "openssl openssl" "curl curl" "gcc gcc" "/usr/include/stdlib.h libc6-dev" "flock util-linux"
	"unshare util-linux" "findmnt util-linux" "mountpoint util-linux" "ps procps" "git git" "make make"
)
problems=()

problem() { problems+=("$*"); }

check_privilege() {
	[[ $(id -u) == 0 ]] || { problem "This needs root (mounts, namespaces, control groups): run it as root or with sudo." && return; }
	unshare --mount --net --uts true 2>/dev/null ||
		problem "This root may not make namespaces (CAP_SYS_ADMIN is missing): in a container, run it privileged."
	[[ -d /sys/fs/cgroup/cpuset || -f /sys/fs/cgroup/cgroup.controllers ]] ||
		problem "There are no control groups at /sys/fs/cgroup with cpuset: mount cgroup2 there."
	grep -q overlay /proc/filesystems || modprobe overlay 2>/dev/null || problem "The kernel has no overlay file system."
}

check_go() {
	local version minor
	command -v go >/dev/null || { problem "Go 1.26 or newer is missing: https://go.dev/dl" && return; }
	version=$(cd / && GOTOOLCHAIN=local go env GOVERSION)
	minor=$(sed -n 's/^go1\.\([0-9]*\).*/\1/p' <<<"$version")
	((${minor:-0} >= 26)) || problem "Go is $version; 1.26 or newer is needed: https://go.dev/dl"
}

check_java() {
	"$here/java-home.sh" >/dev/null ||
		problem "There is no JDK of version 21 or newer: install one (openjdk-21-jdk-headless) or set JAVA_HOME to it."
	command -v mvn >/dev/null || problem "Maven is missing: apt-get install maven"
}

gibibytes_free() { # PATH, or its nearest parent that exists
	local path=$1
	until [[ -e $path ]]; do path=$(dirname "$path"); done
	df --output=avail -B1G "$path" | tail -n 1 | tr -d ' '
}

# What is built already, and a cluster that is up already, need not fit in again.
check_resources() {
	local memory=6 disk=12 available path
	[[ ! -e $COMPLETE_FILE ]] || memory=2
	[[ ! -x $TOOLS_DIR/multus ]] || disk=4
	available=$(awk '/^MemAvailable:/ {print int($2 / 1048576)}' /proc/meminfo)
	((available >= memory)) || problem "There are $available GiB of free memory; $memory GiB are needed."
	for path in "$ROOT_DIR" "$CACHE_DIR"; do
		available=$(gibibytes_free "$path")
		((available >= disk)) || problem "There are $available GiB of free disk at $path; $disk GiB are needed."
	done
	(($(nproc) >= 2)) || problem "There is $(nproc) CPU; 2 are needed: one for the system, one for the forwarder."
}

missing_packages() {
	local need what package
	for need in "${needs[@]}"; do
		read -r what package <<<"$need"
		if [[ $what == /* ]]; then [[ -e $what ]] || echo "$package"; else command -v "$what" >/dev/null || echo "$package"; fi
	done | sort -u
}

# With the package lists that are there; only when these do not do, with fresh ones.
install_packages() {
	export DEBIAN_FRONTEND=noninteractive
	apt-get install -y --no-install-recommends "$@" && return 0
	apt-get update && apt-get install -y --no-install-recommends "$@"
}

check_privilege
check_go
check_java
check_resources
mapfile -t packages < <(missing_packages)
if ((${#packages[@]})) && { [[ ${1:-} == --check ]] || ! command -v apt-get >/dev/null; }; then
	problem "These Debian packages, or what they bring on another system, are missing: ${packages[*]}"
fi
if ((${#problems[@]})); then
	printf 'fairlane: %s\n' "${problems[@]}" >&2
	exit 1
fi
((${#packages[@]} == 0)) || step "install ${#packages[@]} Debian packages" install_packages "${packages[@]}"
