// Loads the page again as soon as something was saved. Served by `teamhub preview` alone.
const here = new URL(import.meta.url);
const address = new URL(`__preview.events${here.search}`, here);
let news = null;

function stop() {
	news?.close();
	news = null;
}

// Only while the page is seen: browsers grant a site six connections in all its tabs.
function follow() {
	stop();
	if (document.visibilityState === 'hidden') return;
	news = new EventSource(address);
	news.addEventListener('changed', () => {
		stop();
		location.reload();
	});
}

document.addEventListener('visibilitychange', follow);
addEventListener('pagehide', stop);
addEventListener('pageshow', (event) => event.persisted && follow());
follow();
