elementclass X { input -> Y -> output }
elementclass Y { input -> X -> output }
FromDevice(wan) -> X -> ToDevice(lan);
// expect: 2:27 Compound elements stand in each other more than 32 deep here; does one contain itself?
