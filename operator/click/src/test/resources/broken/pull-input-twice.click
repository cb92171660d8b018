FromDevice(wan) -> a :: Queue -> s :: BandwidthShaper(1);
FromDevice(lan) -> Queue -> s -> ToDevice(lan);
// expect: 2:29 The pull input port 0 of "s" is connected twice.
