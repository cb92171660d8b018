FromDevice(wan) -> IPEncap(4, 192.0.2.256, 192.0.2.1) -> ToDevice(lan);
// expect: 1:31 SRC must be an IPv4 address like 192.0.2.1, not "192.0.2.256".
