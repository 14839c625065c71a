// search.js -- the search of a hub that lies in files (teamhub export --search), by the index that Pagefind has made of
// them. On the page of the search alone; a hub that a program answers has no use for it.
const found = document.getElementById('th-found');
const question = new URLSearchParams(location.search).get('q')?.trim() ?? '';
const STEP = 12;

function make(name, className, ...inside) {
	const element = document.createElement(name);
	element.className = className;
	element.append(...inside);
	return element;
}

// The excerpt is HTML in which the words are marked: text and marks are taken, nothing else.
function excerptOf(html) {
	const parsed = new DOMParser().parseFromString(html, 'text/html');
	return [...parsed.body.childNodes].map((n) => (n.nodeName === 'MARK' ? make('mark', '', n.textContent) : n.textContent));
}

async function hit(result) {
	const page = await result.data();
	const link = make('a', '', page.meta.title);
	link.href = page.url;
	const title = make('h3', 'th-hit-title', link);
	return make('li', 'th-hit', make('div', 'th-hit-text', title, make('p', 'th-hit-excerpt', ...excerptOf(page.excerpt))));
}

async function show(results) {
	const list = make('ol', 'th-hits');
	const more = make('button', 'th-button', found.dataset.more);
	const next = async () => {
		list.append(...await Promise.all(results.splice(0, STEP).map(hit)));
		if (results.length === 0)
			more.remove();
	};
	more.type = 'button';
	more.addEventListener('click', next);
	const count = make('h2', 'th-count-label', found.dataset.found.replace('{n}', results.length));
	await next();
	found.replaceChildren(count, list, ...(results.length > 0 ? [more] : []));
}

async function search() {
	document.getElementById('th-q').value = question;
	document.querySelector('.th-search-hint')?.remove();
	document.title = `${question} – ${document.title}`;
	try {
		const index = await import(`${found.dataset.index}pagefind.js`);
		await index.options({ baseUrl: found.dataset.index.replace(/pagefind\/$/, ''), excerptLength: 30 });
		const { results } = await index.search(question);
		if (results.length > 0)
			await show(results);
		else
			found.replaceChildren(make('p', 'th-empty', found.dataset.nothing));
	} catch {
		found.replaceChildren(make('p', 'th-empty', found.dataset.broken));
	}
}

if (question !== '')
	search();
