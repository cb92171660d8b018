a, b;
// expect: 1:1 Several names need "::" and an element class behind them.
