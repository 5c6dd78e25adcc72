import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import type { Served } from './served.js';
import { smallWorld } from './support.js';

const choice = (ref: string, more: object = {}) => ({
  ref,
  title: `Question ${ref}`,
  type: 'SINGLESELECT',
  options: [
    { ref: 'good', text: 'Good', score: 10 },
    { ref: 'fair', text: 'Fair', score: 5 },
    { ref: 'bad', text: 'Bad', score: 0 },
    { ref: 'fatal', text: 'Fatal', score: 0, automaticFail: true },
  ],
  ...more,
});

export const forms = [
  {
    id: 'form',
    title: 'Form',
    description: 'A form',
    versions: 3,
    active: 2,
    author: 'ann',
    scoring: 'SECTION_ONLY',
    tags: { team: 'red' },
    sections: [
      {
        ref: 'first',
        title: 'First',
        weight: 80,
        items: [choice('a', { weight: 75 }), choice('b', { weight: 25, optional: true })],
      },
      {
        ref: 'second',
        title: 'Second',
        weight: 20,
        items: [
          {
            ref: 'sub',
            title: 'Below',
            items: [
              {
                ref: 'n',
                title: 'Number',
                type: 'NUMERIC',
                ranges: [
                  { from: 0, to: 4, score: 0 },
                  { from: 5, to: 10, score: 10 },
                ],
              },
            ],
          },
          { ref: 'text', title: 'Text', type: 'TEXT' },
          { ref: 'when', title: 'When', type: 'DATETIME' },
          {
            ref: 'many',
            title: 'Many',
            type: 'MULTISELECT',
            when: { question: 'a', in: ['bad'] },
            options: [
              { ref: 'x', text: 'X' },
              { ref: 'y', text: 'Y' },
            ],
          },
        ],
      },
    ],
  },
  { id: 'draft', title: 'Draft', sections: [{ ref: 's', title: 'S', items: [choice('a')] }] },
  {
    id: 'questions',
    title: 'By question',
    active: 1,
    scoring: 'QUESTION_ONLY',
    sections: [{ ref: 's', title: 'S', items: [choice('a', { weight: 30 }), choice('b', { weight: 70 })] }],
  },
  {
    id: 'none',
    title: 'Without scores',
    active: 1,
    scoring: 'NONE',
    sections: [{ ref: 's', title: 'S', items: [choice('a')] }],
  },
];

export const endedTask = (id: string) => ({
  id,
  channel: 'TASK',
  state: 'ended',
  initiated: '-2h',
  ended: '-1h',
  queue: 'tasks',
  agent: 'ann',
});

/** A world with four forms and two contacts that have ended. */
export function evaluationWorld(assumptions: Partial<Assumptions> = {}, more: object = {}) {
  return smallWorld(
    { evaluationForms: forms, contacts: [endedTask('one'), endedTask('two')], ...more },
    { assumptions },
  );
}

/** Starts an evaluation of the first contact with the first form, unless `more` says otherwise. */
export async function startEvaluation(served: Served, more: object = {}): Promise<string> {
  const input = { ContactId: 'one', EvaluationFormId: 'form', ...more };
  return (await served.send('StartContactEvaluation', input)).EvaluationId;
}

/** An answer with a text or the reference of an option. */
export const text = (StringValue: string) => ({ Value: { StringValue } });
