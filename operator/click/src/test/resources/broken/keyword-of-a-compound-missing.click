elementclass X { $a, COLOR $c | input -> Paint($c) -> Strip($a) -> output }
FromDevice(wan) -> X(14, 1) -> ToDevice(lan);
// expect: 2:20 The compound element X needs the argument COLOR, by its keyword.
