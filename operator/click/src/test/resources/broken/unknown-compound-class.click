elementclass Side { input -> output }
FromDevice(wan) -> Sidee -> ToDevice(lan);
// expect: 2:20 There is no element or element class "Sidee". Did you mean "Side"?
