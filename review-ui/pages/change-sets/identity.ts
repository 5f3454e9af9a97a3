/** A changed identity document is a kind of its own to the eye: it may mean another person. */
import type { ShownChange } from '../../../database/change-sets.ts';

export const changesIdentity = ({ kind, fields }: Pick<ShownChange, 'kind' | 'fields'>): boolean =>
  kind !== 'add' && (fields.includes('id_number') || fields.includes('id_type'));
