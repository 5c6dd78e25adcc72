import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

describe('the page', () => {
  test('says to run the build where there is none, and nothing of the sources is served', async () => {
    const response = await fetch(`${gateway.url}/`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'This page was not built. Run `npm run build` and start the gateway again.',
          extensions: { code: 'PAGE_NOT_BUILT' },
        },
      ],
    });
    for (const path of ['/page/app.tsx', '/page/index.html', '/page/..%2fpage.ts', '/page/']) {
      expect((await fetch(gateway.url + path)).status).toBe(404);
    }
  });
});
