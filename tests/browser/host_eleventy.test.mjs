#!/usr/bin/env node
// Pages in the layout of the host site built by Eleventy, which has a dark look too: see hosts.mjs.
import { cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { skip } from './harness.mjs';
import { checkHost, someKinds } from './hosts.mjs';

// Set up by `make test` and `make browser`, and kept.
const installed = resolve(import.meta.dirname, '../../build/hosts/eleventy');
if (!existsSync(join(installed, 'node_modules/@11ty')))
	skip('Eleventy is not installed: `make build/hosts/eleventy/node_modules` does it');
await checkHost('eleventy', someKinds, ['light', 'dark'],
	(run) => cpSync(installed, join(run, 'eleventy'), { recursive: true }));
