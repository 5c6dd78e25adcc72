import { describe, expect, test } from '@jest/globals';
import { operationModel, serviceModel, shape, structure } from '../src/service-model.js';

describe('the service model', () => {
  test('states its source and licence', () => {
    expect(serviceModel.source).toMatch(/Amazon Connect/);
    expect(serviceModel.license).toMatch(/Apache-2\.0/);
  });

  test('resolves every shape that an operation or an error names', () => {
    expect(Object.keys(serviceModel.operations)).toHaveLength(121);
    for (const operation of Object.values(serviceModel.operations)) {
      structure(operation.input);
      if (operation.output) structure(operation.output);
      for (const error of operation.errors) expect(serviceModel.errors).toHaveProperty(error);
    }
    for (const name of Object.keys(serviceModel.shapes)) {
      const found = shape(name);
      if (found.type === 'structure') for (const member of found.members) shape(member.shape);
      if (found.type === 'list') shape(found.element);
      if (found.type === 'map') for (const part of [found.key, found.value]) shape(part);
    }
  });

  test('throws an error with the name of an unknown operation', () => {
    expect(() => operationModel('TransferCall')).toThrow('no operation TransferCall');
  });
});
