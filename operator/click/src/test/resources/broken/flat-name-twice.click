FromDevice(wan) -> x :: { input -> y :: Counter -> output } -> x/y :: Counter -> ToDevice(lan);
// expect: 1:71 There are two elements "x/y".
