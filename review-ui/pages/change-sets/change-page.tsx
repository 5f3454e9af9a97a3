/** One change on a page of its own: the way to a reason where scripts don't run, and an address to send to a colleague. */
import type { PageContext } from '../../page.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { ChangeTable } from './change-table.tsx';
import { Lookalikes } from './lookalikes.tsx';
import type { OneChangeModel } from './one-change.ts';
import { RejectForm } from './reject-form.tsx';
import { rowId, setAddress } from './set-address.ts';
import { mayDecide } from './set-head.ts';
import { words } from './words.ts';

export const ChangePage = (model: OneChangeModel, page: PageContext) => {
  const { id, change, upload } = model;
  const isUndecided = change.decision === null && mayDecide(model);
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[
          { label: page.say(words.title), href: '/change-sets' },
          { label: upload.unit_name, href: setAddress(id) },
          { label: change.name },
        ]}
      />
      <h1>{change.name}</h1>
      <ChangeTable setId={id} changes={[change]} model={model} isWhole page={page} />
      <Lookalikes model={model} page={page} />
      {isUndecided && (
        <section class="card section">
          <h2>{page.say(words.rejectTitle)}</h2>
          <RejectForm
            setId={id}
            changeId={change.id}
            back={`${setAddress(id)}#${rowId(change.id)}`}
            page={page}
          />
        </section>
      )}
    </>
  );
};
