FromDevice(wan) ->
// expect: 2:1 The end of the text cannot stand here; expected "[" or "{" or a name.
