import type { Server, SupergraphOptions } from './server.d.mts';

export function startApolloGateway(options: SupergraphOptions): Promise<Server>;
