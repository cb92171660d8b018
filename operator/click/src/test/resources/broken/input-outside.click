input -> ToDevice(lan);
// expect: 1:1 "input" has a meaning only in a compound element.
