elementclass X { input -> output
// expect: 2:1 The end of the text cannot stand here.
