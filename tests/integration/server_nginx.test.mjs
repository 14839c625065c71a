#!/usr/bin/env node
// server_nginx.test.mjs -- the hub behind nginx beside Debian's default site, installed as nginx/README.md says.
import { boxes } from './server_box.mjs';

boxes('nginx', 'nginx/README.md', 'Beside an existing site', 'nginx');
