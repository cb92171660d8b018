FromDevice(wan) -> Queue -> Counter -> Tee -> ToDevice(lan);
// expect: 1:40 "Counter" cannot be connected to "Tee": one side is push, the other pull, and a queue belongs between them.
