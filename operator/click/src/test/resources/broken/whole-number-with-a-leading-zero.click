FromDevice(wan) -> Strip(014) -> ToDevice(lan);
// expect: 1:26 LENGTH must be a whole number from 0 to 256, not "014".
