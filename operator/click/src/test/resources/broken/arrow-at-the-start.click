-> ToDevice(lan);
// expect: 1:1 "->" cannot stand here.
