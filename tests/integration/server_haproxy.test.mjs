#!/usr/bin/env node
// server_haproxy.test.mjs -- the hub by HAProxy's fcgi-app, straight to the workers, before a site that stands behind it;
// installed as nginx/haproxy/README.md says.
import { boxes } from './server_box.mjs';

boxes('HAProxy', 'nginx/haproxy/README.md', 'fcgi-app', 'haproxy');
