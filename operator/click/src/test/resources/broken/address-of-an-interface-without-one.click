FromDevice(wan) -> ARPResponder(dmz:ipnet, lan:eht) -> ToDevice(lan);
// expect: 1:33 PREFIX must be an IPv4 prefix like 192.0.2.0/24, not "dmz:ipnet". Did you mean "lan:ipnet"?
// expect: 1:44 ETHER must be an Ethernet address like 02:00:00:00:00:01, not "lan:eht". Did you mean "lan:eth"?
