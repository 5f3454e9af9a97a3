/** Imported first: zod compiles its parsers from text where it may; the page's policy forbids that, and it needn't try. */
import { config } from 'zod';

config({ jitless: true });
