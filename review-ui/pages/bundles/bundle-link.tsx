/** The way to where the files of many schools are sent at once. */
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { words } from './words.ts';

export const BundleLink = ({ page }: { page: PageContext }) => (
  <LinkButton icon="upload" href="/bundles">
    {page.say(words.link)}
  </LinkButton>
);
