FromDevice(wam) -> ToDevice(lan);
// expect: 1:12 DEVNAME must be an interface of the router, not "wam". Did you mean "wan"?
