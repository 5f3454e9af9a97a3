/** Choosing an archive is sending it: the same form as for one file, for the files of many schools. */
import { defaultBundleLimits } from '../../../schemas/bundle.ts';
import type { PageContext } from '../../page.ts';
import { FileForm } from '../uploads/file-form.tsx';
import { words } from './words.ts';

const mib = 1024 * 1024;

export const BundleForm = ({ page }: { page: PageContext }) => (
  <FileForm
    page={page}
    action="/bundles"
    accept=".zip"
    label={page.say(words.choose)}
    drop={page.say(words.drop)}
    accepted={page.say(words.accepted, {
      limit_mib: Math.floor(defaultBundleLimits.file_bytes / mib),
      files: defaultBundleLimits.files,
    })}
    opening={page.say(words.opening)}
  />
);
