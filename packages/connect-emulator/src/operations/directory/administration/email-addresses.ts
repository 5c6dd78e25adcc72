import type {
  DescribeEmailAddressCommandInput,
  DescribeEmailAddressCommandOutput,
  SearchEmailAddressesCommandInput,
  SearchEmailAddressesCommandOutput,
} from '@aws-sdk/client-connect';
import type { EmailAddress } from '../../../world/administration.js';
import { passesTagFilter } from '../../search/tag-filter.js';
import { describeOf, type OutputOf, searchOf } from '../reads.js';

/** Describes one email address. Its times are ISO 8601 strings. */
export const describeEmailAddress = describeOf(
  ({ emailAddresses }) => emailAddresses,
  ({ EmailAddressId }: DescribeEmailAddressCommandInput) => EmailAddressId,
  (email): OutputOf<DescribeEmailAddressCommandOutput> => ({
    ...summarize(email),
    CreateTimestamp: new Date(email.createdAt).toISOString(),
    ModifiedTimestamp: new Date(email.modifiedAt).toISOString(),
    Tags: email.tags,
  }),
);

/** Searches email addresses. Times and tags are not returned. The searchable fields are undocumented. */
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
  (page): OutputOf<SearchEmailAddressesCommandOutput> => ({ EmailAddresses: page.map(summarize) }),
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
