/** Retention: when a file was deleted; and the one way in which files of uploads are deleted at all. */
import { type Kysely, sql } from 'kysely';

const ddl = `
alter table uploads add column file_deleted_at timestamptz;
-- Deleted by nobody: its time was over.
alter table exports add column deleted_at timestamptz, add column deleted_by bigint references accounts (id);
update exports x set deleted_at = e.at, deleted_by = e.account_id from events e
  where x.state = 'expired' and e.subject = 'export' and e.subject_id = x.id and e.action = 'delete';

-- With the rights of the owner, since nobody else may delete what was sent: files that have come to their end, and not before a
-- month has passed, whatever is asked. Answers those that it deleted.
create function forget_files(chosen bigint[]) returns setof bigint language plpgsql security definer
  set search_path = public, pg_temp as $$
declare ended bigint[];
begin
  if muster_scope() is distinct from '/' then
    raise exception 'files are deleted by the system alone' using errcode = 'insufficient_privilege';
  end if;
  update uploads u set file_deleted_at = now()
    where u.id = any(chosen) and u.file_deleted_at is null and u.reverts is null and u.owes is null
      and u.state in ('applied', 'superseded')
      and greatest(u.received_at, u.reviewed_at, u.applied_at) < now() - interval '30 days';
  select array_agg(u.id) into ended from uploads u where u.id = any(chosen) and u.file_deleted_at = now();
  delete from upload_files f where f.upload_id = any(ended);
  delete from upload_rows r where r.upload_id = any(ended);
  delete from upload_edits e where e.upload_id = any(ended);
  return query select unnest(ended);
end $$;
revoke execute on function forget_files(bigint[]) from public;
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
