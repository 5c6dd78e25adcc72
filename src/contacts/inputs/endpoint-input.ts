import type { Endpoint } from '@aws-sdk/client-connect';
import { Field, InputType } from 'type-graphql';
import { describeEnum } from '../../graph/types/open-enum.js';

enum ConnectEndpointInputType {
  TELEPHONE_NUMBER = 'TELEPHONE_NUMBER',
  VOIP = 'VOIP',
  CONTACT_FLOW = 'CONTACT_FLOW',
  CONNECT_PHONENUMBER_ARN = 'CONNECT_PHONENUMBER_ARN',
  EMAIL_ADDRESS = 'EMAIL_ADDRESS',
}
describeEnum(ConnectEndpointInputType, 'ConnectEndpointInputType', "Type of a contact's endpoint.", {
  TELEPHONE_NUMBER: 'Phone number in E.164 format.',
  VOIP: 'VoIP address.',
  CONTACT_FLOW: 'Flow.',
  CONNECT_PHONENUMBER_ARN: 'ARN of a phone number of the instance.',
  EMAIL_ADDRESS: 'Email address.',
});

@InputType({ description: 'Endpoint of a contact. Personal data.' })
export class ConnectEndpointInput {
  @Field(() => ConnectEndpointInputType, { description: 'Type of the address.' })
  type!: ConnectEndpointInputType;

  @Field({ description: 'Address of the endpoint, at most 256 characters.' })
  address!: string;
}

/** Converts an endpoint to Connect's input. */
export function endpointOf(endpoint: ConnectEndpointInput | null | undefined): Endpoint | undefined {
  return endpoint ? { Type: endpoint.type, Address: endpoint.address } : undefined;
}
