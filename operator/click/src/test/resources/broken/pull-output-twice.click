FromDevice(wan) -> q :: Queue -> ToDevice(lan);
q -> ToDevice(wan);
// expect: 2:6 The pull output port 0 of "q" is connected twice.
