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
import { type Answer, describeOf, lastModified, listOf, searchOf } from '../reads.js';

/** One attribute with the values that it may have. */
export const describePredefinedAttribute = describeOf(
  ({ predefinedAttributes }) => predefinedAttributes,
  ({ Name }: DescribePredefinedAttributeCommandInput) => Name,
  (attribute, instance): Answer<DescribePredefinedAttributeCommandOutput> => ({
    PredefinedAttribute: describe(attribute, instance),
  }),
);

/** All attributes, by name. */
export const listPredefinedAttributes = listOf(
  'ListPredefinedAttributes',
  ({ directory }, _input: ListPredefinedAttributesCommandInput) => directory.predefinedAttributes.sorted,
  (page, instance): Answer<ListPredefinedAttributesCommandOutput> => ({
    PredefinedAttributeSummaryList: page.map((attribute) => ({
      Name: attribute.name,
      ...lastModified(attribute, instance),
    })),
  }),
);

/** Attributes in full. Which fields can be searched is undocumented; here it is the name. */
export const searchPredefinedAttributes = searchOf<SearchPredefinedAttributesCommandInput, PredefinedAttribute>(
  'SearchPredefinedAttributes',
  ({ predefinedAttributes }) => predefinedAttributes,
  { fields: { name: ({ name }) => name } },
  (page, instance): Answer<SearchPredefinedAttributesCommandOutput> => ({
    PredefinedAttributes: page.map((attribute) => describe(attribute, instance)),
  }),
);

function describe(attribute: PredefinedAttribute, instance: InstanceState): ConnectPredefinedAttribute {
  return {
    Name: attribute.name,
    Values: { StringList: [...attribute.values] },
    Purposes: [...attribute.purposes],
    ...lastModified(attribute, instance),
  };
}
