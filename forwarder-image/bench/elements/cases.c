#include "bench/elements/cases.h"

#include <rte_common.h>

#define IN "in = FromDevice; DEVNAME: a\nnone = Discard\n"
#define OUT "x 0 > none 0\n"
#define OUT2 OUT "x 1 > none 0\n"
// x on frames, and on datagrams with their header found and checked; ports: the connections of its outputs.
#define FRAMES(element, ports) IN "x = " element "\nin 0 > x 0\n" ports
#define BEHIND(before, element, ports) IN "p = " before "\nx = " element "\nin 0 > p 0\np 0 > x 0\n" ports
#define DATAGRAMS_IN IN "s = Strip; LENGTH: 14\nh = CheckIPHeader\nin 0 > s 0\ns 0 > h 0\n"
#define DATAGRAMS(element, ports) DATAGRAMS_IN "x = " element "\nh 0 > x 0\n" ports
#define PULLED_IN IN "q = Queue\nin 0 > q 0\n"
#define PULLED(element) PULLED_IN "u = Unqueue\nx = " element "\nq 0 > x 0\nx 0 > u 0\nu 0 > none 0\n"
#define UNQUEUED(element) PULLED_IN "x = " element "\nq 0 > x 0\nx 0 > none 0\n"
// Of two queues. What is taken off is of two queues that are pulled from by themselves.
#define TWO_QUEUES IN "w = RoundRobinSwitch\nq = Queue\nr = Queue\nin 0 > w 0\nw 0 > q 0\nw 1 > r 0\nu = Unqueue\n"
#define SCHEDULED(element) TWO_QUEUES "x = " element "\nq 0 > x 0\nr 0 > x 1\nx 0 > u 0\nu 0 > none 0\n"
static const char without_pulled[] = UNQUEUED("Unqueue");
static const char without_scheduled[] = TWO_QUEUES "v = Unqueue\nq 0 > u 0\nr 0 > v 0\nu 0 > none 0\nv 0 > none 0\n";
#define ROUTES "ROUTE[]: 10.1.0.0/24 0; ROUTE[]: 10.2.0.0/24 1; ROUTE[]: 0.0.0.0/0 10.1.0.9 0"
#define TUNNEL "SRC: a:ip; DST: 10.9.0.1"
#define UNTOUCHED "the rate is beyond what comes"
// r6 = r1; r0 = EtherType; r0 = 1, which is output 0; exit
#define PROGRAM "vxYAAAAAAAAoAAAADAAAALcAAAABAAAAlQAAAAAAAAA="

static const struct bench_case cases[] = {
	{"ToDevice", "in = FromDevice; DEVNAME: a\nx = ToDevice; DEVNAME: b\nin 0 > x 0\n", NULL, BENCH_UDP,
		"to a ring in memory"},
	{"FromDevice", "x = FromDevice; DEVNAME: a\nnone = Discard\n" OUT, NULL, BENCH_UDP, "from a ring in memory"},
	{"Discard", "in = FromDevice; DEVNAME: a\nx = Discard\nin 0 > x 0\n", NULL, BENCH_UDP, NULL},
	{"Null", FRAMES("Null", OUT), NULL, BENCH_UDP, NULL},
	{"Counter", FRAMES("Counter", OUT), NULL, BENCH_UDP, NULL},
	{"AverageCounter", FRAMES("AverageCounter", OUT), NULL, BENCH_UDP, NULL},
	{"Tee", FRAMES("Tee", OUT2), NULL, BENCH_UDP, "one copy of 142 bytes"},
	{"PaintTee", FRAMES("PaintTee; COLOR: 1", OUT2), NULL, BENCH_UDP, "none of them of its color"},
	{"Paint", FRAMES("Paint; COLOR: 1", OUT), NULL, BENCH_UDP, NULL},
	{"PaintSwitch", BEHIND("Paint; COLOR: 1", "PaintSwitch", OUT2), NULL, BENCH_UDP, NULL},
	{"CheckPaint", BEHIND("Paint; COLOR: 1", "CheckPaint; COLOR: 1", OUT2), NULL, BENCH_UDP, NULL},
	{"Strip", FRAMES("Strip; LENGTH: 14", OUT), NULL, BENCH_UDP, NULL},
	{"Unstrip", BEHIND("Strip; LENGTH: 14", "Unstrip; LENGTH: 14", OUT), NULL, BENCH_UDP, NULL},
	{"EtherEncap", DATAGRAMS("EtherEncap; ETHERTYPE: 0x0800; SRC: a:eth; DST: 02:00:00:00:02:02", OUT), NULL,
		BENCH_UDP, NULL},
	{"EtherRewrite", FRAMES("EtherRewrite; SRC: a:eth; DST: 02:00:00:00:02:02", OUT), NULL, BENCH_UDP, NULL},
	{"EtherMirror", FRAMES("EtherMirror", OUT), NULL, BENCH_UDP, NULL},
	{"HostEtherFilter", FRAMES("HostEtherFilter; ETHER: a:eth", OUT2), NULL, BENCH_UDP, NULL},
	{"ARPResponder", FRAMES("ARPResponder; ENTRY[]: a:ip a:eth", OUT), NULL, BENCH_ARP, "an answer to each"},
	{"ARPQuerier",
		DATAGRAMS_IN "x = ARPQuerier; IP: a:ip; ETHER: a:eth\nc = Classifier; PATTERN[]: 12/0806 20/0002; "
			     "PATTERN[]: -\nback = FromDevice; DEVNAME: b\nback 0 > c 0\nc 0 > x 1\nc 1 > none 0\n"
			     "h 0 > x 0\n" OUT,
		NULL, BENCH_UDP, "the neighbour is known"},
	{"VLANEncap", FRAMES("VLANEncap; VLAN_ID: 7", OUT), NULL, BENCH_UDP, NULL},
	{"VLANDecap", BEHIND("VLANEncap; VLAN_ID: 7", "VLANDecap", OUT), NULL, BENCH_UDP, NULL},
	{"SetVLANAnno", FRAMES("SetVLANAnno; VLAN_ID: 7", OUT), NULL, BENCH_UDP, NULL},
	{"Classifier", FRAMES("Classifier; PATTERN[]: 12/0806; PATTERN[]: 12/0800", OUT2), NULL, BENCH_UDP,
		"the second of 2 patterns"},
	{"IPClassifier", DATAGRAMS("IPClassifier; PATTERN[]: tcp; PATTERN[]: udp dst port 5000", OUT2), NULL, BENCH_UDP,
		"the second of 2 expressions"},
	{"IPFilter",
		DATAGRAMS("IPFilter; RULE[]: deny src net 192.168.0.0/16; RULE[]: allow udp; RULE[]: deny all", OUT),
		NULL, BENCH_UDP, "the second of 3 rules"},
	{"CheckIPHeader", BEHIND("Strip; LENGTH: 14", "CheckIPHeader", OUT), NULL, BENCH_UDP, NULL},
	{"MarkIPHeader", FRAMES("MarkIPHeader; OFFSET: 14", OUT), NULL, BENCH_UDP, NULL},
	{"StripIPHeader", DATAGRAMS("StripIPHeader", OUT), NULL, BENCH_UDP, NULL},
	{"DecIPTTL", DATAGRAMS("DecIPTTL", OUT), NULL, BENCH_UDP, NULL},
	{"DropBroadcasts", FRAMES("DropBroadcasts", OUT), NULL, BENCH_UDP, NULL},
	{"IPGWOptions", DATAGRAMS("IPGWOptions; MYADDR: a:ip", OUT), NULL, BENCH_UDP, "none of them with options"},
	{"SetIPDSCP", DATAGRAMS("SetIPDSCP; DSCP: 46", OUT), NULL, BENCH_UDP, NULL},
	{"SetIPECN", DATAGRAMS("SetIPECN; ECN: 1", OUT), NULL, BENCH_UDP, NULL},
	{"MarkIPCE", DATAGRAMS("MarkIPCE; FORCE: true", OUT2), NULL, BENCH_UDP, NULL},
	{"SetIPChecksum", DATAGRAMS("SetIPChecksum", OUT), NULL, BENCH_UDP, NULL},
	{"FixIPSrc", DATAGRAMS("FixIPSrc; IPADDR: a:ip", OUT), NULL, BENCH_UDP, "none of them an ICMP error"},
	{"IPMirror", DATAGRAMS("IPMirror", OUT), NULL, BENCH_UDP, NULL},
	{"IPRewriter", DATAGRAMS("IPRewriter; INPUTSPEC[]: pattern 10.2.0.1 1024-65535 - - 0 1", OUT2), NULL, BENCH_UDP,
		"a flow that has a mapping"},
	{"SetIPAddress", FRAMES("SetIPAddress; IP: 10.2.0.2", OUT), NULL, BENCH_UDP, NULL},
	{"GetIPAddress", FRAMES("GetIPAddress; OFFSET: 30", OUT), NULL, BENCH_UDP, NULL},
	{"CheckLength", FRAMES("CheckLength; LENGTH: 1500", OUT), NULL, BENCH_UDP, NULL},
	{"IPLookup", DATAGRAMS("IPLookup; " ROUTES, OUT2), NULL, BENCH_UDP, "3 routes"},
	{"StaticIPLookup", DATAGRAMS("StaticIPLookup; " ROUTES, OUT2), NULL, BENCH_UDP, "3 routes"},
	{"LinearIPLookup", DATAGRAMS("LinearIPLookup; " ROUTES, OUT2), NULL, BENCH_UDP, "3 routes"},
	{"RadixIPLookup", DATAGRAMS("RadixIPLookup; " ROUTES, OUT2), NULL, BENCH_UDP, "3 routes"},
	{"DirectIPLookup", DATAGRAMS("DirectIPLookup; " ROUTES, OUT2), NULL, BENCH_UDP, "3 routes"},
	{"IPFragmenter", DATAGRAMS("IPFragmenter; MTU: 1500", OUT), NULL, BENCH_UDP, "none of them too long"},
	{"IPReassembler",
		DATAGRAMS_IN "w = RoundRobinSwitch\nf = IPFragmenter; MTU: 100\nx = IPReassembler\n"
			     "h 0 > w 0\nw 0 > f 0\nw 1 > none 0\nf 0 > x 0\n" OUT,
		NULL, BENCH_UDP, "a fragment, of 2 in each datagram"},
	{"ICMPError", DATAGRAMS("ICMPError; SRC: a:ip; TYPE: timeexceeded", OUT), NULL, BENCH_UDP,
		"most of them beyond its rate limit"},
	{"ICMPPingResponder", DATAGRAMS("ICMPPingResponder", OUT), NULL, BENCH_ECHO, "an answer to each"},
	{"IPEncap", DATAGRAMS("IPEncap; PROTO: ipip; " TUNNEL, OUT), NULL, BENCH_UDP, NULL},
	{"UDPIPEncap", DATAGRAMS("UDPIPEncap; SPORT: 1; DPORT: 2; " TUNNEL, OUT), NULL, BENCH_UDP,
		"with a checksum over 136 bytes"},
	{"CheckUDPHeader", DATAGRAMS("CheckUDPHeader", OUT), NULL, BENCH_UDP, "a checksum over 108 bytes"},
	{"CheckTCPHeader", DATAGRAMS("CheckTCPHeader", OUT), NULL, BENCH_TCP, "a checksum over 108 bytes"},
	{"CheckICMPHeader", DATAGRAMS("CheckICMPHeader", OUT), NULL, BENCH_ECHO, "a checksum over 108 bytes"},
	{"SetUDPChecksum", DATAGRAMS("SetUDPChecksum", OUT), NULL, BENCH_UDP, "over 108 bytes"},
	{"SetTCPChecksum", DATAGRAMS("SetTCPChecksum", OUT), NULL, BENCH_TCP, "over 108 bytes"},
	{"Switch", FRAMES("Switch; OUTPUT: 1", OUT2), NULL, BENCH_UDP, NULL},
	{"RoundRobinSwitch", FRAMES("RoundRobinSwitch", OUT2), NULL, BENCH_UDP, "2 outputs"},
	{"RandomSwitch", FRAMES("RandomSwitch", OUT2), NULL, BENCH_UDP, "2 outputs"},
	{"HashSwitch", FRAMES("HashSwitch; OFFSET: 26; LENGTH: 8", OUT2), NULL, BENCH_UDP, "over 8 bytes"},
	{"RandomSample", FRAMES("RandomSample; P: 0.5", OUT2), NULL, BENCH_UDP, NULL},
	{"RatedSplitter", FRAMES("RatedSplitter; RATE: 100000000000", OUT2), NULL, BENCH_UDP, UNTOUCHED},
	{"BandwidthRatedSplitter", FRAMES("BandwidthRatedSplitter; RATE: 100000000000", OUT2), NULL, BENCH_UDP,
		UNTOUCHED},
	{"Meter", FRAMES("Meter; RATE[]: 1000", OUT2), NULL, BENCH_UDP, NULL},
	{"BandwidthMeter", FRAMES("BandwidthMeter; RATE[]: 1000", OUT2), NULL, BENCH_UDP, NULL},
	{"Queue", IN "x = Queue\nu = Unqueue\nin 0 > x 0\nx 0 > u 0\nu 0 > none 0\n", NULL, BENCH_UDP,
		"in and out again"},
	{"RED",
		IN "x = RED; MIN_THRESH: 100; MAX_THRESH: 200; MAX_P: 0.1\nq = Queue\nu = Unqueue\n"
		   "in 0 > x 0\nx 0 > q 0\nq 0 > u 0\nu 0 > none 0\n",
		NULL, BENCH_UDP, "below its threshold"},
	{"Shaper", PULLED("Shaper; RATE: 100000000000"), without_pulled, BENCH_UDP, UNTOUCHED},
	{"BandwidthShaper", PULLED("BandwidthShaper; RATE: 100000000000"), without_pulled, BENCH_UDP, UNTOUCHED},
	{"Unqueue", UNQUEUED("Unqueue"), NULL, BENCH_UDP, NULL},
	{"RatedUnqueue", UNQUEUED("RatedUnqueue; RATE: 100000000000"), without_pulled, BENCH_UDP, UNTOUCHED},
	{"BandwidthRatedUnqueue", UNQUEUED("BandwidthRatedUnqueue; RATE: 100000000000"), without_pulled, BENCH_UDP,
		UNTOUCHED},
	{"LinkUnqueue", UNQUEUED("LinkUnqueue; LATENCY: 0; BANDWIDTH: 100000000000"), without_pulled, BENCH_UDP,
		UNTOUCHED},
	{"RoundRobinSched", SCHEDULED("RoundRobinSched"), without_scheduled, BENCH_UDP, "2 inputs"},
	{"PrioSched", SCHEDULED("PrioSched"), without_scheduled, BENCH_UDP, "2 inputs"},
	{"DRRSched", SCHEDULED("DRRSched"), without_scheduled, BENCH_UDP, "2 inputs"},
	{"StrideSched", SCHEDULED("StrideSched; TICKETS[]: 1; TICKETS[]: 1"), without_scheduled, BENCH_UDP, "2 inputs"},
	{"PullSwitch", PULLED("PullSwitch"), without_pulled, BENCH_UDP, "1 input"},
	{"BPFClassifier", FRAMES("BPFClassifier; PROGRAM: " PROGRAM, OUT), NULL, BENCH_UDP,
		"a program of 4 instructions"},
	{"GREEncap", DATAGRAMS("GREEncap", OUT), NULL, BENCH_UDP, NULL},
	{"GREDecap", DATAGRAMS_IN "g = GREEncap\nx = GREDecap\nh 0 > g 0\ng 0 > x 0\n" OUT, NULL, BENCH_UDP, NULL},
	{"CheckIP6Header", FRAMES("CheckIP6Header; OFFSET: 14", OUT), NULL, BENCH_UDP6, NULL},
	{"DecIP6HLIM", BEHIND("CheckIP6Header; OFFSET: 14", "DecIP6HLIM", OUT), NULL, BENCH_UDP6, NULL},
	{"LookupIP6Route",
		BEHIND("CheckIP6Header; OFFSET: 14",
			"LookupIP6Route; ROUTE[]: 2001:db8:1::/64 0; ROUTE[]: 2001:db8:2::/64 1", OUT2),
		NULL, BENCH_UDP6, "2 routes"},
	{"Burn", FRAMES("Burn; CYCLES: 100", OUT), NULL, BENCH_UDP, "100 cycles are asked for"},
};

const struct bench_case *bench_cases(size_t *count)
{
	*count = RTE_DIM(cases);
	return cases;
}
