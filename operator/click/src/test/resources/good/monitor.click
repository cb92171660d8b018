// A copy of everything goes to the machine that watches.
tap :: ToDevice(dmz);
t1, t2 :: Tee;
FromDevice(wan) -> t1 -> Paint(1) -> ToDevice(lan);
FromDevice(lan) -> t2 -> Paint(2) -> ToDevice(wan);
t1[1] -> tap;
t2[1] -> tap;
