#!/usr/bin/env bash
# The chart's tests: lint, the CRDs' copy, golden renders, refused values; then on a real API server: admission of every
# manifest, RBAC, install, upgrade and uninstall.
# Usage: helm/tests/run.sh [--update]     --update: copy the CRDs and write the goldens anew, and test after that
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/../../hack/lib/common.sh"
# shellcheck source=helm/tests/lib/checks.sh
source "$here/lib/checks.sh"
# shellcheck source=helm/tests/lib/api-server.sh
source "$here/lib/api-server.sh"
# shellcheck source=helm/tests/lib/render.sh
source "$here/lib/render.sh"
# shellcheck source=helm/tests/lib/rbac.sh
source "$here/lib/rbac.sh"
# shellcheck source=helm/tests/lib/admission.sh
source "$here/lib/admission.sh"

chart="$ROOT_DIR/helm/fairlane"
release=fairlane
namespace=fairlane-system
update=
case ${1:-} in
--update) update=yes ;;
"") ;;
*) die "usage: helm/tests/run.sh [--update]" ;;
esac
for tool in helm kubectl etcd kube-apiserver; do
	[[ -x $TOOLS_DIR/$tool ]] || die "$tool is missing: run hack/build-tools.sh $tool"
done
# Helm's caches and settings of whoever runs this play no part.
scratch=$(mktemp -d)
export HELM_CACHE_HOME="$scratch/cache" HELM_CONFIG_HOME="$scratch/config" HELM_DATA_HOME="$scratch/data"
trap 'stop_api_server; rm -rf "$scratch"' EXIT

# What belongs to the release, with the version that every write would change.
release_state() {
	"$TOOLS_DIR/kubectl" get customresourcedefinitions,deployments,services,serviceaccounts,networkpolicies,roles,rolebindings,clusterroles,clusterrolebindings \
		--all-namespaces --selector "app.kubernetes.io/instance=$release" \
		--output 'jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.uid} {.metadata.resourceVersion}{"\n"}{end}'
}

second_release_leaves_the_first_alone() {
	local before
	"$TOOLS_DIR/helm" install "$release" "$chart" --namespace "$namespace" >/dev/null
	"$TOOLS_DIR/kubectl" create namespace second
	before=$(release_state)
	[[ $(wc -l <<<"$before") == 13 ]] || fail "the release has other than 13 objects: $before"
	"$here/lifecycle.sh" --namespace second --release second
	diff <(echo "$before") <(release_state)
}

[[ -z $update ]] || copy_crds
echo "chart without a cluster"
check "helm lint --strict finds nothing" "$TOOLS_DIR/helm" lint --strict --quiet "$chart"
check "helm lint accepts the embedded cluster's values" "$TOOLS_DIR/helm" lint --strict --quiet "$chart" \
	--values "$ROOT_DIR/hack/values-embedded.yaml"
check "files/crds is a fresh copy of crds/yaml" crds_are_fresh
check_goldens
check_refusals

echo "chart on an API server"
start_api_server
"$TOOLS_DIR/kubectl" create namespace "$namespace" >/dev/null
check_admission
check_rbac
check "a release is installed, upgraded and uninstalled" "$here/lifecycle.sh" --namespace "$namespace" --release "$release"
check "another release's life leaves the installed one as it is" second_release_leaves_the_first_alone
finish_checks
