FromDevice(wan) - ToDevice(lan);
// expect: 1:17 "-" cannot stand here. Did you mean "->"?
