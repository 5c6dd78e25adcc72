export const shortestNotice: number;

export function deprecationProblems(oldSdl: string, newSdl: string, today: string): readonly string[];
