FromDevice(wan) [a] -> ToDevice(lan);
// expect: 1:18 "a" cannot stand here; expected "]" or a port number.
// expect: 1:21 "->" cannot stand here; expected "{" or a name.
