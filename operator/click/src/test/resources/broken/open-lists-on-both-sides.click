c :: Classifier(12/0800, -);
x :: { input -> output; input[1] -> [1] output };
FromDevice(wan) -> c;
c[0,] => [0,] x;
x[0,1] -> ToDevice(lan);
// expect: 4:15 Only one port list of a connection may end with a comma.
