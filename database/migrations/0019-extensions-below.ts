/** Extensions for all below a unit: what a county may grant to its units without granting anything to itself. */
import { type Kysely, sql } from 'kysely';

const inScope = `(select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~'`;
const grantable = `(state in ('requested', 'withdrawn') or covers = 'below' or unit_path <> (select muster_scope())
    or exists (select from units where parent_id is null))`;

const ddl = `
alter table extensions drop constraint extensions_covers_check,
  add check (covers in ('unit', 'area', 'below')),
  -- Nobody asks for others.
  add check (covers <> 'below' or asked_until is null);

drop policy in_scope_and_area_above on extensions;
create policy in_scope_and_area_above on extensions for select using (${inScope}
  or state = 'granted' and covers <> 'unit' and starts_with((select muster_scope()), unit_path));
drop policy asks_or_grants_below on extensions;
create policy asks_or_grants_below on extensions for insert with check ((${inScope}) and ${grantable});
drop policy decides on extensions;
create policy decides on extensions for update using (${inScope}) with check ((${inScope}) and ${grantable});
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
