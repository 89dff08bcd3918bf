// CDKTF requires archiver, which takes as long to load as the rest of it, and calls it in a process of its own only.
module.exports = () => {
  throw new Error('archiver is called in another process only');
};
