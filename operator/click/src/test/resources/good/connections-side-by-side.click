// Port lists, several elements at one end of an arrow, and "=>", which joins ends one by one.
require(compact_config);
c :: Classifier(12/0800, 12/86dd, 12/0806, -);
ip4, ip6 :: Counter;
FromDevice(wan) -> c;
c[0,1] => ip4, ip6;
ip4, ip6 -> ToDevice(lan);
c[2,] => Discard, Discard;                      // the comma: and as many behind it as are needed
FromDevice(lan) -> t :: Tee => [1, 0] two;
two :: { input -> Paint(7) -> output; input[1] -> Paint(9) -> [1] output };
two[0, 1] -> ToDevice(wan);
