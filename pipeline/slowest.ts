/** The slowest areas: those with the greatest share of units that have not said their word. */
import { type Tally, undoneOf } from '../schemas/progress.ts';

/** By share not done, then by how many that are, then in the order given; areas with nothing left to do are nobody's worry. */
export const slowest = <A extends Tally>(areas: readonly A[], most: number): A[] =>
  areas
    .filter((area) => undoneOf(area) > 0)
    .sort((a, b) => undoneOf(b) * a.units - undoneOf(a) * b.units || undoneOf(b) - undoneOf(a))
    .slice(0, most);
