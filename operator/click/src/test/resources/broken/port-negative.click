FromDevice(wan) [-1] -> ToDevice(lan);
// expect: 1:18 "-" cannot stand here; expected "]" or a port number. Did you mean "->"?
// expect: 1:22 "->" cannot stand here; expected "{" or a name.
