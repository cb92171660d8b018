FromDevice(wan) -> { input -> a :: Tee -> output; a[1] -> Paint(2) -> a } -> ToDevice(lan);
// expect: 1:71 Packets could go round for ever through "a", "Paint".
