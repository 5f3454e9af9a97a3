#!/usr/bin/env node
// `npx muster …`: plain JavaScript, since Node must be taught TypeScript before it can read the rest.
import { register } from 'tsx/esm/api';

register();
await import('./muster.ts');
