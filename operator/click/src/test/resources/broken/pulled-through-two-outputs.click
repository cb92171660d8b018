FromDevice(wan) -> Queue -> c :: CheckIPHeader(14) -> BandwidthShaper(1000) -> ToDevice(lan);
c[1] -> BandwidthShaper(1000) -> ToDevice(wan);
// expect: 1:34 Packets cannot be pulled through "c"; an Unqueue belongs between it and the queue.
