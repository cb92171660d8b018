# shellcheck shell=bash disable=SC2034 # constants for the scripts that source this
# The lab's fixed points: one emulated node beside the embedded cluster's own (hack/lib/cluster-env.sh).
LAB_NODE=fairlane-lab
# fl-: so that hack/cluster.sh finds and removes the link whatever became of the run that made it.
LAB_LINK=fl-lab
LAB_HOST_ADDRESS=10.245.1.1
LAB_ADDRESS=10.245.1.2
LAB_PREFIX=24
LAB_SUBNET=10.245.1.0/24
LAB_POD_SUBNET=10.244.1.0/24
LAB_MAC=52:54:00:fa:1a:00

# The guest's machine. All memory lies below 4 GiB (on q35: less than 2816 MiB), because QEMU takes the addresses of an
# igb's virtual functions for 32 bits wide: above, they are at the wrong place and a virtual function has no link.
LAB_CPUS=8
LAB_MEMORY_MIB=2800
LAB_HUGEPAGES=512
LAB_SYSTEM_CPUS="0,4" # one of each NUMA node
LAB_VFS=6             # of each physical function

LAB_DIR="$STATE_DIR/lab"
LAB_CONSOLE="$LOG_DIR/lab-console.log"
LAB_TOOLS_KEY=$(cat "$ROOT_DIR"/hack/lab/tools/*/go.* "$ROOT_DIR"/hack/lab/tools/*/*.go 2>/dev/null | sha256sum | cut -c1-12)
LAB_TOOLS_DIR="$CACHE_DIR/lab-tools-$LAB_TOOLS_KEY"
