require(package "magic", compact_confg);
FromDevice(wan) -> ToDevice(lan);
// expect: 1:9 "package "magic"" cannot be required: there are no packages and no libraries, every approved element is there.
// expect: 1:26 "compact_confg" cannot be required: there are no packages and no libraries, every approved element is there. Did you mean "compact_config"?
