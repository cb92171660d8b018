c :: Classifier(12/0800, 12/0806, -);
FromDevice(wan) -> c;
c[0,1,2] => Counter, Counter -> ToDevice(lan);
// expect: 3:13 3 outputs cannot be joined one by one to 2 inputs.
