/* Lets web traffic and answers in, counts what it refuses. */
FromDevice(wan) -> Strip(14) -> CheckIPHeader(CHECKSUM false)
  -> in :: IPFilter(allow dst port (80 or 443), allow src port 53, deny all);
in[0] -> accepted :: Counter -> ToDevice(lan);
in[1] -> refused :: Counter -> Discard;
FromDevice(lan) -> ToDevice(wan);
