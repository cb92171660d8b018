FromDevice(wan) -> c :: Counter -> c :: Counter -> ToDevice(lan);
// expect: 1:36 The element "c" is declared twice.
