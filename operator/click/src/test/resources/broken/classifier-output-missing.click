FromDevice(wan) -> c :: Classifier(12/0800, -) -> ToDevice(lan);
// expect: 1:25 The output port 1 of "c" is not connected.
