// The classes there are. Listing them here is also what links their nodes (they register themselves with rte_graph in
// constructors) into the program.
#include <string.h>

#include "elements/click/class.h"

extern const struct fl_click_class fl_click_to_device, fl_click_from_device, fl_click_discard, fl_click_counter,
	fl_click_average_counter, fl_click_tee, fl_click_paint, fl_click_paint_switch, fl_click_check_paint,
	fl_click_strip_class, fl_click_unstrip_class, fl_click_ether_encap, fl_click_ether_rewrite,
	fl_click_ether_mirror, fl_click_arp_responder, fl_click_arp_querier, fl_click_vlan_encap, fl_click_vlan_decap,
	fl_click_set_vlan_anno, fl_click_classifier, fl_click_ip_classifier, fl_click_ip_filter,
	fl_click_check_ip_header, fl_click_mark_ip_header, fl_click_strip_ip_header, fl_click_dec_ip_ttl,
	fl_click_drop_broadcasts, fl_click_set_ip_dscp, fl_click_set_ip_checksum, fl_click_fix_ip_src,
	fl_click_ip_mirror, fl_click_set_ip_address, fl_click_get_ip_address, fl_click_check_length, fl_click_ip_lookup,
	fl_click_static_ip_lookup, fl_click_linear_ip_lookup, fl_click_radix_ip_lookup, fl_click_direct_ip_lookup,
	fl_click_ip_fragmenter, fl_click_icmp_error, fl_click_icmp_ping_responder, fl_click_ip_encap,
	fl_click_udp_ip_encap, fl_click_check_udp_header, fl_click_check_tcp_header, fl_click_check_icmp_header,
	fl_click_set_udp_checksum, fl_click_set_tcp_checksum, fl_click_switch, fl_click_round_robin_switch,
	fl_click_random_switch, fl_click_hash_switch, fl_click_random_sample, fl_click_rated_splitter,
	fl_click_bandwidth_rated_splitter, fl_click_meter, fl_click_bandwidth_meter, fl_click_burn, fl_click_queue,
	fl_click_red, fl_click_shaper, fl_click_bandwidth_shaper, fl_click_unqueue, fl_click_rated_unqueue,
	fl_click_bandwidth_rated_unqueue, fl_click_round_robin_sched, fl_click_prio_sched, fl_click_drr_sched,
	fl_click_bpf_classifier, fl_click_gre_encap, fl_click_gre_decap, fl_click_check_ip6_header,
	fl_click_dec_ip6_hlim, fl_click_lookup_ip6_route, fl_click_stride_sched, fl_click_pull_switch,
	fl_click_host_ether_filter, fl_click_null, fl_click_paint_tee, fl_click_set_ip_ecn, fl_click_mark_ip_ce,
	fl_click_ip_gw_options, fl_click_ip_reassembler, fl_click_ip_rewriter, fl_click_link_unqueue;

static const struct fl_click_class *const classes[] = {
	&fl_click_to_device, // first: "to_device_full" is the first drop reason of every kind of forwarding
	&fl_click_from_device,
	&fl_click_discard,
	&fl_click_null,
	&fl_click_counter,
	&fl_click_average_counter,
	&fl_click_tee,
	&fl_click_paint_tee,
	&fl_click_paint,
	&fl_click_paint_switch,
	&fl_click_check_paint,
	&fl_click_strip_class,
	&fl_click_unstrip_class,
	&fl_click_ether_encap,
	&fl_click_ether_rewrite,
	&fl_click_ether_mirror,
	&fl_click_host_ether_filter,
	&fl_click_arp_responder,
	&fl_click_arp_querier,
	&fl_click_vlan_encap,
	&fl_click_vlan_decap,
	&fl_click_set_vlan_anno,
	&fl_click_classifier,
	&fl_click_ip_classifier,
	&fl_click_ip_filter,
	&fl_click_check_ip_header,
	&fl_click_mark_ip_header,
	&fl_click_strip_ip_header,
	&fl_click_dec_ip_ttl,
	&fl_click_drop_broadcasts,
	&fl_click_ip_gw_options,
	&fl_click_set_ip_dscp,
	&fl_click_set_ip_ecn,
	&fl_click_mark_ip_ce,
	&fl_click_set_ip_checksum,
	&fl_click_fix_ip_src,
	&fl_click_ip_mirror,
	&fl_click_ip_rewriter,
	&fl_click_set_ip_address,
	&fl_click_get_ip_address,
	&fl_click_check_length,
	&fl_click_ip_lookup,
	&fl_click_static_ip_lookup,
	&fl_click_linear_ip_lookup,
	&fl_click_radix_ip_lookup,
	&fl_click_direct_ip_lookup,
	&fl_click_ip_fragmenter,
	&fl_click_ip_reassembler,
	&fl_click_icmp_error,
	&fl_click_icmp_ping_responder,
	&fl_click_ip_encap,
	&fl_click_udp_ip_encap,
	&fl_click_check_udp_header,
	&fl_click_check_tcp_header,
	&fl_click_check_icmp_header,
	&fl_click_set_udp_checksum,
	&fl_click_set_tcp_checksum,
	&fl_click_switch,
	&fl_click_round_robin_switch,
	&fl_click_random_switch,
	&fl_click_hash_switch,
	&fl_click_random_sample,
	&fl_click_rated_splitter,
	&fl_click_bandwidth_rated_splitter,
	&fl_click_meter,
	&fl_click_bandwidth_meter,
	&fl_click_queue,
	&fl_click_red,
	&fl_click_shaper,
	&fl_click_bandwidth_shaper,
	&fl_click_unqueue,
	&fl_click_rated_unqueue,
	&fl_click_bandwidth_rated_unqueue,
	&fl_click_link_unqueue,
	&fl_click_round_robin_sched,
	&fl_click_prio_sched,
	&fl_click_drr_sched,
	&fl_click_stride_sched,
	&fl_click_pull_switch,
	&fl_click_bpf_classifier,
	&fl_click_gre_encap,
	&fl_click_gre_decap,
	&fl_click_check_ip6_header,
	&fl_click_dec_ip6_hlim,
	&fl_click_lookup_ip6_route,
	&fl_click_burn,
	NULL,
};

const char *fl_click_drop_names_all[FL_DROP_REASONS_MAX + 1];

// Classes of several names share their table of drop reasons.
static bool drops_stood_before(size_t class_index)
{
	for (size_t i = 0; i < class_index; i++)
		if (classes[i]->drops == classes[class_index]->drops)
			return true;
	return classes[class_index]->drops == NULL;
}

static uint16_t drops_count(size_t class_index)
{
	uint16_t count = 0;

	if (drops_stood_before(class_index))
		return 0;
	while (classes[class_index]->drops[count] != NULL)
		count++;
	return count;
}

// Before main, like the nodes' registration: constant ever after.
static void __attribute__((constructor)) drop_names_fill(void)
{
	size_t place = 0;

	for (size_t i = 0; classes[i] != NULL; i++)
		for (uint16_t j = 0; j < drops_count(i) && place < FL_DROP_REASONS_MAX; j++)
			fl_click_drop_names_all[place++] = classes[i]->drops[j];
}

const struct fl_click_class *const *fl_click_classes(void)
{
	return classes;
}

const struct fl_click_class *fl_click_class_find(const char *name)
{
	for (size_t i = 0; classes[i] != NULL; i++)
		if (strcmp(classes[i]->name, name) == 0)
			return classes[i];
	return NULL;
}

uint16_t fl_click_drop_base(const struct fl_click_class *class_)
{
	uint16_t base = 0;

	for (size_t i = 0; classes[i] != class_ && (class_->drops == NULL || classes[i]->drops != class_->drops); i++)
		base += drops_count(i);
	return base;
}
