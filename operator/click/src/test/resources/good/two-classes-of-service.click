// Two queues, served in turn.
FromDevice(lan) -> c :: Classifier(15/b8, -);
c[0] -> gold :: Queue -> [0] s :: RoundRobinSched -> ToDevice(wan);
c[1] -> best :: Queue(CAPACITY 64) -> [1] s;
