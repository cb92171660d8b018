FromDevice(wan) -> Paint(1, COLOR 2) -> ToDevice(lan);
// expect: 1:29 COLOR is given twice.
