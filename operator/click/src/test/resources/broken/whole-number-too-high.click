FromDevice(wan) -> Paint(256) -> ToDevice(lan);
// expect: 1:26 COLOR must be a whole number from 0 to 255, not "256".
