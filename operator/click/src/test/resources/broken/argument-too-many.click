FromDevice(wan) -> Counter(1) -> ToDevice(lan);
// expect: 1:28 Counter does not take the argument "1".
