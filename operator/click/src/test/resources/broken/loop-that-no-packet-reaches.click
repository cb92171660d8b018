FromDevice(wan) -> Counter -> ToDevice(lan);
a :: Counter -> b :: Counter -> a;
// expect: 2:6 No packet can reach "a".
// expect: 2:22 No packet can reach "b".
// expect: 2:33 Packets could go round for ever through "a", "b".
