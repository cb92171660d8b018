// Nothing at all.
// expect: 1:1 No element brings packets in, so there is no path.
