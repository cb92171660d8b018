FromDevice(wan) -> Counter -> ToDevice(lan);
}
// expect: 2:1 "}" cannot stand here.
