FromDevice(wan) -> Countr -> ToDevice(lan);
// expect: 1:20 There is no element or element class "Countr". Did you mean "Counter"?
