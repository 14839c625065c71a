/* markdown_prose.mjs -- pieces of German and English prose for markdown.test.mjs: sentences as they
 * stand in stories, in each of the forms that Markdown has for them. */

const german = [
	['Wir reparieren Pumpen', 'nachts um drei', 'Halle 4 in Köln-Deutz (seit 1986)'],
	['Der Kaffee ist „umsonst“', 'fast immer', 'Müller & Söhne, 3 < 5 Leute'],
	['Mein erster Tag', 'ganz ruhig', 'um 9:30 Uhr – ohne Schlips'],
	['Ausbildung heißt Fragen', 'immer wieder', '2 + 2 = 4, auch am Freitag'],
	['Frau Öztürk zeigt alles', 'mit Geduld', 'Straße 12a, 2. Stock'],
	['Das Team: 7 Leute', 'aus 5 Ländern', 'Größe ist nicht alles!'],
	['Schicht um Schicht', 'so geht Lack', '100 % von Hand; 0,5 mm dick'],
	['Was ich gelernt habe', 'und verlernt', 'z. B. „Nein“ zu sagen'],
];
const english = [
	["We don't ship on Fridays", 'mostly', 'Building 7 (the old mill)'],
	['A year in the workshop', 'and counting', 'R&D, QA & the night shift'],
	["Mara's first release", 'went fine', '3 < 5 bugs, 0 outages'],
	['How we hire', 'slowly', 'no riddles; no whiteboards'],
	['Why I stayed', 'ten years', 'the people – and the view'],
	['Learning to weld', 'at forty', '“sparks”, she said, “fly”'],
	['On call', 'but calm', '2 a.m. is not 2 p.m.'],
	['The parental leave', "dad's view", '14 months, 100 % worth it'],
];

const forms = {
	paragraph: ([a, b, c]) => `${a}.\n${b}, ${c}.\n\n${c}.\n`,
	emphasis: ([a, b, c]) => `*${a}* und **${b}**, ***${c}***. _${a}_ __${b}__ snake_case_word.\n`,
	struck: ([a, b]) => `${a}, ~~${b}~~ und 10~12 Uhr.\n`,
	headings: ([a, b, c]) => `# ${a}\n\n## ${b}\n\n${c}.\n\n${a}\n===\n\n${b}\n---\n\n${c}.\n`,
	list: ([a, b, c]) => `${a}:\n\n- ${a}\n- ${b}\n- ${c}\n\n${b}.\n`,
	'list below': ([a, b, c]) => `${a}:\n- ${b}\n- ${c}\n\n${b}.\n`,
	'loose list': ([a, b, c]) => `* ${a}\n\n* ${b}\n\n* ${c}\n`,
	'partly loose list': ([a, b, c]) => `- ${a}\n- ${b}\n\n  ${c}.\n- ${a}\n`,
	'nested list': ([a, b, c]) => `- ${a}\n    - ${b}\n    - ${c}\n- ${a}\n`,
	'two spaces': ([a, b, c]) => `- ${a}\n  - ${b}\n  - ${c}\n- ${a}\n`,
	numbers: ([a, b, c]) => `1. ${a}\n2. ${b}\n3. ${c}\n`,
	'numbers from 4': ([a, b, c]) => `${a}\n\n4. ${b}\n5. ${c}\n`,
	'numbers with brackets': ([a, b]) => `1) ${a}\n2) ${b}\n`,
	'empty item': ([a, b]) => `- ${a}\n-\n- ${b}\n`,
	quote: ([a, b, c]) => `> ${a}.\n> ${b}.\n>\n> ${c}.\n\n${a}.\n`,
	'lazy quote': ([a, b]) => `> ${a},\n${b}.\n`,
	'list in quote': ([a, b, c]) => `> ${a}\n>\n> - ${b}\n> - ${c}\n`,
	fence: ([a, b]) => `${a}\n\n\`\`\`sh\necho "${b}" | less\n\n  # ${a}\n\`\`\`\n\n${b}\n`,
	'fence below': ([a, b]) => `${a}\n\`\`\`\n${b} <b>\n\`\`\`\n${a}\n`,
	'fence in item': ([a, b]) => `1. ${a}\n\n   \`\`\`\n   ${b}\n   \`\`\`\n\n2. ${b}\n`,
	indented: ([a, b]) => `${a}\n\n    ${b} <b>\n\n${a}\n`,
	code: ([a, b]) => `${a} \`a < b && *c*\` und \`\` x\`y \`\`, ${b}.\n`,
	links: ([a, b]) => `[${a}](https://a.example/x?y=1&z=2 "${b.replace(/"/g, '')}") [${b}][r] <https://b.example/>\n\n[r]: https://c.example/halle_(saale)\n`,
	brackets: ([a, b]) => `[${a}](https://de.example/wiki/Halle_(Saale)) [${b}](x_(1).md), [kein Link], [1].\n`,
	picture: ([a, b]) => `![${a}](foto.jpg)\n\n${b} ![${a}](b(1).png).\n`,
	table: ([a, b, c]) => `| ${a} | ${b} |\n|:--|--:|\n| ${c} | **1** |\n| \`x\` | |\n\n${a}\n`,
	'table below': ([a, b]) => `${a}\n| x | y |\n|---|---|\n| ${b} | 1 |\n`,
	rule: ([a, b]) => `${a}\n\n---\n\n${b}\n\n***\n\n${a}\n`,
	breaks: ([a, b, c]) => `${a}  \n${b}\\\n${c}\n`,
	escapes: ([a, b]) => `\\*${a}\\* \\<b\\> \\$ \\# ${b} \\[x\\] &copy; &auml; 2 \\> 1\n`,
	html: ([a, b]) => `<div class="x">\n\n**${a}**\n\n</div>\n\n${b} <kbd>K</kbd> <br> x\n`,
	details: ([a, b, c]) => `<details>\n<summary>${a}</summary>\n\n- ${b}\n- ${c}\n\n</details>\n`,
	stars: ([a, b]) => `${a}: 2 * 3 * 4, a*b und **${b}** * \n`,
	dates: ([a, b]) => `${a}\n\n1986. ${b}\n`,
};

export const pieces = [];
for (const [form, make] of Object.entries(forms))
	for (const words of [...german, ...english].filter((w, i) => (i + form.length) % 8 < 5))
		pieces.push({ form, text: make(words) });
