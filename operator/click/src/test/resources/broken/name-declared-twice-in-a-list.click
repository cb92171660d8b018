c, c :: Counter;
FromDevice(wan) -> c -> ToDevice(lan);
// expect: 1:4 The element "c" is declared twice.
