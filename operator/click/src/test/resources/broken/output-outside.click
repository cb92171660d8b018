FromDevice(wan) -> output;
// expect: 1:20 "output" has a meaning only in a compound element.
