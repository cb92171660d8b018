FromDevice(wan) -> Xyzzyplugh -> ToDevice(lan);
// expect: 1:20 There is no element or element class "Xyzzyplugh".
