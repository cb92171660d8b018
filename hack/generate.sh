#!/usr/bin/env bash
# `make generate`: writes every committed generated file anew: CRDs from the Java types, the reference of the plugin
# from its commands' help, the chart's copy of the CRDs, the chart's golden renders,
# the operator's element catalogue and the elements' manual pages. CI proves that they are fresh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/lib/common.sh
source "$here/lib/common.sh"

generate_crds() {
	cd "$ROOT_DIR" && JAVA_HOME=$("$here/java-home.sh") mvn -B -ntp -q -pl crds -am test \
		-Dtest=CrdYamlTest -Dsurefire.failIfNoSpecifiedTests=false -Dfairlane.generate=true
}

generate_reference() {
	cd "$ROOT_DIR" && JAVA_HOME=$("$here/java-home.sh") mvn -B -ntp -q -pl operator/kubectl-fairlane -am test \
		-Dtest=ReferenceDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dfairlane.generate=true
}

generate_elements() {
	local build=.fairlane/build/forwarder
	cd "$ROOT_DIR" || return 1
	[[ -f $build/build.ninja ]] ||
		"$here/builder.sh" meson setup "$build" forwarder-image -Db_sanitize=address,undefined -Db_lundef=false || return 1
	mkdir -p "${CATALOGUE%/*}" docs/reference/elements
	"$here/builder.sh" ninja -C "$build" click_generate &&
		"$here/builder.sh" "$build/click_generate" write "$CATALOGUE" docs/reference/elements forwarder-image/bench/elements.tsv
}

CATALOGUE=operator/click/src/main/resources/dev/fairlane/click/elements.json
"$here/build-tools.sh" etcd kube-apiserver kubectl helm
step "generate the CRDs" generate_crds
step "generate the plugin's reference" generate_reference
step "update the chart's copy and goldens" "$ROOT_DIR/helm/tests/run.sh" --update
step "generate the catalogue and pages of elements" generate_elements
