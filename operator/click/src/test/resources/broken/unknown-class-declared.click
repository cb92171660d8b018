FromDevice(wan) -> c :: Conter(1) -> ToDevice(lan);
// expect: 1:25 There is no element class "Conter". Did you mean "Counter"?
