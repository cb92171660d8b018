// Keywords, the rest of the arguments, strings, and definitions that use each other.
define($net 10.0, $inside $net.0.0/16);
elementclass Shield { $first, ETHERTYPE $type, __REST__ $rules |
  define($kind "$type");
  input -> Classifier($kind) -> IPFilter($first, $rules) -> output
}
FromDevice(wan) -> Shield(ETHERTYPE 12/0800, allow src net $inside, "allow dst net \"192.0.2.0/24\"", deny all)
  -> ToDevice("lan");
FromDevice(lan) -> ToDevice(wan);
