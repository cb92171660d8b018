/* A wire that lets web traffic, name resolution and answers in, and counts what it refuses. Frames stay whole. */
FromDevice(wan) -> c :: Classifier(12/0806, 12/0800, -);
c[0] -> arp :: ToDevice(lan);                          // without ARP nobody finds anybody
c[1] -> CheckIPHeader(14)
  -> in :: IPFilter(0 tcp and (dst port 80 or dst port 443), 0 udp and src port 53, 1 all);
c[2] -> Discard;
in[0] -> accepted :: Counter -> ToDevice(lan);
in[1] -> refused :: Counter -> Discard;
FromDevice(lan) -> ToDevice(wan);
