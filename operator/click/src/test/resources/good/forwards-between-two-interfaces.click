// The least router: what comes in on one side leaves on the other.
FromDevice(wan) -> ToDevice(lan);
FromDevice(lan) -> ToDevice(wan);
