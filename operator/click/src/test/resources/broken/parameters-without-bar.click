elementclass X { $a input -> output }
// expect: 1:21 "input" cannot stand here; expected "," or "|".
