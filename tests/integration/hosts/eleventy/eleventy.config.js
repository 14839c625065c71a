export default function (config) {
	config.addPassthroughCopy({ 'src/css': 'css' });
	return { dir: { input: 'src', output: process.env.OUT ?? '_site' }, markdownTemplateEngine: 'njk' };
}
