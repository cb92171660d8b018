// IP in IP: packs on the way out, unpacks on the way in.
FromDevice(lan) -> Strip(14) -> IPEncap(4, 192.0.2.1, 203.0.113.9)
  -> EtherEncap(0x0800, 02:00:00:00:00:01, 02:00:00:00:00:0F) -> ToDevice(wan);
FromDevice(wan) -> CheckIPHeader(14) -> Strip(34)
  -> { input -> f :: IPFilter(allow dst net 10.0.0.0/8, deny all) -> output;
       f[1] -> Discard }
  -> EtherEncap(0x0800, 02:00:00:00:00:02, 02:00:00:00:00:03) -> ToDevice(lan);
