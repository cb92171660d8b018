elementclass X { a | input -> output }
// expect: 1:20 "|" cannot stand here.
