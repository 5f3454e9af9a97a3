/** Faults that a registry with its queue on Redis can meet, once each; `npm run faults` plays them in loops and mixes. */
import { strikeOnce } from './once.ts';

strikeOnce('redis');
