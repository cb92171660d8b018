// Spreads over three servers.
elementclass Server { $mac | input -> EtherEncap(0x0800, 02:00:00:00:00:01, $mac) -> output }
a :: Server(02:00:00:00:00:0a);
b :: Server(02:00:00:00:00:0b);
c :: Server(02:00:00:00:00:0c);
out :: ToDevice(dmz);
FromDevice(wan) -> Strip(14) -> lb :: RoundRobinSwitch -> a -> out;
lb[1] -> b -> out;
lb[2] -> c -> out;
FromDevice(dmz) -> ToDevice(wan);
