import type {
  DescribeEmailAddressCommandInput,
  DescribeEmailAddressCommandOutput,
  SearchEmailAddressesCommandInput,
  SearchEmailAddressesCommandOutput,
} from '@aws-sdk/client-connect';
import type { EmailAddress } from '../../../world/administration.js';
import { passesTagFilter } from '../../search/tag-filter.js';
import { type Answer, describeOf, searchOf } from '../reads.js';

/** One address. Its times are texts. */
export const describeEmailAddress = describeOf(
  ({ emailAddresses }) => emailAddresses,
  ({ EmailAddressId }: DescribeEmailAddressCommandInput) => EmailAddressId,
  (email): Answer<DescribeEmailAddressCommandOutput> => ({
    ...summarize(email),
    CreateTimestamp: new Date(email.createdAt).toISOString(),
    ModifiedTimestamp: new Date(email.modifiedAt).toISOString(),
    Tags: email.tags,
  }),
);

/** Addresses in full but for times and tags. Which fields can be searched is undocumented. */
export const searchEmailAddresses = searchOf<SearchEmailAddressesCommandInput, EmailAddress>(
  'SearchEmailAddresses',
  ({ emailAddresses }) => emailAddresses,
  {
    fields: {
      emailaddress: ({ name }) => name,
      displayname: ({ displayName }) => displayName,
      description: ({ description }) => description,
      resourceid: ({ id }) => id,
    },
    passes: ({ SearchFilter }, { tags }) => passesTagFilter(SearchFilter?.TagFilter, tags),
  },
  (page): Answer<SearchEmailAddressesCommandOutput> => ({ EmailAddresses: page.map(summarize) }),
);

function summarize(email: EmailAddress) {
  return {
    EmailAddressId: email.id,
    EmailAddressArn: email.arn,
    EmailAddress: email.name,
    DisplayName: email.displayName,
    Description: email.description,
  };
}
