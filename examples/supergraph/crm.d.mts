import type { Server } from './server.d.mts';

export const crmSdl: string;
export function startCrm(options?: { readonly calls?: number }): Promise<Server>;
