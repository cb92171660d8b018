# shellcheck shell=bash
# Certificates and kubeconfigs. The authorities are kept as long as the state directory, so that a copied kubeconfig works
# after the next `up`; every other certificate is made anew for each cluster.

make_authority() { # NAME
	local name=$1
	[[ -f $PKI_DIR/$name.crt && -f $PKI_DIR/$name.key ]] && return 0
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days 3650 -subj "/CN=fairlane-$name" \
		-addext 'keyUsage=critical,keyCertSign,cRLSign,digitalSignature' \
		-keyout "$PKI_DIR/$name.key" -out "$PKI_DIR/$name.crt"
}

# make_certificate NAME AUTHORITY SUBJECT USAGE [ALTERNATIVE_NAMES]
make_certificate() {
	local name=$1 authority=$2 subject=$3 usage=$4 names=${5:-}
	local extensions="basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=$usage\n"
	[[ -n $names ]] && extensions+="subjectAltName=$names\n"
	openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -subj "$subject" \
		-keyout "$PKI_DIR/$name.key" -out "$PKI_DIR/$name.csr" || return 1
	openssl x509 -req -in "$PKI_DIR/$name.csr" -CA "$PKI_DIR/$authority.crt" -CAkey "$PKI_DIR/$authority.key" \
		-set_serial "0x$(openssl rand -hex 16)" -days 365 -sha256 -extfile <(printf '%b' "$extensions") \
		-out "$PKI_DIR/$name.crt" || return 1
	rm -f "$PKI_DIR/$name.csr"
}

host_addresses() { # as alternative names
	ip -4 -o addr show scope global | awk '{sub("/.*", "", $4); printf ",IP:%s", $4}'
}

make_kubeconfig() { # FILE CERTIFICATE_NAME SERVER
	local file=$1 certificate=$2 server=$3
	(
		umask 077
		cat >"$file" <<-YAML
			apiVersion: v1
			kind: Config
			clusters:
			- name: fairlane
			  cluster:
			    server: $server
			    certificate-authority-data: $(base64 -w0 "$PKI_DIR/ca.crt")
			users:
			- name: $certificate
			  user:
			    client-certificate-data: $(base64 -w0 "$PKI_DIR/$certificate.crt")
			    client-key-data: $(base64 -w0 "$PKI_DIR/$certificate.key")
			contexts:
			- name: fairlane
			  context: {cluster: fairlane, user: $certificate}
			current-context: fairlane
		YAML
	)
}

# Each component gets the identity that Kubernetes' own roles expect of it, and no more.
make_pki() {
	mkdir -p "$PKI_DIR" "$ETC_DIR" && chmod 700 "$PKI_DIR" "$ETC_DIR" || return 1
	make_authority ca && make_authority etcd-ca || return 1
	local local_server="https://127.0.0.1:$API_PORT" names
	names="DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local"
	names+=",DNS:localhost,DNS:$NODE_NAME,IP:127.0.0.1,IP:$SERVICE_ADDRESS,IP:$NODE_ADDRESS$(host_addresses)"
	make_certificate kube-apiserver ca "/CN=kube-apiserver" serverAuth "$names" &&
		make_certificate kubelet-server ca "/CN=$NODE_NAME" serverAuth "DNS:$NODE_NAME,IP:$NODE_ADDRESS" &&
		make_certificate kubelet-client ca "/CN=kube-apiserver-kubelet-client" clientAuth &&
		make_certificate etcd-server etcd-ca "/CN=etcd" serverAuth "DNS:localhost,IP:127.0.0.1" &&
		make_certificate etcd-client etcd-ca "/CN=kube-apiserver" clientAuth &&
		make_certificate admin ca "/O=system:masters/CN=fairlane-admin" clientAuth &&
		make_certificate kubelet ca "/O=system:nodes/CN=system:node:$NODE_NAME" clientAuth &&
		make_certificate kube-controller-manager ca "/CN=system:kube-controller-manager" clientAuth &&
		make_certificate kube-scheduler ca "/CN=system:kube-scheduler" clientAuth &&
		make_certificate kube-proxy ca "/CN=system:kube-proxy" clientAuth &&
		make_certificate multus ca "/CN=fairlane:multus" clientAuth || return 1
	[[ -f $PKI_DIR/service-accounts.key ]] ||
		openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$PKI_DIR/service-accounts.key" || return 1
	local name
	for name in kubelet kube-controller-manager kube-scheduler kube-proxy multus; do
		make_kubeconfig "$ETC_DIR/$name.kubeconfig" "$name" "$local_server" || return 1
	done
	# For the one who runs this with sudo and kubectl without.
	make_kubeconfig "$ADMIN_KUBECONFIG" admin "$local_server" && chown "${SUDO_UID:-0}" "$ADMIN_KUBECONFIG"
}
