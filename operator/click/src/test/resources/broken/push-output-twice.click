c :: Counter;
FromDevice(wan) -> c -> ToDevice(lan);
c -> Discard;
// expect: 3:6 The push output port 0 of "c" is connected twice.
