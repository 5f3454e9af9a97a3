/** Uploads as rows: receipt, whose, which file, how many rows, and where it stands. */
import type { ShownUpload } from '../../../database/uploads.ts';
import type { PageContext } from '../../page.ts';
import { common } from '../../words.ts';
import { StateBadge } from './state-badge.tsx';

export const UploadTable = ({ uploads, page }: { uploads: readonly ShownUpload[]; page: PageContext }) => {
  const hasUnits = page.actor !== null && page.actor.tier !== 'school';
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{page.say(common.receipt)}</th>
          {hasUnits && <th scope="col">{page.say(common.unit)}</th>}
          <th scope="col">{page.say(common.file)}</th>
          <th scope="col">{page.say(common.receivedAt)}</th>
          <th scope="col" class="num">
            {page.say(common.rows)}
          </th>
          <th scope="col">{page.say(common.state)}</th>
        </tr>
      </thead>
      <tbody>
        {uploads.map((upload) => (
          <tr key={upload.id}>
            <th scope="row">
              <a href={`/uploads/${upload.id}`} class="mono">
                {upload.receipt}
              </a>
            </th>
            {hasUnits && <td data-label={page.say(common.unit)}>{upload.unit_name}</td>}
            <td data-label={page.say(common.file)}>{upload.file_name}</td>
            <td data-label={page.say(common.receivedAt)}>{page.time(upload.received_at)}</td>
            <td data-label={page.say(common.rows)} class="num">
              {upload.counts === null ? '' : page.number(upload.counts.rows)}
            </td>
            <td data-label={page.say(common.state)}>
              <StateBadge state={upload.state} page={page} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
