FromDevice(wan) -> ARPResponder(192.0.2.1/33, 02:00:00:00:00:01) -> ToDevice(lan);
// expect: 1:33 PREFIX must be an IPv4 prefix like 192.0.2.0/24, not "192.0.2.1/33".
