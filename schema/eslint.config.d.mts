import type { Linter } from 'eslint';

declare const config: readonly (Linter.Config & Required<Pick<Linter.Config, 'rules'>>)[];
export default config;
