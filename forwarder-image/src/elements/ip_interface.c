#include "elements/ip_interface.h"

#include "elements/ip6.h"
#include "elements/ip_routes.h"

bool fl_ip_interface_has(const struct fl_ip_interface *interface, uint32_t address)
{
	for (uint32_t i = 0; i < interface->address_count; i++)
		if (interface->addresses[i].address == address)
			return true;
	return false;
}

const struct fl_ip4_prefix *fl_ip_interface_subnet(const struct fl_ip_interface *interface, uint32_t address)
{
	for (uint32_t i = 0; i < interface->address_count; i++)
		if (fl_prefix_has(&interface->addresses[i], address))
			return &interface->addresses[i];
	return NULL;
}

bool fl_ip_interface_has6(const struct fl_ip_interface *interface, const struct fl_ip6 *address)
{
	if (fl_ip_interface_speaks6(interface) && fl_ip6_equal(&interface->link_local, address))
		return true;
	for (uint32_t i = 0; i < interface->address6_count; i++)
		if (fl_ip6_equal(&interface->addresses6[i].address, address))
			return true;
	return false;
}

bool fl_ip_interface_has_anycast(const struct fl_ip_interface *interface, const struct fl_ip6 *address)
{
	for (uint32_t i = 0; i < interface->address6_count; i++) {
		const struct fl_ip6_prefix *subnet = &interface->addresses6[i];
		const struct fl_ip6 network = fl_ip6_network(subnet);

		if (fl_ip6_prefix_has_anycast(subnet) && fl_ip6_equal(&network, address))
			return !fl_ip_interface_has6(interface, address);
	}
	return false;
}

static bool is_solicited_node_of(const struct fl_ip6 *group, const struct fl_ip6 *address)
{
	const struct fl_ip6 own = fl_ip6_solicited_node_of(address);

	return fl_ip6_equal(group, &own);
}

bool fl_ip_interface_has_group(const struct fl_ip_interface *interface, const struct fl_ip6 *group)
{
	if (fl_ip6_equal(group, &FL_IP6_ALL_NODES) || fl_ip6_equal(group, &FL_IP6_ALL_ROUTERS) ||
		is_solicited_node_of(group, &interface->link_local))
		return true;
	for (uint32_t i = 0; i < interface->address6_count; i++) {
		const struct fl_ip6_prefix *subnet = &interface->addresses6[i];
		const struct fl_ip6 network = fl_ip6_network(subnet);

		if (is_solicited_node_of(group, &subnet->address) ||
			(fl_ip6_prefix_has_anycast(subnet) && is_solicited_node_of(group, &network)))
			return true;
	}
	return false;
}

const struct fl_ip6 *fl_ip_interface_source6(const struct fl_ip_interface *interface, const struct fl_ip6 *destination)
{
	return fl_ip6_is_link_local(destination) ? &interface->link_local : &interface->addresses6[0].address;
}

static bool has_neighbour6(const struct fl_ip_interface *interface, const struct fl_ip6 *address)
{
	if (fl_ip6_is_multicast(address) || fl_ip6_is_unspecified(address) ||
		fl_ip_interface_has6(interface, address) || fl_ip_interface_has_anycast(interface, address))
		return false;
	if (fl_ip6_is_link_local(address))
		return fl_ip_interface_speaks6(interface) && fl_ip6_is_link_local_host(address);
	for (uint32_t i = 0; i < interface->address6_count; i++)
		if (fl_ip6_prefix_has(&interface->addresses6[i], address))
			return true;
	return false;
}

bool fl_ip_interface_has_neighbour(const struct fl_ip_interface *interface, struct fl_neighbour_key key)
{
	if (fl_neighbour_key_is_ip4(key)) {
		uint32_t address = fl_neighbour_key_ip4(key);

		return fl_ip_interface_subnet(interface, address) != NULL && !fl_ip_interface_has(interface, address);
	}
	const struct fl_ip6 address = fl_neighbour_key_ip6(key);

	return has_neighbour6(interface, &address);
}
