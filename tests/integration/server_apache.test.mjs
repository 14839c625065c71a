#!/usr/bin/env node
// server_apache.test.mjs -- the hub behind Apache beside Debian's default site, by mod_proxy_fcgi and as CGI by mod_cgid,
// installed as nginx/apache/README.md says.
import { boxes } from './server_box.mjs';

boxes('Apache, mod_proxy_fcgi', 'nginx/apache/README.md', 'mod_proxy_fcgi', 'apache2ctl', 'a2enmod');
boxes('Apache, mod_cgid', 'nginx/apache/README.md', 'CGI', 'apache2ctl', 'a2enmod');
