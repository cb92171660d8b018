FromDevice(wan) -> Paint -> ToDevice(lan);
// expect: 1:20 Paint needs the argument COLOR, a whole number from 0 to 255.
