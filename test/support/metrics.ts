import type { TestGateway } from './gateway.js';

/** The samples of a gateway's metrics, read once. */
export interface Samples {
  readonly text: string;
  /** The sum over all samples of a metric, without its prefix, that have these labels. */
  value(name: string, labels?: Readonly<Record<string, string>>): number;
}

export async function metricsOf({ adminUrl }: TestGateway): Promise<Samples> {
  const text = await (await fetch(`${adminUrl}/metrics`)).text();
  const samples = text.split('\n').filter((line) => line.startsWith('contact_gateway_'));
  const value = (name: string, labels: Readonly<Record<string, string>> = {}) =>
    samples
      .filter((line) => line.split(/[{ ]/, 1)[0] === `contact_gateway_${name}`)
      .filter((line) => Object.entries(labels).every(([label, text]) => line.includes(`${label}="${text}"`)))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  return { text, value };
}
