FromDevice(wam) -> Countr -> Paint(999) -> ToDevice(lna);
c :: Counter;
c :: Counter;
// expect: 1:12 DEVNAME must be an interface of the router, not "wam". Did you mean "wan"?
// expect: 1:20 There is no element or element class "Countr". Did you mean "Counter"?
// expect: 1:36 COLOR must be a whole number from 0 to 255, not "999".
// expect: 1:53 DEVNAME must be an interface of the router, not "lna".
// expect: 3:1 The element "c" is declared twice.
