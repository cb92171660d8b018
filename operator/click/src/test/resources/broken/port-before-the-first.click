[0] FromDevice(wan) -> ToDevice(lan);
// expect: 1:1 Port [0] has no "->" in front of it.
