elementclass X { input -> output }
elementclass X { input -> output }
FromDevice(wan) -> X -> ToDevice(lan);
// expect: 2:14 There is already an element class "X".
