FromDevice(wan) -> { output -> Counter -> input } -> ToDevice(lan);
// expect: 1:22 Nothing can follow "output"; packets come in by "input". Did you mean "input"?
// expect: 1:43 Nothing can lead to "input"; packets leave by "output". Did you mean "output"?
