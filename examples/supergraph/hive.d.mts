import type { Server, SupergraphOptions } from './server.d.mts';

export function startHiveGateway(options: SupergraphOptions): Promise<Server>;
