# shellcheck shell=bash disable=SC2154 # run.sh sets what it says below
# Checks that a real API server accepts what the chart renders. Uses chart, release, namespace, scratch, here.

dry_run() {
	"$TOOLS_DIR/kubectl" apply --server-side --dry-run=server --warnings-as-errors --filename "$@"
}

is_admitted() { # CASE
	render "$1" >"$scratch/admitted.yaml"
	dry_run "$scratch/admitted.yaml"
}

crds_are_admitted() {
	"$TOOLS_DIR/helm" template "$release" "$chart" --namespace "$namespace" --show-only templates/crds.yaml >"$scratch/crds.yaml"
	dry_run "$scratch/crds.yaml"
}

# The pod of the Deployment's template, in a namespace that enforces the strictest Pod Security Standard.
operator_pod_is_restricted() {
	local strict=restricted-only spec
	"$TOOLS_DIR/kubectl" create namespace "$strict"
	"$TOOLS_DIR/kubectl" label namespace "$strict" pod-security.kubernetes.io/enforce=restricted
	"$TOOLS_DIR/kubectl" create serviceaccount "$release-operator" --namespace "$strict"
	"$TOOLS_DIR/helm" template "$release" "$chart" --show-only templates/deployment.yaml >"$scratch/deployment.yaml"
	spec=$("$TOOLS_DIR/kubectl" create --dry-run=client --filename "$scratch/deployment.yaml" \
		--output 'jsonpath={.spec.template.spec}')
	printf '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "operator", "namespace": "%s"}, "spec": %s}' \
		"$strict" "$spec" >"$scratch/pod.json"
	dry_run "$scratch/pod.json"
}

check_admission() {
	local case
	for case in $(cases); do
		check "the API server accepts $case" is_admitted "$case"
	done
	check "the API server accepts the CRDs" crds_are_admitted
	check "the operator's pod is accepted where Pod Security is restricted" operator_pod_is_restricted
}
