// IP in IP: packs on the way out, unpacks on the way in. Both neighbours are known.
define($near 192.0.2.1, $far 203.0.113.9);
FromDevice(lan) -> out :: Classifier(12/0800, -) -> Strip(14) -> IPEncap(4, $near, $far)
  -> EtherEncap(0x0800, wan:eth, 02:00:00:00:00:0F) -> ToDevice(wan);
out[1] -> Discard;
FromDevice(wan) -> in :: Classifier(12/0800, -) -> Strip(14) -> CheckIPHeader
  -> ours :: IPClassifier(ip proto 4 and src host $far and dst host $near, -)
  -> StripIPHeader -> CheckIPHeader
  -> { input -> f :: IPFilter(0 dst net 10.0.0.0/8, 1 all) -> output;
       f[1] -> Discard }
  -> EtherEncap(0x0800, lan:eth, 02:00:00:00:00:03) -> ToDevice(lan);
in[1], ours[1] -> Discard;
