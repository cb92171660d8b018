elementclass X { $color | input -> Paint($colour) -> output }
FromDevice(wan) -> X(1) -> ToDevice(lan);
// expect: 1:42 There is no parameter "$colour". Did you mean "$color"?
