/** The tiers that have units below them. */
import type { Tier } from '../../../schemas/unit.ts';

export const superiors: readonly Tier[] = ['province', 'city', 'county'];
