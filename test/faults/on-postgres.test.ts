/** Faults that a registry with its queue on PostgreSQL can meet, once each; `npm run faults` plays them in loops and mixes. */
import { strikeOnce } from './once.ts';

strikeOnce('postgres');
