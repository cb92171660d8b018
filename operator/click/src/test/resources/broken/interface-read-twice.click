t :: ToDevice(lan);
FromDevice(wan) -> t;
FromDevice(wan) -> t;
// expect: 3:1 Two elements FromDevice read the same interface; each has one path.
