c :: Classifier(12/0800, -);
FromDevice(wan) -> c;
c[0,1] -> Counter, Counter -> ToDevice(lan);
// expect: 3:11 Several outputs and several inputs are joined one by one with "=>".
