FromDevice(wan) [0 -> ToDevice(lan);
// expect: 1:20 "->" cannot stand here; expected "," or "]".
