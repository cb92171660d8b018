elementclass { input -> output }
// expect: 1:14 "{" cannot stand here; expected a name.
// expect: 1:22 "->" cannot stand here; expected "{".
// expect: 1:32 "}" cannot stand here.
