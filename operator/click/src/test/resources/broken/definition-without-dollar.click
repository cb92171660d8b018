define(net 10.0.0.0/8);
FromDevice(wan) -> ToDevice(lan);
// expect: 1:8 "net 10.0.0.0/8" cannot be defined: a definition is a parameter like $name and its value.
