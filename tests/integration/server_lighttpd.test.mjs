#!/usr/bin/env node
// server_lighttpd.test.mjs -- the hub behind lighttpd beside Debian's default site, by FastCGI and as CGI, installed as
// nginx/lighttpd/README.md says.
import { boxes } from './server_box.mjs';

boxes('lighttpd, FastCGI', 'nginx/lighttpd/README.md', 'FastCGI', 'lighttpd');
boxes('lighttpd, CGI', 'nginx/lighttpd/README.md', 'CGI', 'lighttpd');
