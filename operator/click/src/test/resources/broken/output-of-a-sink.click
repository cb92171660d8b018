FromDevice(wan) -> Discard -> ToDevice(lan);
// expect: 1:31 "Discard" has no output port 0: it has 0.
