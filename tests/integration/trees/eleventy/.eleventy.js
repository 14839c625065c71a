module.exports = (config) => { config.addPassthroughCopy("src/img"); return { dir: { input: "src" } }; };
