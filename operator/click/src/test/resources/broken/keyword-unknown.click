FromDevice(wan) -> CheckIPHeader(14, true, CHEKSUM false) -> ToDevice(lan);
// expect: 1:44 CheckIPHeader does not take the argument "CHEKSUM false". Did you mean "CHECKSUM"?
