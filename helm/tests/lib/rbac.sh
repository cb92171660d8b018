# shellcheck shell=bash disable=SC2154 # run.sh sets what it says below
# Checks of what the operator's service account may do: the whole list against a golden, and a table of what it needs and
# what it must never be allowed. Uses chart, release, namespace, update, scratch, here.

install_rbac() {
	"$TOOLS_DIR/helm" template "$release" "$chart" --namespace "$namespace" \
		--show-only templates/crds.yaml --show-only templates/serviceaccount.yaml \
		--show-only templates/clusterrole.yaml --show-only templates/role.yaml >"$scratch/rbac.yaml"
	"$TOOLS_DIR/kubectl" apply --server-side --filename "$scratch/rbac.yaml" >/dev/null
	"$TOOLS_DIR/kubectl" wait --for=condition=Established --timeout=30s --filename "$chart/files/crds" >/dev/null
	account="system:serviceaccount:$namespace:$release-operator"
}

remove_rbac() {
	"$TOOLS_DIR/kubectl" delete --filename "$scratch/rbac.yaml" >/dev/null
}

# rules NAMESPACE: what the account may do there, beyond what Kubernetes allows everybody.
rules() {
	local common="$scratch/common-rules.txt"
	"$TOOLS_DIR/kubectl" auth can-i --list --no-headers --namespace "$1" \
		--as="system:serviceaccount:$namespace:nobody" | LC_ALL=C sort >"$common"
	"$TOOLS_DIR/kubectl" auth can-i --list --no-headers --namespace "$1" --as="$account" | LC_ALL=C sort |
		LC_ALL=C comm -23 - "$common" | tr -s ' ' | sed 's/ *$//'
}

# One SubjectAccessReview for each line of the table, in its order.
reviews() {
	grep -v '^#' "$here/rbac.txt" | awk -v own="$namespace" -v account="$account" '
		NF == 0 { next }
		{
			split($3, resource, "/"); group = ""; plural = resource[1]
			dot = index(plural, "."); if (dot) { group = substr(plural, dot + 1); plural = substr(plural, 1, dot - 1) }
			place = $4 == "own" ? own : $4 == "cluster" ? "" : "tenant-a"
			printf "---\napiVersion: authorization.k8s.io/v1\nkind: SubjectAccessReview\nspec:\n  user: %s\n", account
			printf "  resourceAttributes: {verb: %s, group: \"%s\", resource: %s, subresource: \"%s\", namespace: \"%s\"}\n", \
				$2, group, plural, resource[2], place
		}'
}

table_holds() {
	reviews | "$TOOLS_DIR/kubectl" create --output 'jsonpath={.status.allowed}{"\n"}' --filename - |
		sed 's/true/yes/; s/^$/no/; s/false/no/' >"$scratch/answers.txt"
	grep -v '^#' "$here/rbac.txt" | grep . | awk '{print $1}' | paste -d' ' - "$scratch/answers.txt" \
		<(grep -v '^#' "$here/rbac.txt" | grep . | cut -d' ' -f2-) |
		awk '$1 != $2 { print "want " $1 ", got " $2 ":", $3, $4, $5; bad = 1 } END { if (NR < 20) { print "only " NR " lines"; bad = 1 } exit bad }'
}

# Where the role for routers with pods of their own is bound, and nowhere else.
bind_domu() {
	"$TOOLS_DIR/helm" template "$release" "$chart" --namespace "$namespace" --set 'domU.namespaces={default}' \
		--show-only templates/clusterrole-domu.yaml >"$scratch/rbac-domu.yaml"
	"$TOOLS_DIR/kubectl" apply --server-side --filename "$scratch/rbac-domu.yaml" >/dev/null
}

domu_is_bound_there_alone() {
	local elsewhere
	elsewhere=$(rules tenant-a)
	diff <(echo "$elsewhere") "$here/golden/rbac-other-namespace.txt"
}

check_rbac() {
	install_rbac
	check "in its own namespace the operator may do what the golden lists" golden_matches rbac-own-namespace.txt rules "$namespace"
	check "in a tenant's namespace the operator may do what the golden lists" golden_matches rbac-other-namespace.txt rules tenant-a
	check "the operator may do what it needs, and not what it must not" table_holds
	bind_domu
	check "where DomUs are allowed the operator may do what the golden lists" golden_matches rbac-domu-namespace.txt rules default
	check "and it may do no more elsewhere" domu_is_bound_there_alone
	"$TOOLS_DIR/kubectl" delete --filename "$scratch/rbac-domu.yaml" >/dev/null
	check "the documentation tells the same rules" rules_are_documented
	remove_rbac
}

# docs/install.md tells each rule of the goldens, with its verbs.
rules_are_documented() {
	local resource verbs missing=0
	while read -r resource _ _ verbs; do
		verbs=${verbs#[}
		grep -qF -- "| \`$resource\` | ${verbs%]} |" "$ROOT_DIR/docs/install.md" ||
			{ echo "docs/install.md does not say: | \`$resource\` | ${verbs%]} |" && missing=1; }
	done < <(sort -u "$here"/golden/rbac-*.txt)
	return "$missing"
}
