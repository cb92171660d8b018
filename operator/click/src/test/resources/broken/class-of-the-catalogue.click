elementclass Counter { input -> output }
FromDevice(wan) -> Counter -> ToDevice(lan);
// expect: 1:14 There is already an element class "Counter".
