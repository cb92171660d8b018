FromDevice(wan) -> Counter;
// expect: 1:20 The output port 0 of "Counter" is not connected.
