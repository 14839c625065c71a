// server_box.mjs -- a box in which the steps of a README are run as they stand there: namespaces of its own for files,
// processes and the network, so that /etc, /srv and port 80 are real to whoever is inside and nothing is left of it.
// `boxes` runs from the outside, one box for each way to serve and each prefix; run by node with README, section and
// prefix as arguments this file is the inside: it installs, starts and walks (server_walk.mjs).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { execFileSync, fs, needs, path, root, sampleContent, sleep, spawnSync, story, withSbin, write } from './hub.mjs';
import { walk } from './server_walk.mjs';

const origin = 'https://careers.example:8443';
const prefixes = ['/team', '/de/karriere/team', ''];
const here = fileURLToPath(import.meta.url);

/** Tests, one for each prefix: what `section` of `readme` says, done and walked. */
export function boxes(what, readme, section, ...commands) {
	needs('unshare', 'spawn-fcgi', 'ip', 'git', 'openssl', 'curl', ...commands);
	if (process.getuid() !== 0 || spawnSync('unshare', ['-mnp', '--fork', 'true']).status !== 0) {
		console.log('skipped: a box needs root and namespaces');
		process.exit(77);
	}
	for (const prefix of prefixes)
		test(`${what}, ${prefix ? `below ${prefix}` : 'at the root'}`, async () => {
			const child = spawn('unshare', ['-mnp', '--fork', '--kill-child', '--mount-proc', process.execPath, here, readme, section, prefix],
				{ env: withSbin(), stdio: ['ignore', 'pipe', 'pipe'] });
			let said = '';
			for (const s of [child.stdout, child.stderr]) s.on('data', (d) => { said += d; });
			const clock = setTimeout(() => child.kill('SIGKILL'), 100000);
			const code = await new Promise((resolve) => child.on('close', resolve));
			clearTimeout(clock);
			assert.equal(code, 0, said);
			console.log(said.trim());
		});
}

// ---- inside ----

/** The blocks of a section: lines with four spaces before them, a blank line between two of them. */
function blocks(readme, section) {
	const text = fs.readFileSync(path.join(root, readme), 'utf8');
	const part = text.split(/^## /m).find((s) => s.startsWith(`${section}\n`));
	assert.ok(part, `${readme} has no section "${section}"`);
	return part.split(/\n\s*\n/).filter((b) => b.split('\n').every((l) => l.startsWith('    '))).map((b) => b.split('\n').map((l) => l.slice(4)).join('\n'));
}

function bash(script) {
	const r = spawnSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: root, encoding: 'utf8', env: { ...withSbin(), PATH: `/run/box/bin:${process.env.PATH}:/usr/sbin:/sbin` } });
	assert.equal(r.status, 0, `${script}\n${r.stdout}${r.stderr}`);
}

/** Does what a section says, for this prefix. */
function follow(readme, section, prefix) {
	for (const block of blocks(readme, section)) {
		const [first] = block.split('\n');
		const insert = /^# (\/\S+), after (.+)$/.exec(first);
		if (insert) {
			const lines = fs.readFileSync(insert[1], 'utf8').split('\n'), at = lines.findIndex((l) => l.includes(insert[2]) && !l.trim().startsWith('#'));
			assert.ok(at >= 0, `${insert[1]} has no ${insert[2]}`);
			lines.splice(at + 1, 0, ...block.split('\n').slice(1).map((l) => `\t${l}`));
			fs.writeFileSync(insert[1], lines.join('\n'));
		} else if (first.startsWith('# another prefix')) {
			if (prefix !== '' && prefix !== '/team') bash(block.replaceAll('/people', prefix));
		} else if (first.startsWith('# at the root')) {
			if (prefix === '') bash(block);
		} else {
			bash(block.replace('--prefix /team', `--prefix ${prefix || '/'}`).replace('https://careers.example', origin));
		}
	}
}

/** Layers over the machine's folders, which go with the box; and what stands for the rest of the machine. */
function furnish() {
	execFileSync('bash', ['-euc', `ip link set lo up
		mount -t tmpfs box /run && mkdir -p /run/box/bin /run/lock /run/systemd/system
		for folder in etc var srv usr/local; do
			mkdir -p /run/box/$folder/{new,work}
			mount -t overlay box -o lowerdir=/$folder,upperdir=/run/box/$folder/new,workdir=/run/box/$folder/work /$folder
		done
		mount --bind ${root}/tests/integration/systemctl_stub.sh /usr/bin/systemctl
		rm -f /etc/nginx/conf.d/*`]);
}

/** The site that is there before: what the packages bring, for HAProxy a page behind it. */
async function existingSite(server, prefix) {
	fs.mkdirSync('/var/www/html', { recursive: true });
	fs.writeFileSync('/var/www/html/index.html', '<!DOCTYPE html><title>Site</title><p>the site itself');
	if (server === 'nginx' && prefix === '') {
		const file = '/etc/nginx/sites-available/default';
		fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^\tlocation \/ \{[^}]*\}/m, ''));
	}
	if (server !== 'haproxy') return;
	fs.appendFileSync('/etc/haproxy/haproxy.cfg', '\nfrontend site\n\tbind :80\n\tdefault_backend site\n\nbackend site\n\tserver site 127.0.0.1:8000\n\n');
	fs.mkdirSync('/run/haproxy');
	await new Promise((resolve) => http.createServer((q, s) => { s.statusCode = q.url === '/' ? 200 : 404; s.end('the site itself'); }).listen(8000, '127.0.0.1', resolve));
}

/** https, another host name, another port: what a proxy of the company's makes of the server behind it. */
async function tlsProxy(dir) {
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${dir}/key.pem`, '-out', `${dir}/cert.pem`, '-days', '2', '-subj', '/CN=careers.example'], { stdio: 'pipe' });
	const server = https.createServer({ key: fs.readFileSync(`${dir}/key.pem`), cert: fs.readFileSync(`${dir}/cert.pem`) }, (q, s) => {
		const inner = http.request({ host: '127.0.0.1', port: 80, method: q.method, path: q.url, headers: { ...q.headers, host: 'inner.example', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'careers.example:8443' } }, (r) => {
			s.writeHead(r.statusCode, r.headers);
			r.pipe(s);
		});
		inner.on('error', () => s.destroy());
		q.pipe(inner);
	});
	await new Promise((resolve) => server.listen(8443, '127.0.0.1', resolve));
}

async function inside(readme, section, prefix) {
	const server = path.basename(path.dirname(readme)), work = '/srv/content';
	furnish();
	await existingSite(server, prefix);
	follow('nginx/README.md', 'The hub itself', prefix);
	sampleContent(work, origin);
	const settings = path.join(work, 'hub.yml');
	fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('prefix: /team', `prefix: ${prefix || '""'}`));
	write(work, 'stories/bild.md', story({ title: 'Mit Bild', date: '2026-03-06', author: 'jana', picture: 'bild.svg', picture_alt: 'Ein Bild' }, 'Text\n'));
	write(work, 'stories/bild.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#123456"/></svg>');
	write(work, 'stories/weg.md', story({ title: 'Weg', date: '2026-03-07', author: 'jana' }));
	write(work, 'withdrawn.yml', '- {story: weg, date: 2026-03-08}\n');
	bash(`chown -R teamhub ${work}; cd ${work}; export GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=user.name GIT_CONFIG_VALUE_0=J GIT_CONFIG_KEY_1=user.email GIT_CONFIG_VALUE_1=j@x.example
		as() { runuser -u teamhub -- "$@"; }
		for setting in allowForce allowSettings; do as git -C /srv/teamhub/content.git config teamhub.$setting true; done
		as git init -q -b main; as git add -A; as git commit -qm one; as git push -qf /srv/teamhub/content.git main`);
	follow(readme, section, prefix);
	await tlsProxy('/run/box');
	let up = false;
	for (let i = 0; i < 100 && !up; i++) {
		up = await new Promise((resolve) => net.connect(80, '127.0.0.1').on('connect', function open() { this.destroy(); resolve(true); }).on('error', () => resolve(false)));
		if (!up) await sleep(100);
	}
	assert.ok(up, 'the server does not answer');
	try {
		await walk({ server, prefix, edition: '/srv/teamhub/hub/current' });
	} catch (e) {
		console.log(e.message, '\n', e.stack);
		spawnSync('bash', ['-c', 'tail -n 20 /var/log/{nginx,apache2,lighttpd}/error.log /run/box/caddy.log 2>/dev/null'], { stdio: 'inherit' });
		process.exit(1);
	}
	process.exit(0);
}

if (process.argv[1] === here) await inside(...process.argv.slice(2));
