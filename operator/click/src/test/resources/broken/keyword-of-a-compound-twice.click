elementclass X { $a, COLOR $c | input -> Paint($c) -> Strip($a) -> output }
FromDevice(wan) -> X(14, COLOR 1, COLOR 2) -> ToDevice(lan);
// expect: 2:35 COLOR is given twice.
