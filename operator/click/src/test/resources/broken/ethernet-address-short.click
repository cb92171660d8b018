FromDevice(wan) -> ARPResponder(192.0.2.1/32, 02:00:00:00:01) -> ToDevice(lan);
// expect: 1:47 ETHER must be an Ethernet address like 02:00:00:00:00:01, not "02:00:00:00:01".
