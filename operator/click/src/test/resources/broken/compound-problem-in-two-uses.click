elementclass X { input -> Paint(999) -> output }
FromDevice(wan) -> X -> X -> ToDevice(lan);
// expect: 1:33 COLOR must be a whole number from 0 to 255, not "999".
