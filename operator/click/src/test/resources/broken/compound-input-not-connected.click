elementclass X { input -> output; input[1] -> Discard }
FromDevice(wan) -> x :: X -> ToDevice(lan);
// expect: 2:25 The input port 1 of "x" is not connected.
