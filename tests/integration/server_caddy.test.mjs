#!/usr/bin/env node
// server_caddy.test.mjs -- the hub behind Caddy beside Debian's default site, installed as nginx/caddy/README.md says.
import { boxes } from './server_box.mjs';

boxes('Caddy', 'nginx/caddy/README.md', 'FastCGI', 'caddy');
