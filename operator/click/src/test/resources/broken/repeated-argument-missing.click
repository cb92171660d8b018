FromDevice(wan) -> Classifier -> ToDevice(lan);
// expect: 1:20 Classifier needs the argument PATTERN, some text.
// expect: 1:34 "Classifier" has no output port 0: it has 0.
