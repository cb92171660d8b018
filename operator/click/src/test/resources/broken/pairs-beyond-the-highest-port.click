t :: Tee;
FromDevice(wan) -> t;
t[255,] => Counter, Counter -> ToDevice(lan);
// expect: 3:12 This needs a port beyond 255, the highest.
