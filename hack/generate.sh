#!/usr/bin/env bash
# `make generate`: writes every committed generated file anew: CRDs from the Java types, the reference of the plugin
# from its commands' help, the chart's copy of the CRDs, the chart's golden renders. CI proves that they are fresh.
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

"$here/build-tools.sh" etcd kube-apiserver kubectl helm
step "generate the CRDs" generate_crds
step "generate the plugin's reference" generate_reference
step "update the chart's copy and goldens" "$ROOT_DIR/helm/tests/run.sh" --update
