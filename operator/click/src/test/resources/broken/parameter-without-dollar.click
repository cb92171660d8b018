elementclass X { a | input -> output }
// expect: 1:20 "|" cannot stand here.
// expect: 1:38 "}" cannot stand here.
