/** Uploads. */
import type { Route } from '../../route.ts';

export const uploadRoutes: readonly Route[] = [];
