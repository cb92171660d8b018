a : Counter;
// expect: 1:3 ":" cannot stand here. Did you mean "::"?
