/** The reading process: what is done with strangers' files is done here. */
import { serve } from '../confined/serve.ts';
import { works } from './work.ts';

serve(works);
