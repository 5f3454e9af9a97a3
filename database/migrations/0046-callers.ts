/** Callers: who is behind a session or a token, in one statement that sees to its scope by itself. */
import { type Kysely, sql } from 'kysely';

// The scope is set and put back in the body: only a superuser may write a setting of ours into the head of a function, and the owner of
// a managed PostgreSQL is none.
// Asked for every request. As ordinary statements they need a transaction around them that says the scope: four round trips for one row.
// They run with the rights of whoever calls them, and see what any transaction of the system's scope does.
const ddl = `
create function caller_by_account(account bigint)
  returns table (account_id bigint, username text, password_hash text, must_change_password boolean, password_set_at timestamptz,
    factor bytea, unit_id bigint, unit_path text, unit_name text, kind text, unread integer)
  language plpgsql stable set search_path = public, pg_temp
  as $$ declare
    former constant text := current_setting('muster.scope', true);
  begin
    perform set_config('muster.scope', '/', true);
    return query select a.id, a.username, a.password_hash, a.must_change_password, a.password_set_at, f.sealed, u.id, u.path, u.name,
      u.kind, (select count(*)::int from notices n where n.unit_id = a.unit_id
        and not exists (select from notice_reads r where r.notice_id = n.id and r.account_id = a.id))
    from accounts a join units u on u.id = a.unit_id left join second_factors f on f.account_id = a.id
    where a.id = account and a.disabled_at is null;
    perform set_config('muster.scope', coalesce(former, ''), true);
  end $$;
revoke execute on function caller_by_account(bigint) from public;

-- A token that may be used, and whether its use is worth a note.
create function good_token(hash bytea) returns table (of_account bigint, token_id bigint, reach text, is_used_anew boolean)
  language plpgsql stable set search_path = public, pg_temp
  as $$ declare
    former constant text := current_setting('muster.scope', true);
  begin
    perform set_config('muster.scope', '/', true);
    return query select t.account_id, t.id, t.reach, coalesce(t.last_used_at < now() - interval '1 hour', true)
    from tokens t where t.token_hash = hash and t.expires_at > now() and t.revoked_at is null;
    perform set_config('muster.scope', coalesce(former, ''), true);
  end $$;
revoke execute on function good_token(bytea) from public;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
