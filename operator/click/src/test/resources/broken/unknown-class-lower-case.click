FromDevice(wan) -> counter -> ToDevice(lan);
// expect: 1:20 There is no element or element class "counter". Did you mean "Counter"?
