// Keys, neighbours and learned rules are others from here on.
// RESOLVE ANEW
