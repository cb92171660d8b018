elementclass X { input -> X -> output }
FromDevice(wan) -> X -> ToDevice(lan);
// expect: 1:27 Compound elements stand in each other more than 32 deep here; does one contain itself?
