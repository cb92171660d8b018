elementclass X { input -> output }
FromDevice(wan) -> x :: X -> ToDevice(lan);
x[1] -> Discard;
// expect: 3:9 "x" has no output port 1: it has 1.
