/** The first page after sign-in. */
import type { Route } from '../../route.ts';

export const homeRoutes: readonly Route[] = [];
