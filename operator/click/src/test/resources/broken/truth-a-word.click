FromDevice(wan) -> CheckIPHeader(14, perhaps) -> ToDevice(lan);
// expect: 1:38 CHECKSUM must be true or false, not "perhaps".
