#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netpacket/packet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ports/port.h"

// lo is not Ethernet; eth0 is the pod network's, never a router's.
static bool is_listed(const struct ifaddrs *address)
{
	if (address->ifa_addr == NULL || address->ifa_addr->sa_family != AF_PACKET)
		return false;
	const struct sockaddr_ll *link = (const struct sockaddr_ll *)(const void *)address->ifa_addr;

	return link->sll_hatype == ARPHRD_ETHER && strcmp(address->ifa_name, "eth0") != 0 &&
	       strlen(address->ifa_name) < FL_NAME_SIZE;
}

static void netdev_fill(struct fl_netdev *netdev, const struct ifaddrs *address, int control)
{
	const struct sockaddr_ll *link = (const struct sockaddr_ll *)(const void *)address->ifa_addr;
	struct ifreq request;

	memset(netdev, 0, sizeof(*netdev));
	strcpy(netdev->name, address->ifa_name);
	memcpy(netdev->mac.addr_bytes, link->sll_addr, RTE_ETHER_ADDR_LEN);
	netdev->up = (address->ifa_flags & IFF_UP) != 0;
	memset(&request, 0, sizeof(request));
	strcpy(request.ifr_name, address->ifa_name);
	// A netdev that vanished meanwhile stays in the list with MTU 0; the next call will not see it.
	if (ioctl(control, SIOCGIFMTU, &request) == 0)
		netdev->mtu = request.ifr_mtu > UINT16_MAX ? UINT16_MAX : (uint16_t)request.ifr_mtu;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct fl_netdev *)a)->name, ((const struct fl_netdev *)b)->name);
}

int fl_netdevs_list(struct fl_netdev *netdevs, uint32_t max)
{
	struct ifaddrs *addresses;
	uint32_t count = 0;
	int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (control < 0)
		return -errno;
	if (getifaddrs(&addresses) != 0) {
		int result = -errno;

		close(control);
		return result;
	}
	for (const struct ifaddrs *address = addresses; address != NULL && count < max; address = address->ifa_next)
		if (is_listed(address))
			netdev_fill(&netdevs[count++], address, control);
	freeifaddrs(addresses);
	close(control);
	qsort(netdevs, count, sizeof(*netdevs), by_name);
	return (int)count;
}
