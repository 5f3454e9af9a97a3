/** The ways back to a clean file, side by side: mend it here, repair at once what is certain, or take it with all issues marked. */
import { mostRowsAnnotated } from '../../../schemas/desk.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { mostRowsMended } from '../../../schemas/mending.ts';
import { lifecycleOf } from '../../../schemas/upload-lifecycle.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { cellsAddress } from '../cells/cells-address.ts';
import type { UploadModel } from './upload-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: UploadModel;
  readonly page: PageContext;
}

/** Whether the viewer may mend the file here and now. */
export const mayMend = ({ upload, role }: UploadModel): boolean =>
  (upload.counts?.rows ?? Number.POSITIVE_INFINITY) <= mostRowsMended &&
  actions(lifecycleOf(upload), upload.state, role).some(({ action }) => action === 'mend');

export const Roads = ({ model, page }: Props) => {
  if (model.role !== 'owner' || model.upload.counts === null) return null;
  const repairable = model.causes.reduce((sum, cause) => sum + cause.repairable, 0);
  return (
    <div class="roads">
      {mayMend(model) && (
        <>
          <LinkButton kind="primary" icon="review" href={cellsAddress(model.upload.id)}>
            {page.say(words.mendHere)}
          </LinkButton>
          {repairable > 0 && <RepairForm model={model} page={page} count={repairable} />}
        </>
      )}
      <Annotated upload={model.upload} page={page} />
    </div>
  );
};

/** The way for who would rather work in a spreadsheet. */
export const Annotated = ({ upload, page }: { upload: UploadModel['upload']; page: PageContext }) =>
  (upload.counts?.rows ?? 0) > mostRowsAnnotated ? (
    <p>{page.say(words.tooLargeToAnnotate, { limit: page.number(mostRowsAnnotated) })}</p>
  ) : (
    <LinkButton icon="download" href={`/uploads/${upload.id}/annotated.xlsx`} download>
      {page.say(words.annotated)}
    </LinkButton>
  );

/** Repairs everything that is certain, or one cause. */
export const RepairForm = ({
  model: { upload },
  page,
  count,
  rule,
}: Props & { count: number; rule?: string }) => (
  <form class="cause-repair" method="post" action={`/uploads/${upload.id}/repairs`}>
    <CsrfField page={page} />
    {rule !== undefined && <input type="hidden" name="rule" value={rule} />}
    <Button kind={rule === undefined ? 'plain' : 'quiet'} icon="check">
      {page.say(words.repairAtOnce, { count: page.number(count) })}
    </Button>
  </form>
);
