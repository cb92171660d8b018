FromDevice(wan) -> BandwidthShaper(1000) -> ToDevice(lan);
// expect: 1:20 "FromDevice" cannot be connected to "BandwidthShaper": one side is push, the other pull, and a queue belongs between them.
