import type {
  DescribeSecurityProfileCommandInput,
  DescribeSecurityProfileCommandOutput,
  ListSecurityProfilesCommandInput,
  ListSecurityProfilesCommandOutput,
} from '@aws-sdk/client-connect';
import { type Answer, describeOf, lastModified, listOf } from '../reads.js';

/** One security profile. What it permits is not part of the answer, and nothing here depends on it. */
export const describeSecurityProfile = describeOf(
  ({ securityProfiles }) => securityProfiles,
  ({ SecurityProfileId }: DescribeSecurityProfileCommandInput) => SecurityProfileId,
  (profile, instance): Answer<DescribeSecurityProfileCommandOutput> => ({
    SecurityProfile: {
      Id: profile.id,
      Arn: profile.arn,
      OrganizationResourceId: instance.instance.id,
      SecurityProfileName: profile.name,
      Description: profile.description,
      Tags: profile.tags,
      ...lastModified(profile, instance),
    },
  }),
);

/** All security profiles, by id and name. */
export const listSecurityProfiles = listOf(
  'ListSecurityProfiles',
  ({ directory }, _input: ListSecurityProfilesCommandInput) => directory.securityProfiles.sorted,
  (page, instance): Answer<ListSecurityProfilesCommandOutput> => ({
    SecurityProfileSummaryList: page.map((profile) => ({
      Id: profile.id,
      Arn: profile.arn,
      Name: profile.name,
      ...lastModified(profile, instance),
    })),
  }),
);
