FromDevice(wan) -> Counter -> ToDevice(lan) [0];
// expect: 1:45 Port [0] has no "->" behind it.
