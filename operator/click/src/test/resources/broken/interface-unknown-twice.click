FromDevice(eth0) -> ToDevice(eth1);
// expect: 1:12 DEVNAME must be an interface of the router, not "eth0".
// expect: 1:30 DEVNAME must be an interface of the router, not "eth1".
