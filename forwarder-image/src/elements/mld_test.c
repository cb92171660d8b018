// Which groups the router says that it listens to (RFC 3810).
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/ip6.h"
#include "elements/testing/frames6.h"

enum { RECORDS = 14 + 40 + 8 + 8, RECORD_SIZE = 20 };

// Takes a report that interface 1 has sent, all of whose records have this type.
static struct rte_mbuf *take_report(struct lab *lab, uint8_t type)
{
	static const struct rte_ether_addr mac = {{0x33, 0x33, 0, 0, 0, 0x16}};
	const struct fl_ip6 own = lab6_link_local(lab, 1), routers = lab6_address("ff02::16");
	struct rte_mbuf *frame = lab_take(lab, 1);
	const uint8_t *bytes = rte_pktmbuf_mtod(frame, const uint8_t *);

	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, &mac));
	assert_int_equal(frame6_ip(frame)->hop_limits, 1);
	assert_true(fl_ip6_equal(fl_ip6_source(frame6_ip(frame)), &own));
	assert_true(fl_ip6_equal(fl_ip6_destination(frame6_ip(frame)), &routers));
	assert_int_equal(frame6_ip(frame)->proto, IPPROTO_HOPOPTS);
	assert_int_equal(frame->pkt_len, 14 + 40 + rte_be_to_cpu_16(frame6_ip(frame)->payload_len));
	assert_int_equal(bytes[14 + 40], IPPROTO_ICMPV6);
	assert_int_equal(bytes[14 + 40 + 2], 5); // router alert
	assert_int_equal(bytes[14 + 48], 143);
	assert_int_equal(fl_icmp6_checksum(frame, frame6_ip(frame), 14 + 48), 0);
	assert_int_equal(frame->pkt_len, RECORDS + RECORD_SIZE * (bytes[RECORDS - 2] << 8 | bytes[RECORDS - 1]));
	for (uint32_t offset = RECORDS; offset < frame->pkt_len; offset += RECORD_SIZE)
		assert_int_equal(bytes[offset], type);
	return frame;
}

// That the report has these groups, in any order, and no others.
static void assert_groups(struct rte_mbuf *frame, const struct fl_ip6 *groups, uint32_t count)
{
	assert_int_equal(frame->pkt_len, RECORDS + RECORD_SIZE * count);
	for (uint32_t i = 0; i < count; i++) {
		bool found = false;

		for (uint32_t offset = RECORDS + 4; offset < frame->pkt_len; offset += RECORD_SIZE)
			found = found || memcmp(rte_pktmbuf_mtod_offset(frame, const char *, offset), &groups[i],
						 sizeof(groups[i])) == 0;
		assert_true(found);
	}
	rte_pktmbuf_free(frame);
}

static struct rte_mbuf *query(struct lab *lab, const char *source)
{
	static const uint8_t alert[8] = {0, 0, 5, 2, 0, 0, 1, 0};
	struct rte_mbuf *frame = frame6_echo(lab, 1, source, "ff02::1", 20);

	memset(frame6_icmp(frame), 0, 28);
	frame6_icmp(frame)->type = 130;
	frame6_ip(frame)->hop_limits = 1;
	frame6_icmp_finish(frame);
	frame6_extension_insert(frame, IPPROTO_HOPOPTS, alert, 8);
	return frame;
}

static void answers_queries_with_all_its_groups_rfc3810_6_2(void **state)
{
	struct lab *lab = *state;
	const struct fl_ip6 own = lab6_link_local(lab, 1);
	const struct fl_ip6 groups[] = {lab6_address("ff02::2"), lab6_address("ff02::1:ff00:1"),
		lab6_address("ff02::1:ff00:0"), fl_ip6_solicited_node_of(&own)};

	lab_put(lab, 1, query(lab, "fe80::9"));
	assert_groups(take_report(lab, 2), groups, RTE_DIM(groups));
	lab_assert_silent(lab);
}

static void reports_unasked_when_it_starts_rfc3810_6_1(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;

	lab_replace(lab, &config);
	rte_pktmbuf_free(lab_take(lab, 1)); // ARP's announcement
	rte_pktmbuf_free(take_report(lab, 4));
	lab_flush(lab);
}

static void drops_queries_from_beyond_the_link(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = query(lab, "fe80::9");

	frame6_ip(frame)->hop_limits = 2;
	lab_put(lab, 1, frame);
	lab_put(lab, 1, query(lab, LAB6_RIGHT));
	lab_assert_silent(lab);
	assert_int_equal(lab_drops(lab, FL_DROP_MLD_RESPONDER_MALFORMED), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB6_TEST(answers_queries_with_all_its_groups_rfc3810_6_2),
		LAB6_TEST(reports_unasked_when_it_starts_rfc3810_6_1),
		LAB6_TEST(drops_queries_from_beyond_the_link),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
