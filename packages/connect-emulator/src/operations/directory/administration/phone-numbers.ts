import type {
  DescribePhoneNumberCommandInput,
  DescribePhoneNumberCommandOutput,
  ListPhoneNumbersV2CommandInput,
  ListPhoneNumbersV2CommandOutput,
} from '@aws-sdk/client-connect';
import type { PhoneNumber } from '../../../world/administration.js';
import type { Instance } from '../../../world/entities.js';
import type { World } from '../../../world/world.js';
import { pageOf } from '../../paging.js';
import { notFound } from '../../refusal.js';
import { instanceStateOf } from '../../resolve.js';
import type { OutputOf } from '../reads.js';

/** Describes one phone number by id or ARN. Phone numbers belong to the account, so the input names no instance. */
export function describePhoneNumber(
  input: DescribePhoneNumberCommandInput,
  world: World,
): OutputOf<DescribePhoneNumberCommandOutput> {
  for (const { directory, instance } of world.instances) {
    const phone = directory.phoneNumbers.getByIdOrArn(input.PhoneNumberId ?? '');
    if (!phone) continue;
    return {
      ClaimedPhoneNumberSummary: {
        ...summarize(phone, instance),
        Tags: phone.tags,
        PhoneNumberStatus: { Status: 'CLAIMED' },
      },
    };
  }
  throw notFound();
}

/** Lists the phone numbers of one instance, named by id or ARN, or of all instances. */
export function listPhoneNumbersV2(
  input: ListPhoneNumbersV2CommandInput,
  world: World,
): OutputOf<ListPhoneNumbersV2CommandOutput> {
  const { InstanceId, TargetArn, PhoneNumberCountryCodes: countries, PhoneNumberTypes: types } = input;
  const wanted = InstanceId ?? TargetArn;
  const instances = wanted === undefined ? world.instances : [instanceStateOf(world, wanted)];
  const found = instances
    .flatMap(({ directory, instance }) =>
      directory.phoneNumbers.sorted.map((phone) => ({ id: phone.id, phone, instance })),
    )
    .filter(({ phone }) => !countries?.length || countries.includes(phone.country))
    .filter(({ phone }) => !types?.length || types.includes(phone.type))
    .filter(({ phone }) => phone.name.startsWith(input.PhoneNumberPrefix ?? ''))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const { page, NextToken } = pageOf(world, 'ListPhoneNumbersV2', input, found);
  return { ListPhoneNumbersSummaryList: page.map(({ phone, instance }) => summarize(phone, instance)), NextToken };
}

function summarize(phone: PhoneNumber, instance: Instance) {
  return {
    PhoneNumberId: phone.id,
    PhoneNumberArn: phone.arn,
    PhoneNumber: phone.name,
    PhoneNumberCountryCode: phone.country,
    PhoneNumberType: phone.type,
    PhoneNumberDescription: phone.description,
    TargetArn: instance.arn,
    InstanceId: instance.id,
  };
}
