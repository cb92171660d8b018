FromDevice(wan) -> Counter -> ToDevice(lan);
/* and so on
// expect: 2:1 This comment has no end: "*/" is missing.
