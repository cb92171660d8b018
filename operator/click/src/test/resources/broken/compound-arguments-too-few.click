elementclass X { $a, $b | input -> Paint($a) -> Strip($b) -> output }
FromDevice(wan) -> X(1) -> ToDevice(lan);
// expect: 2:20 The compound element X takes 2 arguments, not 1.
