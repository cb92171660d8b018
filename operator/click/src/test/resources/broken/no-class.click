a :: ;
// expect: 1:6 ";" cannot stand here; expected "{" or a name.
