import type {
  PredefinedAttribute as ConnectPredefinedAttribute,
  DescribePredefinedAttributeCommandInput,
  DescribePredefinedAttributeCommandOutput,
  ListPredefinedAttributesCommandInput,
  ListPredefinedAttributesCommandOutput,
  SearchPredefinedAttributesCommandInput,
  SearchPredefinedAttributesCommandOutput,
} from '@aws-sdk/client-connect';
import type { PredefinedAttribute } from '../../../world/administration.js';
import type { InstanceState } from '../../../world/instance-state.js';
import { describeOf, lastModified, listOf, type OutputOf, searchOf } from '../reads.js';

/** Describes one predefined attribute with its values. */
export const describePredefinedAttribute = describeOf(
  ({ predefinedAttributes }) => predefinedAttributes,
  ({ Name }: DescribePredefinedAttributeCommandInput) => Name,
  (attribute, state): OutputOf<DescribePredefinedAttributeCommandOutput> => ({
    PredefinedAttribute: describe(attribute, state),
  }),
);

/** Lists the names of all predefined attributes. */
export const listPredefinedAttributes = listOf(
  'ListPredefinedAttributes',
  ({ directory }, _input: ListPredefinedAttributesCommandInput) => directory.predefinedAttributes.sorted,
  (page, state): OutputOf<ListPredefinedAttributesCommandOutput> => ({
    PredefinedAttributeSummaryList: page.map((attribute) => ({
      Name: attribute.name,
      ...lastModified(attribute, state),
    })),
  }),
);

/** Searches predefined attributes. The searchable fields are undocumented. Assumption: the name. */
export const searchPredefinedAttributes = searchOf<SearchPredefinedAttributesCommandInput, PredefinedAttribute>(
  'SearchPredefinedAttributes',
  ({ predefinedAttributes }) => predefinedAttributes,
  { fields: { name: ({ name }) => name } },
  (page, state): OutputOf<SearchPredefinedAttributesCommandOutput> => ({
    PredefinedAttributes: page.map((attribute) => describe(attribute, state)),
  }),
);

function describe(attribute: PredefinedAttribute, state: InstanceState): ConnectPredefinedAttribute {
  return {
    Name: attribute.name,
    Values: { StringList: [...attribute.values] },
    Purposes: [...attribute.purposes],
    ...lastModified(attribute, state),
  };
}
