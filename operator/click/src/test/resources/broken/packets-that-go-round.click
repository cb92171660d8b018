c :: Classifier(12/0800, -);
FromDevice(wan) -> c -> p :: Paint(1) -> Counter -> c;
c[1] -> ToDevice(lan);
// expect: 2:53 Packets could go round for ever through "c", "p", "Counter".
