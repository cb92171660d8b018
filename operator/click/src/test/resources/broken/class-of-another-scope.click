FromDevice(wan) -> { elementclass In { input -> output } input -> In -> output } -> In -> ToDevice(lan);
// expect: 1:85 There is no element or element class "In".
