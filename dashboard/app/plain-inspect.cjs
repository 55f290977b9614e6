/** Stands in for object-inspect (see the aliases in vite.config.ts). CommonJS, as its only caller expects it. */
module.exports = String;
