FromDevice(wan) [a] -> ToDevice(lan);
// expect: 1:18 "a" cannot stand here; expected a port number.
// expect: 1:19 "]" cannot stand here.
