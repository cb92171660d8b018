elementclass X;
// expect: 1:15 ";" cannot stand here; expected "{".
// expect: 2:1 The end of the text cannot stand here.
