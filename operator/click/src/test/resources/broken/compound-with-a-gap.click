elementclass X { input[1] -> output }
FromDevice(wan) -> [1] X -> ToDevice(lan);
// expect: 2:24 The input port 0 of "X" is not connected.
