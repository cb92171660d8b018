// Every reason for which an element drops a packet: one table, from which the enum, the names in the report
// (ELEMENT_REASON, docs/reference/control-api.md) and the catalogue are made. A reason's index counts in
// fl_path_counters.drops and is the same in every forwarding kind.
#pragma once

// X(ENUM NAME, element's node, reason)
#define FL_DROPS(X)                                                                                                    \
	X(TO_DEVICE_FULL, "to_device", "full")                                                                         \
	X(BRIDGE_CROSS_TOO_BIG, "bridge_cross", "too_big")                                                             \
	X(ETHER_INPUT_OTHER_HOST, "ether_input", "other_host")                                                         \
	X(ETHER_INPUT_UNKNOWN_PROTOCOL, "ether_input", "unknown_protocol")                                             \
	X(ARP_RESPONDER_MALFORMED, "arp_responder", "malformed")                                                       \
	X(ARP_RESPONDER_OTHER_TARGET, "arp_responder", "other_target")                                                 \
	X(ARP_RESPONDER_ADDRESS_CONFLICT, "arp_responder", "address_conflict")                                         \
	X(ARP_RESPONDER_CONTROL_BUSY, "arp_responder", "control_busy")                                                 \
	X(CHECK_IP_HEADER_BAD_LENGTH, "check_ip_header", "bad_length")                                                 \
	X(CHECK_IP_HEADER_BAD_CHECKSUM, "check_ip_header", "bad_checksum")                                             \
	X(CHECK_IP_HEADER_BAD_VERSION, "check_ip_header", "bad_version")                                               \
	X(CHECK_IP_HEADER_BAD_HEADER_LENGTH, "check_ip_header", "bad_header_length")                                   \
	X(CHECK_IP_HEADER_MARTIAN_SOURCE, "check_ip_header", "martian_source")                                         \
	X(CHECK_IP_HEADER_MARTIAN_DESTINATION, "check_ip_header", "martian_destination")                               \
	X(CHECK_IP_HEADER_OWN_SOURCE, "check_ip_header", "own_source")                                                 \
	X(CHECK_IP_HEADER_LINK_BROADCAST, "check_ip_header", "link_broadcast")                                         \
	X(CHECK_IP_HEADER_MULTICAST, "check_ip_header", "multicast")                                                   \
	X(CHECK_IP_HEADER_BAD_OFFLOAD, "check_ip_header", "bad_offload")                                               \
	X(CHECK_IP_HEADER_SOURCE_ROUTE, "check_ip_header", "source_route")                                             \
	X(IP_LOOKUP_NO_ROUTE, "ip_lookup", "no_route")                                                                 \
	X(IP_LOOKUP_BROADCAST, "ip_lookup", "broadcast")                                                               \
	X(IP_OUTPUT_NO_ROUTE, "ip_output", "no_route")                                                                 \
	X(DEC_IP_TTL_EXPIRED, "dec_ip_ttl", "expired")                                                                 \
	X(IP_LOCAL_FRAGMENT, "ip_local", "fragment")                                                                   \
	X(IP_LOCAL_BAD_ICMP, "ip_local", "bad_icmp")                                                                   \
	X(IP_LOCAL_UNKNOWN_ICMP, "ip_local", "unknown_icmp")                                                           \
	X(IP_LOCAL_UNKNOWN_PORT, "ip_local", "unknown_port")                                                           \
	X(IP_LOCAL_UNKNOWN_PROTOCOL, "ip_local", "unknown_protocol")                                                   \
	X(IP_FRAGMENTER_TOO_BIG, "ip_fragmenter", "too_big")                                                           \
	X(IP_FRAGMENTER_FAILED, "ip_fragmenter", "failed")                                                             \
	X(ARP_QUERIER_UNREACHABLE, "arp_querier", "unreachable")                                                       \
	X(ARP_QUERIER_HOLD_FULL, "arp_querier", "hold_full")                                                           \
	X(CHECK_IP6_HEADER_BAD_LENGTH, "check_ip6_header", "bad_length")                                               \
	X(CHECK_IP6_HEADER_BAD_VERSION, "check_ip6_header", "bad_version")                                             \
	X(CHECK_IP6_HEADER_MARTIAN_SOURCE, "check_ip6_header", "martian_source")                                       \
	X(CHECK_IP6_HEADER_MARTIAN_DESTINATION, "check_ip6_header", "martian_destination")                             \
	X(CHECK_IP6_HEADER_OWN_SOURCE, "check_ip6_header", "own_source")                                               \
	X(CHECK_IP6_HEADER_MULTICAST, "check_ip6_header", "multicast")                                                 \
	X(CHECK_IP6_HEADER_LINK_MULTICAST, "check_ip6_header", "link_multicast")                                       \
	X(CHECK_IP6_HEADER_BAD_OFFLOAD, "check_ip6_header", "bad_offload")                                             \
	X(IP6_LOOKUP_NO_ROUTE, "ip6_lookup", "no_route")                                                               \
	X(IP6_LOOKUP_BEYOND_SCOPE, "ip6_lookup", "beyond_scope")                                                       \
	X(IP6_LOOKUP_LINK_LOCAL, "ip6_lookup", "link_local")                                                           \
	X(IP6_OUTPUT_NO_ROUTE, "ip6_output", "no_route")                                                               \
	X(DEC_IP6_HLIM_EXPIRED, "dec_ip6_hlim", "expired")                                                             \
	X(CHECK_IP6_MTU_TOO_BIG, "check_ip6_mtu", "too_big")                                                           \
	X(IP6_LOCAL_FRAGMENT, "ip6_local", "fragment")                                                                 \
	X(IP6_LOCAL_BAD_ICMP, "ip6_local", "bad_icmp")                                                                 \
	X(IP6_LOCAL_UNKNOWN_ICMP, "ip6_local", "unknown_icmp")                                                         \
	X(IP6_LOCAL_UNKNOWN_PORT, "ip6_local", "unknown_port")                                                         \
	X(IP6_LOCAL_UNKNOWN_PROTOCOL, "ip6_local", "unknown_protocol")                                                 \
	X(IP6_LOCAL_UNKNOWN_OPTION, "ip6_local", "unknown_option")                                                     \
	X(IP6_LOCAL_UNKNOWN_UNICAST_OPTION, "ip6_local", "unknown_unicast_option")                                     \
	X(IP6_LOCAL_SOURCE_ROUTE, "ip6_local", "source_route")                                                         \
	X(IP6_LOCAL_BAD_EXTENSIONS, "ip6_local", "bad_extensions")                                                     \
	X(ND_RESPONDER_MALFORMED, "nd_responder", "malformed")                                                         \
	X(ND_RESPONDER_OTHER_TARGET, "nd_responder", "other_target")                                                   \
	X(ND_RESPONDER_ADDRESS_CONFLICT, "nd_responder", "address_conflict")                                           \
	X(ND_RESPONDER_NOT_SERVED, "nd_responder", "not_served")                                                       \
	X(ND_RESPONDER_NO_BUFFER, "nd_responder", "no_buffer")                                                         \
	X(ND_RESPONDER_CONTROL_BUSY, "nd_responder", "control_busy")                                                   \
	X(MLD_RESPONDER_MALFORMED, "mld_responder", "malformed")                                                       \
	X(ND_QUERIER_UNREACHABLE, "nd_querier", "unreachable")                                                         \
	X(ND_QUERIER_HOLD_FULL, "nd_querier", "hold_full")

enum fl_drop {
#define FL_DROP_ENUM(name, node, reason) FL_DROP_##name,
	FL_DROPS(FL_DROP_ENUM)
#undef FL_DROP_ENUM
		FL_DROP_COUNT,
};

// NULL-terminated, indexed by enum fl_drop: "check_ip_header_bad_checksum".
extern const char *const fl_drop_names[];
