import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { addFault } from './faults.mjs';
import { isConclusive, kindOf, outcomeOf } from './kinds.mjs';
import { mutations } from './mutations/index.mjs';

/** How often a token is sent at most, and how often after an answer that it is of no use. */
const mostSends = 12;
const sendsInVain = 2;
const longestThinkMs = 240;
/** What a client waits at most when it is asked to wait. */
const longestWaitMs = 500;
const shareOfFaults = 0.4;
const shareOfTwins = 0.08;
const shareOfReplays = 0.15;
const shareOfOthers = 0.05;
/** Below and above, clients only make tasks, or stop more. */
const fewTasks = 100;
const manyTasks = 1_000;

/** Clients that make mutations at random, each again with the same token until it has a conclusive answer. */
export class Clients {
  /** Every mutation, with all that was sent and answered. */
  ops = [];
  /** How often a token was sent again because its answer was lost in a kill, or told of a fault. */
  retries = 0;
  sent = 0;
  #over = false;

  constructor({ gateways, emulator, stock }) {
    this.gateways = gateways;
    this.emulator = emulator;
    this.stock = stock;
  }

  /** Ends the making of new mutations; those that have begun are brought to an end. */
  end() {
    this.#over = true;
  }

  async live(number, random) {
    await sleep(random.between(0, longestThinkMs));
    const own = [];
    while (!this.#over) {
      const op = await this.#mutate(number, random);
      own.push(op);
      if (random.chance(shareOfReplays)) {
        const again = random.pick(own);
        if (!mayBeFree(again)) await this.#send(again);
      }
      if (random.chance(shareOfOthers) && isConclusive(outcomeOf(op, mutations[op.name])) && !mayBeFree(op))
        await this.#sendOther(op);
      await sleep(random.between(0, longestThinkMs));
    }
  }

  /** Sends mutations again with their tokens, so many at a time, for what is known of them when nothing fails any more. */
  async askAgain(ops, atOnce = 24) {
    const left = ops.filter((op) => !mayBeFree(op));
    const worker = async () => {
      for (let op = left.pop(); op; op = left.pop()) await this.#send(op);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  async #mutate(number, random) {
    const name = random.weighted(this.#weights());
    const mutation = mutations[name];
    const thing = mutation.takes && this.stock.take(mutation.takes, random);
    const input = mutation.input(random, thing);
    const op = { client: number, name, input, token: randomUUID(), sends: [], others: [] };
    this.ops.push(op);
    const twins = random.chance(shareOfTwins) ? 2 : 1;
    let inVain = 0;
    while (op.sends.length < mostSends && inVain < sendsInVain) {
      if (op.sends.length >= twins) this.retries += 1;
      const isFirst = op.sends.length === 0;
      if (!this.#over && random.chance(shareOfFaults)) await addFault(this.emulator, random, mutation.operation);
      const answers = await Promise.all(Array.from({ length: isFirst ? twins : 1 }, () => this.#send(op)));
      const conclusive = answers.find((answer) => isConclusive(kindOf(answer, mutation)));
      if (conclusive) {
        await this.#settle(mutation, thing, conclusive);
        break;
      }
      if (answers.every((answer) => answer?.retryable === false)) inVain += 1;
      await sleep(random.between(20, 200) + Math.min(answers[0]?.retryAfterMs ?? 0, longestWaitMs));
    }
    // Whoever does not know tries again, with a new token.
    if (thing && !isConclusive(outcomeOf(op, mutation))) this.stock.add(mutation.takes, thing);
    return op;
  }

  /** What is in stock after a conclusive answer. */
  async #settle(mutation, thing, answer) {
    const { takes, becomes, makes } = mutation;
    const isSuccess = kindOf(answer, mutation) === 'success';
    const made = isSuccess ? await makes(answer, thing) : {};
    for (const [kind, another] of Object.entries(made)) this.stock.add(kind, another);
    if (!takes) return;
    // Who may not do it has changed nothing.
    const isAsBefore = answer.__typename === 'ConnectAccessDeniedError';
    const kinds = isSuccess ? becomes : isAsBefore ? [takes] : [];
    for (const kind of kinds) this.stock.add(kind, thing);
    if (!kinds.includes(takes)) this.stock.spend(takes, thing);
  }

  async #send(op) {
    const send = { sentAt: Date.now() };
    op.sends.push(send);
    this.sent += 1;
    const input = { ...op.input, clientToken: op.token };
    const { by, answer } = await this.gateways.ask(mutations[op.name].query, { input });
    send.by = by;
    send.answeredAt = Date.now();
    send.answer = answer && (answer.data?.result ?? { broken: answer.text });
    return send.answer;
  }

  /** Uses a token with another input, which must not be carried out. */
  async #sendOther(op) {
    const input = { ...mutations[op.name].other(op.input), clientToken: op.token };
    const sentAt = Date.now();
    const { by, answer } = await this.gateways.ask(mutations[op.name].query, { input });
    if (!answer) return;
    const answeredAt = Date.now();
    op.others.push({ input, by, sentAt, answeredAt, answer: answer.data?.result ?? { broken: answer.text } });
  }

  /** Of each mutation that has something to act on. */
  #weights() {
    if (this.stock.count('task') < fewTasks) return { startTaskContact: 1 };
    const possible = Object.entries(mutations).filter(([, { takes }]) => !takes || this.stock.count(takes) > 0);
    const weights = Object.fromEntries(possible.map(([name, { weight }]) => [name, weight]));
    if (this.stock.count('task') > manyTasks) weights.stopContact *= 4;
    return weights;
  }
}

/** Whether a mutation was refused, perhaps without a call: with its token it could then be carried out after all. */
function mayBeFree(op) {
  const mutation = mutations[op.name];
  return mutation.readsFirst === true && outcomeOf(op, mutation) === 'refused';
}
