FromDevice(wan) -> Paint("1) -> ToDevice(lan);
// expect: 1:26 This string has no end: its closing quotation mark is missing.
