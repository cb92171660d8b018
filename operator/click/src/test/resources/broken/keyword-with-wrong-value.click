FromDevice(wan) -> CheckIPHeader(OFFSET 65) -> ToDevice(lan);
// expect: 1:34 OFFSET must be a whole number from 0 to 64, not "65".
