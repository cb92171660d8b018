FromDevice(wan) [99999999999] -> ToDevice(lan);
// expect: 1:18 Port "99999999999" is too high: the highest is 255.
