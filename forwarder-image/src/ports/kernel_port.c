// The Kernel port: a netdev of this network namespace, through packet sockets of our own.
//
// Unmodified Linux hosts hand over packets with partial checksums and segments of up to 64 KB. PACKET_VNET_HDR tells
// which they are, and the same header given back on sending lets the next kernel finish them: nothing is cut and no
// checksum is computed on the way from one Kernel port to another.
//
// One socket receives (promiscuous; never what this host sends itself), and each fl_port_tx has a socket of its own, of
// protocol 0, which receives nothing. PACKET_QDISC_BYPASS is not used: it makes the kernel drop a large segment that
// the netdev cannot cut itself (offloads switched off), and a veth has no queueing discipline to bypass anyway.
//
// The kernel's own stack gets a copy of everything. The netdev has no IP address and IPv6 is off, so it has nothing to
// answer, but for ARP requests for addresses of the pod's other netdevs: the network attachment should set rp_filter=1
// and arp_ignore=1 for the netdev, which make the kernel ignore whatever comes in by it.
//
// What the kernel dropped because the receiving socket was full comes back as missed_packets: with SO_RXQ_OVFL each message
// says how many there were before it.
//
// Between two rx_burst calls the port holds no buffer of any pool: what was received and found no buffers is parked in
// the port's own memory.
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <rte_byteorder.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/packet.h"
#include "core/path.h"
#include "ports/port.h"
#include "ports/vlan_tag.h"

enum {
	FRAME_MAX = RTE_ETHER_HDR_LEN + 2 * FL_VLAN_TAG_SIZE + UINT16_MAX, // the largest large segment
	SEGMENTS_MAX = 64,                                                 // buffers of one packet that is sent
	TAIL_BUFFERS_MAX = 64,          // buffers of one packet that is received, beyond the first
	DRAIN_MAX = 1 << 16,            // packets; a socket buffer holds fewer
	SOCKET_BUFFER_BYTES = 16 << 20, // asked for; the kernel gives at most net.core.{rmem,wmem}_max
};

// What one recvmmsg slot receives into: the offload header, then the first buffer of the packet, and what does not
// fit there into frame, at the place that it has in the packet.
struct slot {
	struct fl_vnet vnet;
	bool tagged;
	uint8_t tag[FL_VLAN_TAG_SIZE]; // stripped by the kernel, to be put back
	uint32_t length;               // of the frame without that tag; 0: not to be delivered
	struct iovec parts[3];
	union {
		char bytes[CMSG_SPACE(sizeof(struct tpacket_auxdata)) + CMSG_SPACE(sizeof(uint32_t))];
		struct cmsghdr align;
	} control;
	uint8_t frame[FRAME_MAX];
};

struct kernel_port {
	struct fl_port port;
	int ifindex;
	int socket;
	// Frames in slots[parked_first..parked_first + parked_count) wait for buffers, in order of arrival.
	uint16_t parked_first, parked_count;
	// The socket's count of drops that is already told, or known to be of the time before this path.
	uint32_t drops_seen;
	bool drops_known;
	uint64_t dropped; // since the first look at the socket's own count
	struct mmsghdr messages[FL_BURST_MAX];
	struct slot slots[FL_BURST_MAX];
};

struct kernel_tx {
	struct fl_port_tx tx;
	int socket;
	struct mmsghdr messages[FL_BURST_MAX];
	struct iovec parts[FL_BURST_MAX][1 + SEGMENTS_MAX];
};

static uint32_t buffer_room(struct rte_mempool *pool)
{
	return rte_pktmbuf_data_room_size(pool) - RTE_PKTMBUF_HEADROOM;
}

// The part of a message's control data that has this level and type, or NULL.
static const void *control_find(struct msghdr *message, int level, int type)
{
	for (struct cmsghdr *cmsg = CMSG_FIRSTHDR(message); cmsg != NULL; cmsg = CMSG_NXTHDR(message, cmsg))
		if (cmsg->cmsg_level == level && cmsg->cmsg_type == type)
			return CMSG_DATA(cmsg);
	return NULL;
}

// How many packets this socket had dropped when the message was queued; the kernel does not mention 0. It wraps.
static uint32_t drops_before(struct mmsghdr *message)
{
	const void *data = control_find(&message->msg_hdr, SOL_SOCKET, SO_RXQ_OVFL);
	uint32_t drops = 0;

	if (data != NULL)
		memcpy(&drops, data, sizeof(drops));
	return drops;
}

// The kernel strips VLAN tags and hands them over beside the packet; a bridge passes them on.
static bool vlan_tag_of(struct msghdr *message, uint8_t tag[FL_VLAN_TAG_SIZE])
{
	const void *data = control_find(message, SOL_PACKET, PACKET_AUXDATA);
	struct tpacket_auxdata auxdata;
	rte_be16_t word;

	if (data == NULL)
		return false;
	memcpy(&auxdata, data, sizeof(auxdata));
	if ((auxdata.tp_status & TP_STATUS_VLAN_VALID) == 0)
		return false;
	word = rte_cpu_to_be_16(
		(auxdata.tp_status & TP_STATUS_VLAN_TPID_VALID) != 0 ? auxdata.tp_vlan_tpid : RTE_ETHER_TYPE_VLAN);
	memcpy(tag, &word, sizeof(word));
	word = rte_cpu_to_be_16(auxdata.tp_vlan_tci);
	memcpy(tag + sizeof(word), &word, sizeof(word));
	return true;
}

// Appends what frame has beyond the bytes of head, in further buffers. False, and head unchanged: there are none.
static bool frame_tail_append(struct rte_mbuf *head, struct rte_mempool *pool, const uint8_t *frame, uint32_t length)
{
	struct rte_mbuf *tails[TAIL_BUFFERS_MAX];
	uint32_t room = buffer_room(pool), done = head->pkt_len;
	uint32_t count = (length - done + room - 1) / room;
	struct rte_mbuf *last = head;

	if (count > TAIL_BUFFERS_MAX || rte_pktmbuf_alloc_bulk(pool, tails, count) != 0)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		tails[i]->data_len = RTE_MIN(room, length - done);
		memcpy(rte_pktmbuf_mtod(tails[i], void *), frame + done, tails[i]->data_len);
		done += tails[i]->data_len;
		last->next = tails[i];
		last = tails[i];
	}
	head->nb_segs += count;
	head->pkt_len = length;
	return true;
}

// Makes the packet of a slot whose first bytes are in head. False: no buffers for the rest, head stays the caller's.
static bool slot_finish(const struct slot *slot, struct rte_mbuf *head, struct rte_mempool *pool)
{
	struct fl_packet *packet = fl_packet_get(head);

	head->data_len = RTE_MIN(buffer_room(pool), slot->length);
	head->pkt_len = head->data_len;
	if (slot->length > head->data_len && !frame_tail_append(head, pool, slot->frame, slot->length))
		return false;
	memset(packet, 0, sizeof(*packet));
	packet->vnet = slot->vnet;
	if (slot->tagged)
		fl_vlan_tag_push(head, slot->tag); // the headroom is always there
	return true;
}

static uint16_t parked_take(struct kernel_port *self, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count)
{
	uint16_t taken = 0;

	while (self->parked_count > 0 && taken < count) {
		const struct slot *slot = &self->slots[self->parked_first];

		if (slot->length > 0) {
			struct rte_mbuf *head = rte_pktmbuf_alloc(pool);

			if (head == NULL)
				break;
			memcpy(rte_pktmbuf_mtod(head, void *), slot->frame, RTE_MIN(buffer_room(pool), slot->length));
			if (!slot_finish(slot, head, pool)) {
				rte_pktmbuf_free(head);
				break;
			}
			mbufs[taken++] = head;
		}
		self->parked_first++;
		self->parked_count--;
	}
	return taken;
}

static void slots_arm(struct kernel_port *self, uint32_t room, struct rte_mbuf **heads, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++) {
		struct slot *slot = &self->slots[i];
		struct msghdr *header = &self->messages[i].msg_hdr;

		slot->parts[1] = (struct iovec){rte_pktmbuf_mtod(heads[i], void *), room};
		slot->parts[2] = (struct iovec){slot->frame + room, FRAME_MAX - room};
		header->msg_controllen = sizeof(slot->control);
		header->msg_flags = 0;
	}
}

// Reads what the kernel says of a received message.
static void slot_read(struct slot *slot, struct mmsghdr *message)
{
	bool whole = (message->msg_hdr.msg_flags & MSG_TRUNC) == 0;

	slot->length = message->msg_len - sizeof(slot->vnet);
	if (!whole || message->msg_len < sizeof(slot->vnet) + RTE_ETHER_HDR_LEN)
		slot->length = 0;
	slot->tagged = vlan_tag_of(&message->msg_hdr, slot->tag);
}

// Makes packets of the first received slots. Where the buffers end, the rest is parked, so that nothing is lost and
// the kernel's own queue fills up behind it. Uses up all heads.
static uint16_t slots_finish(struct kernel_port *self, struct rte_mempool *pool, struct rte_mbuf **heads,
	uint16_t received, struct rte_mbuf **mbufs)
{
	uint16_t taken = 0;

	for (uint16_t i = 0; i < received; i++) {
		struct slot *slot = &self->slots[i];

		slot_read(slot, &self->messages[i]);
		if (slot->length > 0 && self->parked_count == 0 && slot_finish(slot, heads[i], pool)) {
			mbufs[taken++] = heads[i];
			continue;
		}
		if (slot->length > 0 || self->parked_count > 0) {
			if (self->parked_count++ == 0)
				self->parked_first = i;
			memcpy(slot->frame, rte_pktmbuf_mtod(heads[i], void *),
				RTE_MIN(buffer_room(pool), slot->length));
		}
		rte_pktmbuf_free(heads[i]);
	}
	return taken;
}

// Tells what the socket dropped since the last burst, as far as the messages of this one know.
static void drops_tell(struct kernel_port *self, uint16_t received)
{
	uint32_t drops = drops_before(&self->messages[received - 1]);

	if (!self->drops_known)
		self->drops_seen = drops_before(&self->messages[0]);
	self->drops_known = true;
	self->port.missed_packets = drops - self->drops_seen;
	self->drops_seen = drops;
}

static uint16_t kernel_rx_burst(struct fl_port *port, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count)
{
	struct kernel_port *self = (struct kernel_port *)port;
	struct rte_mbuf *heads[FL_BURST_MAX];
	int received;

	self->port.missed_packets = 0;
	if (self->parked_count > 0)
		return parked_take(self, pool, mbufs, count);
	count = RTE_MIN(count, (uint16_t)FL_BURST_MAX);
	while (count > 0 && rte_pktmbuf_alloc_bulk(pool, heads, count) != 0)
		count /= 2;
	if (count == 0)
		return 0;
	slots_arm(self, buffer_room(pool), heads, count);
	received = recvmmsg(self->socket, self->messages, count, MSG_DONTWAIT, NULL);
	if (received < 0)
		received = 0;
	if (received < count)
		rte_pktmbuf_free_bulk(&heads[received], count - received);
	if (received > 0)
		drops_tell(self, (uint16_t)received);
	return slots_finish(self, pool, heads, received, mbufs);
}

// The socket's statistics, which reading sets to zero, are apart from the count that messages bring.
static uint64_t kernel_missed_so_far(struct fl_port *port)
{
	struct kernel_port *self = (struct kernel_port *)port;
	struct tpacket_stats statistics = {0};
	socklen_t size = sizeof(statistics);

	if (getsockopt(self->socket, SOL_PACKET, PACKET_STATISTICS, &statistics, &size) == 0)
		self->dropped += statistics.tp_drops;
	return self->dropped;
}

static void kernel_rx_drain(struct fl_port *port)
{
	struct kernel_port *self = (struct kernel_port *)port;
	struct fl_vnet vnet; // the least that a packet is received into; the rest is cut off

	self->parked_count = 0;
	self->drops_known = false;
	for (uint32_t i = 0; i < DRAIN_MAX; i++)
		if (recv(self->socket, &vnet, sizeof(vnet), MSG_DONTWAIT) < 0)
			return;
}

// False: more buffers than a message takes.
static bool message_fill(struct kernel_tx *self, uint16_t index, struct rte_mbuf *packet)
{
	struct iovec *parts = self->parts[index];
	struct msghdr *header = &self->messages[index].msg_hdr;
	size_t count = 1;

	if (packet->nb_segs > SEGMENTS_MAX)
		return false;
	parts[0] = (struct iovec){&fl_packet_get(packet)->vnet, sizeof(struct fl_vnet)};
	for (struct rte_mbuf *segment = packet; segment != NULL; segment = segment->next)
		parts[count++] = (struct iovec){rte_pktmbuf_mtod(segment, void *), segment->data_len};
	header->msg_iovlen = count;
	return true;
}

// Sends a batch; returns how many the kernel took, or -errno of the first.
static int batch_send(struct kernel_tx *self, struct rte_mbuf **mbufs, uint16_t count)
{
	uint16_t filled = 0;
	int sent;

	while (filled < count && message_fill(self, filled, mbufs[filled]))
		filled++;
	if (filled == 0)
		return -EMSGSIZE;
	do {
		sent = sendmmsg(self->socket, self->messages, filled, MSG_DONTWAIT);
	} while (sent < 0 && errno == EINTR);
	return sent < 0 ? -errno : sent;
}

// The kernel would refuse this packet for ever, whatever its queues are like.
static bool refused_for_good(int error)
{
	return error == -EMSGSIZE || error == -EINVAL;
}

static uint16_t kernel_tx_burst(struct fl_port_tx *tx, struct rte_mbuf **mbufs, uint16_t count)
{
	struct kernel_tx *self = (struct kernel_tx *)tx;
	uint16_t taken = 0;

	while (taken < count) {
		int sent = batch_send(self, &mbufs[taken], RTE_MIN(count - taken, FL_BURST_MAX));

		if (sent > 0) {
			rte_pktmbuf_free_bulk(&mbufs[taken], sent);
			taken += sent;
		} else if (refused_for_good(sent)) {
			// One bad packet must not cost those behind it: it goes to the end of the array, unsent.
			struct rte_mbuf *refused = mbufs[taken];

			count--;
			memmove(&mbufs[taken], &mbufs[taken + 1], (count - taken) * sizeof(mbufs[0]));
			mbufs[count] = refused;
		} else {
			break; // EAGAIN, ENOBUFS: its queues are full; ENETDOWN and others: the netdev's own trouble
		}
	}
	return taken;
}

static int option_set(int socket, int level, int option, int value)
{
	return setsockopt(socket, level, option, &value, sizeof(value));
}

// A packet socket on the netdev; protocol 0 receives nothing. -1 and errno on failure.
static int packet_socket_open(int ifindex, uint16_t protocol)
{
	struct sockaddr_ll address = {
		.sll_family = AF_PACKET, .sll_protocol = rte_cpu_to_be_16(protocol), .sll_ifindex = ifindex};
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	if (option_set(fd, SOL_PACKET, PACKET_VNET_HDR, 1) != 0 ||
		option_set(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1) != 0 ||
		option_set(fd, SOL_PACKET, PACKET_AUXDATA, 1) != 0 || option_set(fd, SOL_SOCKET, SO_RXQ_OVFL, 1) != 0 ||
		option_set(fd, SOL_SOCKET, SO_RCVBUF, SOCKET_BUFFER_BYTES) != 0 ||
		option_set(fd, SOL_SOCKET, SO_SNDBUF, SOCKET_BUFFER_BYTES) != 0 ||
		bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
		int error = errno;

		close(fd);
		errno = error;
		return -1;
	}
	return fd;
}

static struct fl_port_tx *kernel_tx_open(struct fl_port *port)
{
	struct kernel_port *owner = (struct kernel_port *)port;
	struct kernel_tx *self = calloc(1, sizeof(*self));

	if (self == NULL)
		return NULL;
	self->tx.port = port;
	self->socket = packet_socket_open(owner->ifindex, 0);
	if (self->socket < 0) {
		int error = errno;

		free(self);
		errno = error;
		return NULL;
	}
	for (uint16_t i = 0; i < FL_BURST_MAX; i++)
		self->messages[i].msg_hdr.msg_iov = self->parts[i];
	return &self->tx;
}

static void kernel_tx_close(struct fl_port_tx *tx)
{
	struct kernel_tx *self = (struct kernel_tx *)tx;

	close(self->socket);
	free(self);
}

static void kernel_close(struct fl_port *port)
{
	struct kernel_port *self = (struct kernel_port *)port;

	close(self->socket);
	free(self);
}

static const struct fl_port_ops kernel_ops = {
	.rx_burst = kernel_rx_burst,
	.tx_burst = kernel_tx_burst,
	.missed_so_far = kernel_missed_so_far,
	.rx_drain = kernel_rx_drain,
	.tx_open = kernel_tx_open,
	.tx_close = kernel_tx_close,
	.close = kernel_close,
};

// Index, MAC, MTU and state of the netdev, through any socket of this namespace. 0, or errno.
static int netdev_read(int fd, struct kernel_port *self)
{
	struct ifreq request = {0};

	strcpy(request.ifr_name, self->port.device);
	if (ioctl(fd, SIOCGIFINDEX, &request) != 0)
		return errno;
	self->ifindex = request.ifr_ifindex;
	if (ioctl(fd, SIOCGIFMTU, &request) != 0)
		return errno;
	self->port.mtu = RTE_MIN(request.ifr_mtu, UINT16_MAX);
	if (ioctl(fd, SIOCGIFHWADDR, &request) != 0)
		return errno;
	if (request.ifr_hwaddr.sa_family != ARPHRD_ETHER)
		return ENODEV;
	memcpy(self->port.mac.addr_bytes, request.ifr_hwaddr.sa_data, RTE_ETHER_ADDR_LEN);
	if (ioctl(fd, SIOCGIFFLAGS, &request) != 0)
		return errno;
	return (request.ifr_flags & IFF_UP) != 0 ? 0 : ENETDOWN;
}

static int promiscuous_join(const struct kernel_port *self)
{
	struct packet_mreq membership = {.mr_ifindex = self->ifindex, .mr_type = PACKET_MR_PROMISC};

	return setsockopt(self->socket, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof(membership));
}

// 0, or errno.
static int receive_open(struct kernel_port *self)
{
	int probe = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int error;

	if (probe < 0)
		return errno;
	error = netdev_read(probe, self);
	close(probe);
	if (error != 0)
		return error;
	self->socket = packet_socket_open(self->ifindex, ETH_P_ALL);
	if (self->socket < 0)
		return errno;
	if (promiscuous_join(self) != 0) {
		error = errno;
		close(self->socket);
		return error;
	}
	return 0;
}

struct fl_port *fl_port_kernel_open(const char *device)
{
	struct kernel_port *self;
	int error;

	if (strlen(device) >= sizeof(self->port.device)) {
		errno = ENODEV;
		return NULL;
	}
	// The frames are untouched memory until large segments arrive.
	self = calloc(1, sizeof(*self));
	if (self == NULL)
		return NULL;
	self->port.ops = &kernel_ops;
	self->port.kind = FL_DEVICE_KERNEL;
	strcpy(self->port.device, device);
	error = receive_open(self);
	if (error != 0) {
		free(self);
		errno = error;
		return NULL;
	}
	for (uint16_t i = 0; i < FL_BURST_MAX; i++) {
		struct slot *slot = &self->slots[i];

		slot->parts[0] = (struct iovec){&slot->vnet, sizeof(slot->vnet)};
		self->messages[i].msg_hdr.msg_iov = slot->parts;
		self->messages[i].msg_hdr.msg_iovlen = 3;
		self->messages[i].msg_hdr.msg_control = slot->control.bytes;
	}
	return &self->port;
}
