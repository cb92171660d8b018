FromDevice(wan) -> Counter [1] -> ToDevice(lan);
// expect: 1:20 The output port 0 of "Counter" is not connected.
// expect: 1:35 "Counter" has no output port 1: it has 1.
