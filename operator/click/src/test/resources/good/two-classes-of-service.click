// Two queues, served in turn: what is marked for expedited forwarding does not wait behind the rest.
FromDevice(lan) -> c :: Classifier(12/0800 15/b8%fc, -);
c[0] -> gold :: Queue -> [0] s :: RoundRobinSched -> ToDevice(wan);
c[1] -> best :: Queue(CAPACITY 64) -> [1] s;
FromDevice(wan) -> ToDevice(lan);
