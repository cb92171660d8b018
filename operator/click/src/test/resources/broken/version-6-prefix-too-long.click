FromDevice(wan) -> IP6NDAdvertiser(2001:db8::/129, wan:eth) -> ToDevice(wan);
// expect: 1:36 PREFIX must be an IPv6 prefix like 2001:db8::/32, not "2001:db8::/129".
