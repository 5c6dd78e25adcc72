import type { Server } from './server.d.mts';

export const crmSdl: string;
export function startCrm(options?: { readonly calls?: readonly string[] }): Promise<Server>;
