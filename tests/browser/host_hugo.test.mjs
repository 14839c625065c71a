#!/usr/bin/env node
// Every kind of page in the layout of the host site built by Hugo: see hosts.mjs.
import { needProgram } from './harness.mjs';
import { allKinds, checkHost } from './hosts.mjs';

needProgram('hugo');
await checkHost('hugo', allKinds, ['light']);
