FromDevice(wan) -> Counter -> ToDevice(lan);
c :: Counter;
// expect: 2:6 The input port 0 of "c" is not connected.
// expect: 2:6 The output port 0 of "c" is not connected.
