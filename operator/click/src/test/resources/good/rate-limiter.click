// Both insides share one shaped way out: their paths are joined by the queue.
FromDevice(lan) -> q :: Queue(512);
FromDevice(dmz) -> q;
q -> BandwidthShaper(RATE 125000000) -> Counter -> ToDevice(wan);
FromDevice(wan) -> ToDevice(lan);
