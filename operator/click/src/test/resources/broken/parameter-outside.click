FromDevice(wan) -> Paint($a) -> ToDevice(lan);
// expect: 1:26 There is no parameter "$a".
