import type {
  DescribeSecurityProfileCommandInput,
  DescribeSecurityProfileCommandOutput,
  ListSecurityProfilesCommandInput,
  ListSecurityProfilesCommandOutput,
} from '@aws-sdk/client-connect';
import { describeOf, lastModified, listOf, type OutputOf } from '../reads.js';

/**
 * Describes one security profile. The output does not include its permissions, and the emulator does not enforce them.
 */
export const describeSecurityProfile = describeOf(
  ({ securityProfiles }) => securityProfiles,
  ({ SecurityProfileId }: DescribeSecurityProfileCommandInput) => SecurityProfileId,
  (profile, state): OutputOf<DescribeSecurityProfileCommandOutput> => ({
    SecurityProfile: {
      Id: profile.id,
      Arn: profile.arn,
      OrganizationResourceId: state.instance.id,
      SecurityProfileName: profile.name,
      Description: profile.description,
      Tags: profile.tags,
      ...lastModified(profile, state),
    },
  }),
);

/** Lists all security profiles with id and name. */
export const listSecurityProfiles = listOf(
  'ListSecurityProfiles',
  ({ directory }, _input: ListSecurityProfilesCommandInput) => directory.securityProfiles.sorted,
  (page, state): OutputOf<ListSecurityProfilesCommandOutput> => ({
    SecurityProfileSummaryList: page.map((profile) => ({
      Id: profile.id,
      Arn: profile.arn,
      Name: profile.name,
      ...lastModified(profile, state),
    })),
  }),
);
