// Answers for one address and spreads its packets over three servers by their source address, so that a
// flow stays with its server; the servers answer by themselves.
define($vip 192.0.2.100, $mac 02:00:00:00:00:01);
elementclass Server { $to | input -> EtherEncap(0x0800, $mac, $to) -> output }
out :: ToDevice(dmz);
FromDevice(wan) -> c :: Classifier(12/0806 20/0001, 12/0800, -);
c[0] -> ARPResponder($vip/32, $mac) -> back :: ToDevice(wan);
c[1] -> Strip(14) -> CheckIPHeader -> mine :: IPClassifier(dst host $vip, -) -> lb :: HashSwitch(12, 4);
c[2], mine[1] -> Discard;
lb => Server(02:00:00:00:00:0a), Server(02:00:00:00:00:0b), Server(02:00:00:00:00:0c) -> out;
FromDevice(dmz) -> back;
