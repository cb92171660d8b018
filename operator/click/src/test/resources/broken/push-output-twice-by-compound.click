elementclass X { input -> output; input -> Discard }
FromDevice(wan) -> X -> ToDevice(lan);
// expect: 2:20 The push output port 0 of "FromDevice" is connected twice.
