import type { Mutation } from '../verdict.mjs';

export const mutations: Readonly<Record<string, Mutation>>;
