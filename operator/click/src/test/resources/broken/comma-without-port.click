FromDevice(wan) -> t :: Tee;
t[0, , 1] -> ToDevice(lan);
// expect: 2:6 A port number is missing in front of this comma.
