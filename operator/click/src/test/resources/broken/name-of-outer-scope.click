c :: Counter;
FromDevice(wan) -> c -> { input -> c -> output } -> ToDevice(lan);
// expect: 2:36 There is no element or element class "c".
