// The resolvers of this domain, one line for each file: all of them become part of the schema.
export { CurrentMetricsResolver } from './current-metrics.js';
