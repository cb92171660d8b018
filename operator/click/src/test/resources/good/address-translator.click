// Hosts of lan are hidden behind one address of wan, and a web server of dmz is reached at that address.
elementclass Side { $if, $own, $peer |
  FromDevice($if) -> Strip(14) -> CheckIPHeader -> IPReassembler -> output;
  input -> EtherEncap(0x0800, $own, $peer) -> ToDevice($if);
}
lan :: Side(lan, 02:00:00:00:00:02, 02:00:00:00:00:fd);
wan :: Side(wan, 02:00:00:00:00:01, 02:00:00:00:00:fe);
dmz :: Side(dmz, 02:00:00:00:00:03, 02:00:00:00:00:fc);
nat :: IPRewriter(pattern 192.0.2.1 1024-65535 - - 0 1, pattern - - 10.0.0.80 8080 2 0, drop, UDP_TIMEOUT 60);
web :: IPClassifier(dst tcp port 80, -);
lan -> [0] nat;
wan -> web;
web[0] -> [1] nat;
web[1], dmz -> [2] nat;   // answers alone
nat[0] -> wan; nat[1] -> lan; nat[2] -> dmz;
