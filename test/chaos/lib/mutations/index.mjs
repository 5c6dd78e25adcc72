import { data } from './data.mjs';
import { evaluations } from './evaluations.mjs';
import { files } from './files.mjs';
import { life } from './life.mjs';
import { media } from './media.mjs';
import { people } from './people.mjs';
import { starts } from './starts.mjs';

/** All that the schema has; a new one is a new entry in one of these. */
export const mutations = { ...life, ...starts, ...data, ...media, ...people, ...files, ...evaluations };
