// CDKTF and constructs take whole stacks, CDKTF one of every token, for messages of their own that no test reads. Jest finds the source of each
// of its lines, which takes as long as the rest of a synth.
exports.captureStackTrace = () => [];

// The name that cdktn has for it.
exports.captureCreationStack = () => [];
