/** What a stylesheet or picture is to a test: nothing. */
module.exports = {};
