define($a 1, $a 2);
FromDevice(wan) -> Paint($a) -> ToDevice(lan);
// expect: 1:14 The parameter "$a" is defined twice.
