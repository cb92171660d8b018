FromDevice(wan) -> input :: Counter -> ToDevice(lan);
// expect: 1:20 "input" is a port of a compound element and cannot be declared.
