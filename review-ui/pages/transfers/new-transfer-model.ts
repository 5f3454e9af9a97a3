/** Proposing one transfer: the person that was found, the school they move to, and who would act. */
import { beyondScope, inScope } from '../../../database/scope.ts';
import { actingFor, type FoundPerson, type PlaceOfMove } from '../../../database/transfer-lookups.ts';
import { proposeTransfers, type Wish, type WishOutcome } from '../../../database/transfer-proposals.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { masked } from '../../../schemas/mask.ts';
import { type ProblemCode, problem } from '../../../schemas/problem.ts';
import { isInPool, sideOf, type TransferRoute } from '../../../schemas/transfer.ts';
import type { App } from '../../app-options.ts';
import { type ProposeBody, saidOf, stagesAt } from './inputs.ts';
import { findPerson, personOfTicket, ticketFor } from './person.ts';
import { placeNamed } from './place.ts';

/** The least that the one who asks must know to go on. */
export interface FoundModel {
  readonly ticket: string;
  readonly name: string;
  /** Masked. */
  readonly id_number: string;
  readonly unit_name: string;
  readonly status: string;
  readonly in_pool: boolean;
  readonly to: Pick<PlaceOfMove, 'name' | 'code'> & { readonly stages: ReturnType<typeof stagesAt> };
  readonly route: TransferRoute;
  readonly acting_name: string;
  /** Whether the very word of the one who asks carries it out. */
  readonly at_once: boolean;
}

interface SearchAsked {
  readonly id_type: string;
  readonly id_number: string;
  readonly name: string;
  readonly to?: string | undefined;
}

/** Throws what {@link findPerson} and {@link placeNamed} do, and what keeps the person from moving there. */
export async function foundModel(app: App, actor: Actor, asked: SearchAsked): Promise<FoundModel> {
  const person = await findPerson(app, actor, asked);
  return await inScope(app.db, actor.unit_path, (tx) =>
    beyondScope(tx, async (all) => {
      const to = await placeNamed(all, actor, asked.to);
      requireMove(person, to);
      const move = { status: person.record.status, from_path: person.unit_path, to };
      const [acting] = await actingFor(all, [move]);
      if (acting === undefined) throw new Error('nobody to act');
      const sides = { from_path: person.unit_path, to_path: to.path, acting_path: acting.unit_path };
      const side = sideOf(actor, sides);
      if (side === undefined) throw problem('not-a-side');
      const { name, id_number, status } = person.record;
      return {
        ticket: ticketFor(app.db, actor, person.id, app.now()),
        ...{ name: name ?? '', id_number: String(masked('id_number', id_number)), status: status ?? '' },
        ...{ unit_name: person.unit_name, in_pool: isInPool(status) },
        to: { name: to.name, code: to.code, stages: stagesAt(to) },
        ...{ route: acting.route, acting_name: acting.unit_name },
        at_once: acting.route === 'departed-pool' && side === 'receiving',
      };
    }),
  );
}

function requireMove(person: FoundPerson, to: PlaceOfMove): void {
  if (person.unit_id !== to.id) return;
  throw problem(person.record.status === '在职' ? 'already-there' : 'left-there', { unit: to.name });
}

const refusals: Readonly<Partial<Record<WishOutcome, ProblemCode>>> = {
  'said-again': 'transfer-under-way',
  'moving-elsewhere': 'transfer-under-way',
  'already-there': 'already-there',
  'left-there': 'left-there',
  'not-a-side': 'not-a-side',
};

/** Proposes what a form or a program says, or carries it out where nobody else is asked. Answers the transfer's id. */
export async function proposeOne(app: App, actor: Actor, body: ProposeBody): Promise<string> {
  const { id: teacher_id } = await personOf(app, actor, body);
  return await inScope(app.db, actor.unit_path, (tx) =>
    beyondScope(tx, async (all) => {
      const to = await placeNamed(all, actor, body.to);
      const wish: Wish = {
        ...{ teacher_id, to_unit_id: to.id, said: saidOf(to, body), effective_date: body.effective_date },
        ...{ reason: body.reason ?? null, origin: 'form', upload_id: null, sheet: null, row_number: null },
      };
      const [wished] = await proposeTransfers(all, actor, [wish]);
      if (wished === undefined) throw new Error('a wish came to nothing');
      const refusal = refusals[wished.outcome];
      if (refusal !== undefined) throw problem(refusal, { unit: to.name });
      return wished.transfer_id ?? '';
    }),
  );
}

async function personOf(app: App, actor: Actor, body: ProposeBody): Promise<{ readonly id: string }> {
  const { person, id_type, id_number, name } = body;
  if (person !== undefined) return await personOfTicket(app.db, actor, person, app.now());
  if (id_number === undefined) throw problem('invalid-input', { fields: 'id_number' });
  return await findPerson(app, actor, { id_type, id_number, name });
}
