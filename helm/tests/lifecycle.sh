#!/usr/bin/env bash
# One life of a release on the cluster of KUBECONFIG: install, upgrade, roll back, uninstall; and nothing is left but what
# was there before.
# Usage: helm/tests/lifecycle.sh --namespace NAME [--release NAME] [--run-operator] [-- HELM ARGUMENTS]
#   --namespace     where; made, and removed at the end, if it does not exist
#   --release       default: fairlane-lifecycle. Its name is a part of every name, so it may live beside another release
#   --run-operator  wait until the operator is ready; without, the Deployment has no replicas. Refused where another operator
#                   or any ForwarderPool is (two operators would serve the same pools), and in a namespace that exists (the
#                   operator's Lease is removed with the namespace)
#   HELM ARGUMENTS  for install and upgrade, e.g. --values FILE
# The CRDs: if the cluster has none, they are installed, must outlive the release, must be taken up by a second installation,
# and are removed at the end (nothing can have used them but this script). If it has them, they are left alone.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/../../hack/lib/common.sh"

chart="$ROOT_DIR/helm/fairlane"
release=fairlane-lifecycle
namespace=
run_operator=
while [[ $# -gt 0 ]]; do
	case $1 in
	--namespace) namespace=${2:?} && shift 2 ;;
	--release) release=${2:?} && shift 2 ;;
	--run-operator) run_operator=yes && shift ;;
	--) shift && break ;;
	*) die "unknown argument '$1'; see the head of helm/tests/lifecycle.sh" ;;
	esac
done
helm_arguments=("$@")
[[ -n $namespace ]] || die "--namespace is missing: a namespace of its own, e.g. fairlane-lifecycle"
deployment=$release-operator
[[ $release == *fairlane* ]] || deployment=$release-fairlane-operator

helm() { "$TOOLS_DIR/helm" "$@"; }
kubectl() { "$TOOLS_DIR/kubectl" "$@"; }
says() { echo "lifecycle: $*"; }

crd_names() { kubectl get customresourcedefinitions --output name | grep '\.fairlane\.dev$' || true; }

refuse_second_operator() {
	local others
	! kubectl get namespace "$namespace" >/dev/null 2>&1 || die "--run-operator: namespace $namespace exists: name another"
	others=$(kubectl get deployments --all-namespaces --no-headers \
		--selector app.kubernetes.io/name=fairlane,app.kubernetes.io/component=operator)
	[[ -z $others ]] || die "--run-operator: another operator is here: $others"
	[[ -z $crds_before || -z $(kubectl get forwarderpools --output name) ]] || die "--run-operator: there are ForwarderPools"
}

values() {
	echo --set "operator.replicas=$([[ -n $run_operator ]] && echo 1 || echo 0)" \
		--set "crds.install=$([[ -n $crds_before ]] && echo false || echo true)"
}

# install_or_upgrade COMMAND ARGUMENTS...
apply_release() {
	local command=$1
	shift
	# shellcheck disable=SC2046 # several arguments
	helm "$command" "$release" "$chart" --namespace "$namespace" $(values) \
		"${helm_arguments[@]}" "$@" >/dev/null
	settle
}

settle() {
	[[ -z $run_operator ]] || kubectl --namespace "$namespace" rollout status "deployment/$deployment" --timeout=120s >/dev/null
}

log_level() {
	kubectl --namespace "$namespace" get "deployment/$deployment" --output \
		'jsonpath={.spec.template.spec.containers[0].env[?(@.name=="QUARKUS_LOG_CATEGORY__DEV_FAIRLANE__LEVEL")].value}'
}

expect() { # WHAT WANTED FOUND
	[[ $2 == "$3" ]] || die "$1: '$3' instead of '$2'"
	says "$1: $3"
}

# What the cluster has of the release, the CRDs aside.
remains() {
	kubectl get deployments,pods,services,serviceaccounts,networkpolicies,roles,rolebindings,clusterroles,clusterrolebindings \
		--all-namespaces --selector "app.kubernetes.io/instance=$release" --output name --ignore-not-found
	kubectl get secrets --namespace "$namespace" --selector "owner=helm,name=$release" --output name --ignore-not-found
}

wait_until_nothing_remains() {
	local deadline=$((SECONDS + 60))
	while [[ -n $(remains) ]]; do
		((SECONDS < deadline)) || die "after uninstalling there is still: $(remains)"
		sleep 0.5
	done
}

# Installs, changes, restores and removes the release; looks after each step.
live() {
	local objects
	apply_release install
	objects=$(remains | wc -l)
	says "installed: $objects objects"
	((objects >= 9)) || die "the release made only: $(remains)"
	expect "log level after installing" INFO "$(log_level)"
	apply_release upgrade --set operator.logLevel=DEBUG
	expect "log level after upgrading" DEBUG "$(log_level)"
	helm rollback "$release" 1 --namespace "$namespace" >/dev/null
	settle
	expect "log level after rolling back" INFO "$(log_level)"
}

uninstall() {
	helm uninstall "$release" --namespace "$namespace" >/dev/null
	wait_until_nothing_remains
	says "uninstalled: nothing remains of the release"
}

# The specs of the three CRDs are as crds/yaml has them.
crds_are_as_generated() {
	local file name
	for file in "$ROOT_DIR"/crds/yaml/*.yaml; do
		name=$(basename "$file" .yaml)
		expect "$name is as generated" same "$(diff -q \
			<(kubectl get customresourcedefinition "$name" --output 'jsonpath={.spec}') \
			<(kubectl apply --server-side --dry-run=server --filename "$file" --output 'jsonpath={.spec}') >/dev/null && echo same)"
	done
}

# Neither leaving them out of an upgrade nor uninstalling takes the CRDs away, and a second installation takes them up.
crds_outlive_the_release() {
	local installed
	installed=$(crd_names)
	expect "CRDs installed" 3 "$(wc -l <<<"$installed")"
	crds_are_as_generated
	helm upgrade "$release" "$chart" --namespace "$namespace" --reuse-values --set crds.install=false >/dev/null
	expect "CRDs after an upgrade without them" "$installed" "$(crd_names)"
	uninstall
	expect "CRDs after uninstalling" "$installed" "$(crd_names)"
	apply_release install
	says "installed again over the CRDs that were kept"
}

# The API server's CRD finalizer loses a deletion when its status update meets another controller's, until its resync five
# minutes later; it ignores updates that change nothing but conditions, so an annotation that changes makes it look again.
remove_crds() {
	local deadline=$((SECONDS + 60)) remaining
	kubectl delete --filename "$ROOT_DIR/crds/yaml" --ignore-not-found --wait=false >/dev/null
	while remaining=$(crd_names) && [[ -n $remaining ]]; do
		((SECONDS < deadline)) || die "these CRDs are not gone after 60 s:" "$remaining"
		sleep 0.5
		# shellcheck disable=SC2086 # several names
		kubectl annotate --overwrite $remaining "fairlane.dev/removed-at=$(date +%s%N)" >/dev/null 2>&1 || true # gone meanwhile
	done
}

made_namespace=
clean_up() {
	helm uninstall "$release" --namespace "$namespace" --ignore-not-found >/dev/null 2>&1 || true
	[[ -n $crds_before ]] || remove_crds
	if [[ -n $made_namespace ]]; then kubectl delete namespace "$namespace" --timeout=60s >/dev/null || true; fi
}

crds_before=$(crd_names)
[[ -z $(helm list --all-namespaces --filter "^$release\$" --short) ]] || die "release $release exists: --release names another"
[[ -z $run_operator ]] || refuse_second_operator
trap clean_up EXIT
if ! kubectl get namespace "$namespace" >/dev/null 2>&1; then
	kubectl create namespace "$namespace" >/dev/null
	made_namespace=yes
fi
live
[[ -n $crds_before ]] || crds_outlive_the_release
uninstall
expect "CRDs of others at the end" "$crds_before" "$([[ -z $crds_before ]] || crd_names)"
