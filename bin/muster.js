#!/usr/bin/env node
// `npx muster …`
import { load } from './load.js';

await load('muster');
