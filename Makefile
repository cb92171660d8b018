# Fairlane: `make up` brings a real Kubernetes with running virtual routers to this machine, `make test` proves everything.
.DEFAULT_GOAL := help
SHELL := /bin/bash
MAVEN = JAVA_HOME="$$(hack/java-home.sh)" mvn -B -ntp
TOOLS = $$(hack/build-tools.sh --print-dir)
C_BUILD = .fairlane/build/forwarder

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: up
up: ## build everything, start the embedded cluster, install Fairlane and the samples, send traffic, show the routers
	@hack/up.sh

.PHONY: down
down: ## stop the embedded cluster; leaves no process, mount, interface or namespace behind
	@hack/cluster.sh down

.PHONY: test
test: ## everything that CI runs: lint, unit, integration and end-to-end tests
	@hack/test.sh

.PHONY: prerequisites
prerequisites: ## check this machine and install what is missing
	@hack/prerequisites.sh

.PHONY: lint
lint: prerequisites ## shell, C and chart checks without a build
	@hack/lint.sh

.PHONY: test-c
test-c: prerequisites ## the forwarder's tests with ASan and UBSan
	@hack/test-c.sh

.PHONY: soak
soak: prerequisites ## configure and remove 100000 random routers, and show that nothing grows (ROUTERS=...)
	@hack/soak.sh $(ROUTERS)

.PHONY: fuzz
fuzz: prerequisites ## fuzz the forwarder's parsers, 10 minutes each (MINUTES=..., TARGETS=...)
	@hack/fuzz.sh $(or $(MINUTES),10) $(TARGETS)

.PHONY: bpf-compiler
bpf-compiler: prerequisites ## print in what DPDK's eBPF compiler errs (PROGRAMS=..., docs/adr/0010)
	@hack/bpf-compiler.sh $(PROGRAMS)

.PHONY: test-java
test-java: prerequisites ## Java unit tests and formatting
	$(MAVEN) verify -DskipITs

.PHONY: test-it
test-it: prerequisites ## Java unit and integration tests; the latter on a real API server
	@hack/build-tools.sh etcd kube-apiserver kubectl
	FAIRLANE_TOOLS_DIR="$(TOOLS)" $(MAVEN) verify

.PHONY: test-helm
test-helm: prerequisites ## the chart's lint, golden, schema and RBAC tests
	@hack/build-tools.sh etcd kube-apiserver kubectl helm
	@helm/tests/run.sh

.PHONY: test-e2e
test-e2e: ## end-to-end tests with real pods on the embedded cluster (brings it up first)
	@hack/up.sh --no-check
	@hack/test-e2e.sh

.PHONY: lab
lab: ## add a second node to the embedded cluster: an emulated machine with two NUMA nodes and SR-IOV (brings the cluster up first)
	@hack/up.sh --no-check
	@hack/lab.sh up

.PHONY: lab-test
lab-test: ## test the lab's node and a router on its virtual functions (needs `make lab`)
	@hack/lab-test.sh

.PHONY: lab-down
lab-down: ## stop the lab's node; the cluster stays
	@hack/lab.sh down

.PHONY: bench
bench: prerequisites ## measure the forwarder against testpmd, l3fwd and itself (QUICK=1: an impression in two minutes)
	@hack/bench.sh $(if $(QUICK),--quick)

.PHONY: false-quarantines
false-quarantines: prerequisites ## an hour of stops, stalls and competition, in which the watchdog must stop no path (MINUTES=...)
	@hack/false-quarantines.sh $(MINUTES)

.PHONY: paper
paper: prerequisites ## measure the paper's figures on the forwarder: CSV, PNG and whether each finding holds here (QUICK=1: an impression)
	@hack/paper.sh $(if $(QUICK),--quick)

.PHONY: instructions
instructions: prerequisites ## count the forwarder's instructions a packet, against the committed baseline
	@hack/instructions.sh

.PHONY: instructions-baseline
instructions-baseline: prerequisites
	@hack/instructions.sh --write

.PHONY: sim
sim: prerequisites ## compare rebalancing strategies in virtual time: prints the table, writes build/results/sim.json and docs/rebalancing.md
	$(MAVEN) -q test-compile -pl operator/placement
	"$$(hack/java-home.sh)/bin/java" -cp operator/placement/target/classes:operator/placement/target/test-classes \
		dev.fairlane.placement.sim.Simulator

.PHONY: bench-java
bench-java: prerequisites ## time the planner's searches with JMH: prints the rows, writes build/results/placement.json and docs/rebalancing.md (5 minutes)
	$(MAVEN) -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath -pl operator/placement
	"$$(hack/java-home.sh)/bin/java" -cp "operator/placement/target/classes:operator/placement/target/test-classes:$$(cat operator/placement/target/test.classpath)" \
		dev.fairlane.placement.bench.BenchmarkReport

.PHONY: mutation
mutation: prerequisites ## change the planner's code in some 1300 ways and see whether its tests notice at least 85 % (a quarter of an hour)
	$(MAVEN) -pl operator/placement test-compile org.pitest:pitest-maven:mutationCoverage

.PHONY: generate
generate: prerequisites ## write the generated files anew (CRDs, the chart's copy of them, the plugin's reference, chart goldens)
	@hack/generate.sh

.PHONY: format
format: prerequisites ## format Java and C sources
	$(MAVEN) -q spotless:apply
	@hack/builder.sh bash -c 'find forwarder-image -name "*.[ch]" -exec clang-format -i {} +'

.PHONY: check
check: ## send real traffic through the sample routers and print what was seen
	@hack/check-traffic.sh

.PHONY: kubectl-fairlane
kubectl-fairlane: ## build the plugin of kubectl (kubectl fairlane top, explain, plan) and say how to use it
	@hack/kubectl-fairlane.sh

.PHONY: kubeconfig
kubeconfig: ## print the path of the embedded cluster's kubeconfig
	@hack/cluster.sh kubeconfig

.PHONY: kubectl
kubectl: ## print the path of a kubectl
	@hack/cluster.sh kubectl

.PHONY: status
status: ## what runs, and since when
	@hack/cluster.sh status
