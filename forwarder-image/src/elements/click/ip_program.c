#include "elements/click/ip_expression.h"
#include "elements/click/packet.h"

struct fields {
	uint32_t valid; // a bit for each field
	uint32_t values[FL_IP_FIELDS];
};

static void field_set(struct fields *fields, enum fl_ip_field field, uint32_t value)
{
	fields->values[field] = value;
	fields->valid |= 1u << field;
}

static void transport_read(struct fields *fields, struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip)
{
	bool tcp = ip->next_proto_id == IPPROTO_TCP;

	if (tcp || ip->next_proto_id == IPPROTO_UDP) {
		const struct rte_udp_hdr *ports = fl_click_transport(packet, ip, 4);

		if (ports == NULL)
			return;
		field_set(fields, FL_IP_SOURCE_PORT, rte_be_to_cpu_16(ports->src_port));
		field_set(fields, FL_IP_DESTINATION_PORT, rte_be_to_cpu_16(ports->dst_port));
	}
	if (tcp) {
		const struct rte_tcp_hdr *header = fl_click_transport(packet, ip, sizeof(*header));

		if (header != NULL)
			field_set(fields, FL_IP_TCP_FLAGS, header->tcp_flags);
	}
	if (ip->next_proto_id == IPPROTO_ICMP) {
		const uint8_t *type = fl_click_transport(packet, ip, 1);

		if (type != NULL)
			field_set(fields, FL_IP_ICMP_TYPE, *type);
	}
}

static void fields_read(struct fields *fields, struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip)
{
	const rte_be16_t parts = RTE_BE16(RTE_IPV4_HDR_MF_FLAG | RTE_IPV4_HDR_OFFSET_MASK);

	field_set(fields, FL_IP_SOURCE, rte_be_to_cpu_32(ip->src_addr));
	field_set(fields, FL_IP_DESTINATION, rte_be_to_cpu_32(ip->dst_addr));
	field_set(fields, FL_IP_PROTOCOL, ip->next_proto_id);
	field_set(fields, FL_IP_VERSION, ip->version);
	field_set(fields, FL_IP_HEADER_LENGTH, ip->ihl);
	field_set(fields, FL_IP_ID, rte_be_to_cpu_16(ip->packet_id));
	field_set(fields, FL_IP_TOS, ip->type_of_service);
	field_set(fields, FL_IP_TTL, ip->time_to_live);
	field_set(fields, FL_IP_LENGTH, rte_be_to_cpu_16(ip->total_length));
	field_set(fields, FL_IP_FRAGMENT, (ip->fragment_offset & parts) != 0);
	transport_read(fields, packet, ip);
}

uint16_t fl_ip_program_run(const struct fl_ip_program *program, struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip)
{
	struct fields fields = {0};
	uint16_t target = program->start;

	fields_read(&fields, packet, ip);
	while ((target & FL_IP_OUTCOME) == 0) {
		const struct fl_ip_test *test = &program->tests[target];
		uint32_t value = fields.values[test->field] & test->mask;
		bool has = (fields.valid & 1u << test->field) != 0;

		target = has && value - test->low <= test->high - test->low ? test->yes : test->no;
	}
	return target & ~FL_IP_OUTCOME;
}
