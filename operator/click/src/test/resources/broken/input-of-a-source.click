FromDevice(wan) -> FromDevice(lan) -> ToDevice(lan);
// expect: 1:20 "FromDevice" has no input port 0: it has 0.
