module.exports = {
  transformIgnorePatterns: ["/node_modules/(?!(?:coffer|@coffer)/)"],
};
