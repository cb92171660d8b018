# a comment
FromDevice(wan) -> ToDevice(lan);
// expect: 1:1 "#" cannot stand here. Did you mean "//"?
