FromDevice(wan -> ToDevice(lan);
// expect: 2:1 The end of the text cannot stand here; expected ")" or ",".
