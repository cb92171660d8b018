#!/usr/bin/env bash
# Builds the embedded cluster's binaries from pinned Go modules into the user's cache, once for each version.
# Usage: hack/build-tools.sh [NAME...]   (default: all; names as in the table below)
#        hack/build-tools.sh --print-dir (only says where they are)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"

# name, module folder, package
tools=(
	"etcd etcd go.etcd.io/etcd/server/v3"
	"kube-apiserver kubernetes k8s.io/kubernetes/cmd/kube-apiserver"
	"kubectl kubernetes k8s.io/kubernetes/cmd/kubectl"
	"kube-scheduler kubernetes k8s.io/kubernetes/cmd/kube-scheduler"
	"kubelet kubernetes k8s.io/kubernetes/cmd/kubelet"
	"kube-proxy kubernetes k8s.io/kubernetes/cmd/kube-proxy"
	"kube-controller-manager kubernetes k8s.io/kubernetes/cmd/kube-controller-manager"
	"helm helm helm.sh/helm/v4/cmd/helm"
	"multus multus gopkg.in/k8snetworkplumbingwg/multus-cni.v4/cmd/multus"
)

version_flags() {
	local minor=${KUBERNETES_VERSION#v1.}
	local prefix=k8s.io/component-base/version
	echo "-X $prefix.gitVersion=$KUBERNETES_VERSION -X $prefix.gitMajor=1 -X $prefix.gitMinor=${minor%%.*}"
}

build_tool() {
	local name=$1 folder=$2 package=$3 flags="-s -w"
	if [[ $folder == kubernetes ]]; then flags+=" $(version_flags)"; fi
	(cd "$here/tools/$folder" &&
		CGO_ENABLED=0 go build -trimpath -ldflags "$flags" -o "$TOOLS_DIR/.$name.partial" "$package") ||
		return 1
	mv "$TOOLS_DIR/.$name.partial" "$TOOLS_DIR/$name"
}

if [[ ${1:-} == --print-dir ]]; then
	echo "$TOOLS_DIR"
	exit
fi
for name in "$@"; do
	printf '%s\n' "${tools[@]}" | grep -q "^$name " || die "there is no tool '$name'; the tools are: ${tools[*]%% *}"
done
wanted=" $* "
mkdir -p "$TOOLS_DIR"
exec {BUILD_LOCK}>>"$TOOLS_DIR/.lock" # two checkouts may share this cache
flock "$BUILD_LOCK"
for tool in "${tools[@]}"; do
	read -r name folder package <<<"$tool"
	[[ $# -gt 0 && $wanted != *" $name "* ]] && continue
	[[ -x $TOOLS_DIR/$name ]] && continue
	need_command go "install Go 1.26 or newer (https://go.dev/dl)"
	step "build $name" build_tool "$name" "$folder" "$package"
done
