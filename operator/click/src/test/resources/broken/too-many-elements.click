elementclass A { input -> Counter -> Counter -> Counter -> Counter -> output }
elementclass B { input -> A -> A -> A -> A -> output }
elementclass C { input -> B -> B -> B -> B -> output }
FromDevice(wan) -> C -> C -> C -> C -> ToDevice(lan);
// expect: 1:60 The graph has 258 elements, and the most is 256.
