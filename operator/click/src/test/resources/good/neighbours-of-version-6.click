// IPv6 addresses are read in any spelling and written in one.
FromDevice(wan) -> c :: Classifier(12/86dd 20/3aff 54/87, 12/86dd 20/3aff 54/88, 12/86dd, -);
c[0] -> IP6NDAdvertiser(2001:DB8:0:0::1/128, 02-00-00-00-00-01) -> out :: ToDevice(wan);
c[1] -> [1] nd :: IP6NDSolicitor(2001:db8:0:0:0:0:0:1, wan:eth) -> out;
c[2] -> nd;
c[3] -> Discard;
