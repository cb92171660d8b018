elementclass X { $a | input -> Paint($a) -> output }
FromDevice(wan) -> X(red) -> ToDevice(lan);
// expect: 1:38 COLOR must be a whole number from 0 to 255, not "red".
