FromDevice(wan) -> -> ToDevice(lan);
// expect: 1:20 "->" cannot stand here; expected "[" or "{" or a name.
