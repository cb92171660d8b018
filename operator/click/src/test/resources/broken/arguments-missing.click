FromDevice(wan) -> IPEncap(4) -> ToDevice(lan);
// expect: 1:20 IPEncap needs the argument DST, an IPv4 address like 192.0.2.1.
// expect: 1:20 IPEncap needs the argument SRC, an IPv4 address like 192.0.2.1.
