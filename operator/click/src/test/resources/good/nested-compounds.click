elementclass Outer { $a, $b |
  elementclass Inner { $x | input [0] -> Paint($x) -> Strip($b) -> [0] output; input[1] -> [1] output }
  input -> i :: Inner($a) -> output;
  input[1] -> [1] i [1] -> [1] output;
}
o :: Outer(3, 0x0e);
FromDevice(wan) -> o -> ToDevice(lan);
FromDevice(lan) -> [1] o [1] -> ToDevice(wan);
