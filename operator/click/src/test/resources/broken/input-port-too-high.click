c :: Counter;
FromDevice(wan) -> c -> ToDevice(lan);
FromDevice(lan) -> [1] c;
// expect: 3:24 "c" has no input port 1: it has 1.
