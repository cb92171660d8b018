FromDevice(wan) -> t :: Tee -> ToDevice(lan);
t[2] -> Discard;
// expect: 1:25 The output port 1 of "t" is not connected.
