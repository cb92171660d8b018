rt :: Tee;
FromDevice(wan) -> rt -> ToDevice(lan);
rtt[1] -> Discard;
// expect: 3:1 There is no element or element class "rtt". Did you mean "rt"?
