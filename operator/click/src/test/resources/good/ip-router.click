// An IP router with two interfaces: header check, routes, options, TTL, ICMP errors, echo replies, ARP both ways.
elementclass Side { $if, $ip, $mac |
  FromDevice($if) -> c :: Classifier(12/0806 20/0001, 12/0806 20/0002, 12/0800, -);
  out :: ToDevice($if);
  arp :: ARPQuerier($ip, $mac);
  c[0] -> ARPResponder($ip/32, $mac) -> out;
  c[1] -> [1] arp;
  c[2] -> Strip(14) -> output;
  c[3] -> Discard;
  input -> [0] arp -> out;
}
wan :: Side(wan, 192.0.2.1, 02:00:00:00:00:01);
lan :: Side(lan, 198.51.100.1, 02:00:00:00:00:02);
rt :: IPLookup(192.0.2.1/32 2, 198.51.100.1/32 2, 192.0.2.0/24 0, 198.51.100.0/24 1);
wan -> CheckIPHeader -> rt;
lan -> CheckIPHeader -> rt;
rt[0] -> options0 :: IPGWOptions(192.0.2.1, 198.51.100.1) -> ttl0 :: DecIPTTL -> wan;
rt[1] -> options1 :: IPGWOptions(198.51.100.1, 192.0.2.1) -> ttl1 :: DecIPTTL -> lan;
rt[2] -> ICMPPingResponder -> rt;
options0[1] -> ICMPError(192.0.2.1, parameterproblem) -> rt;
options1[1] -> ICMPError(198.51.100.1, parameterproblem) -> rt;
ttl0[1] -> ICMPError(192.0.2.1, timeexceeded) -> rt;
ttl1[1] -> ICMPError(198.51.100.1, timeexceeded) -> rt;
