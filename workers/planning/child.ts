/** The planning process: staffing plans are made here. */
import { serve } from '../confined/serve.ts';
import { works } from './work.ts';

serve(works);
