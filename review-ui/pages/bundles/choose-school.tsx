/** The form that says whose a file is: a code or a name, with the schools within scope to choose from. */
import type { ShownBundleFile } from '../../../database/bundle-files.ts';
import type { SchoolName } from '../../../database/units.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { words } from './words.ts';

const listId = 'schools';

interface Props {
  readonly bundleId: string;
  readonly file: ShownBundleFile;
  readonly page: PageContext;
}

export const ChooseSchool = ({ bundleId, file: { position, shown, claim }, page }: Props) => (
  <form class="choose-school" method="post" action={`/bundles/${bundleId}/files/${position}/route`}>
    <CsrfField page={page} />
    <input
      name="unit"
      list={listId}
      required
      maxLength={100}
      autocomplete="off"
      aria-label={page.say(words.schoolOf, { name: shown })}
      placeholder={page.say(words.schoolHint)}
      value={claim?.by === 'name' ? claim.name : ''}
    />
    <Button>{page.say(words.route)}</Button>
  </form>
);

/** One list for all forms of the page. */
export const SchoolChoices = ({ schools }: { schools: readonly SchoolName[] }) =>
  schools.length === 0 ? null : (
    <datalist id={listId}>
      {schools.map(({ code, name }) => (
        <option key={code ?? name} value={code === null ? name : `${code} ${name}`} />
      ))}
    </datalist>
  );
