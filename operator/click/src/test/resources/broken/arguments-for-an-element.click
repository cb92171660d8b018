c :: Counter;
FromDevice(wan) -> c(1) -> ToDevice(lan);
// expect: 2:20 "c" is an element already and takes arguments only where it is declared.
