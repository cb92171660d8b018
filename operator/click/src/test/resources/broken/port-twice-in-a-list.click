FromDevice(wan) -> t :: Tee;
t[0, 1, 0] -> ToDevice(lan);
// expect: 2:9 Port 0 is in this list twice.
