FromDevice(wan) -> Paint(COLOR 1, COLOR 2) -> ToDevice(lan);
// expect: 1:35 COLOR is given twice.
