elementclass X { input -> output }
FromDevice(wan) -> X(1) -> ToDevice(lan);
// expect: 2:20 The compound element X takes 0 arguments, not 1.
