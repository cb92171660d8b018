# shellcheck shell=bash
# A real etcd and API server on free loopback ports, in a temporary directory. No controllers, no nodes: enough for
# admission, RBAC and Helm's own work. Sets KUBECONFIG; stop_api_server ends both and removes the directory.
# Needs TOOLS_DIR (etcd, kube-apiserver, kubectl).
api_server_dir=
api_server_pids=()

# Nobody listens on the port, and it is below those that the kernel gives to outgoing connections.
free_port() {
	local port
	while true; do
		port=$((24000 + RANDOM % 6000))
		if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			echo "$port"
			return
		fi
	done
}

# wait_until SECONDS COMMAND...: polls until the command succeeds or the time is over.
wait_until() {
	local deadline=$((SECONDS + $1))
	shift
	until "$@" >/dev/null 2>&1; do
		((SECONDS < deadline)) || return 1
		sleep 0.2
	done
}

start_etcd() {
	local client peer
	client="http://127.0.0.1:$(free_port)"
	peer="http://127.0.0.1:$(free_port)"
	"$TOOLS_DIR/etcd" --name=test --data-dir="$api_server_dir/etcd" --unsafe-no-fsync --log-level=error \
		--listen-client-urls="$client" --advertise-client-urls="$client" --listen-peer-urls="$peer" \
		--initial-advertise-peer-urls="$peer" --initial-cluster="test=$peer" >"$api_server_dir/etcd.log" 2>&1 &
	api_server_pids+=($!)
	etcd_url=$client
}

start_kube_apiserver() { # PORT TOKEN
	openssl genrsa -out "$api_server_dir/service-accounts.key" 2048 2>/dev/null
	echo "$2,admin,admin,system:masters" >"$api_server_dir/tokens.csv"
	"$TOOLS_DIR/kube-apiserver" --etcd-servers="$etcd_url" --cert-dir="$api_server_dir/certificates" \
		--bind-address=127.0.0.1 --secure-port="$1" --authorization-mode=RBAC \
		--token-auth-file="$api_server_dir/tokens.csv" --service-cluster-ip-range=10.0.0.0/24 \
		--service-account-issuer=https://kubernetes.default.svc \
		--service-account-key-file="$api_server_dir/service-accounts.key" \
		--service-account-signing-key-file="$api_server_dir/service-accounts.key" >"$api_server_dir/apiserver.log" 2>&1 &
	api_server_pids+=($!)
}

write_kubeconfig() { # PORT TOKEN
	cat >"$KUBECONFIG" <<-YAML
		apiVersion: v1
		kind: Config
		current-context: test
		contexts: [{name: test, context: {cluster: test, user: admin}}]
		clusters: [{name: test, cluster: {server: "https://127.0.0.1:$1", certificate-authority: $api_server_dir/certificates/apiserver.crt}}]
		users: [{name: admin, user: {token: "$2"}}]
	YAML
}

start_api_server() {
	local port token
	api_server_dir=$(mktemp -d)
	port=$(free_port)
	token=$(openssl rand -hex 16)
	export KUBECONFIG="$api_server_dir/kubeconfig"
	start_etcd
	start_kube_apiserver "$port" "$token"
	write_kubeconfig "$port" "$token"
	wait_until 90 "$TOOLS_DIR/kubectl" get --raw /readyz || {
		tail -n 20 "$api_server_dir/etcd.log" "$api_server_dir/apiserver.log"
		return 1
	}
}

# The API server first: without its etcd it would not end.
stop_api_server() {
	local index
	for ((index = ${#api_server_pids[@]} - 1; index >= 0; index--)); do
		stop_process "${api_server_pids[index]}"
	done
	api_server_pids=()
	[[ -z $api_server_dir ]] || rm -rf "$api_server_dir"
}

stop_process() { # PID
	kill "$1" 2>/dev/null || return 0
	wait_until 10 is_gone "$1" || kill -9 "$1" 2>/dev/null || true
	wait "$1" 2>/dev/null || true
}

is_gone() { ! kill -0 "$1" 2>/dev/null; }
