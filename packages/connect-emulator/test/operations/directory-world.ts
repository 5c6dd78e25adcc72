/** The tags of all tagged resources. */
export const tags = { team: 'red' };
/** Several resources of each kind, with different members. */
export const kinds = {
  hoursOfOperation: [
    {
      id: 'shop',
      name: 'Shop',
      description: 'When the shop is open',
      timeZone: 'Europe/Berlin',
      week: [
        { days: ['MONDAY', 'TUESDAY'], open: '08:00-18:30' },
        { days: ['SATURDAY'], open: '09:00-12:00' },
      ],
      exceptions: [
        { name: 'Party', from: '2026-12-22', open: ['10:00-12:00', '13:00-14:00'] },
        { name: 'Holidays', from: '2026-12-26', to: '2026-12-28' },
      ],
      tags,
    },
  ],
  agentStatuses: [
    { id: 'lunch', name: 'Lunch', description: 'Back soon', order: 7, tags },
    { id: 'old', name: 'Old', state: 'DISABLED' },
  ],
  hierarchy: {
    levels: ['Country', 'Town'],
    groups: [
      { id: 'north', name: 'North' },
      { id: 'port', name: 'Port', parent: 'north', tags },
    ],
  },
  securityProfiles: [{ id: 'boss', name: 'Boss', description: 'Sees all', tags }],
  prompts: [
    { id: 'hello', name: 'Hello', description: 'Said first', tags },
    { id: 'bye', name: 'Bye' },
  ],
  flowModules: [
    { id: 'ask', name: 'Ask', description: 'Asks', tags },
    { id: 'gone', name: 'Gone', state: 'ARCHIVED' },
  ],
  phoneNumbers: [
    { id: 'care', number: '+12065550101', description: 'Care', tags },
    { id: 'free', number: '+18005550102', type: 'TOLL_FREE' },
    { id: 'ring', number: '+492215550103', country: 'DE' },
  ],
  emailAddresses: [
    { id: 'mail', address: 'care@example.com', displayName: 'Care', description: 'For all', tags },
    { id: 'sales', address: 'sales@example.com' },
  ],
  predefinedAttributes: [
    { name: 'Language', values: ['English', 'German'], purposes: ['Proficiency'] },
    { name: 'Unit', values: ['Care'] },
  ],
  views: [
    { id: 'form', name: 'Form', description: 'A form', version: 3, actions: ['Send'], template: '{"a":1}', tags },
    { id: 'draft', name: 'Draft', status: 'SAVED' },
  ],
  features: { CONTACT_LENS: false },
  storage: [
    { id: 'chats', resource: 'CHAT_TRANSCRIPTS', bucket: 'bucket', prefix: 'chats' },
    { resource: 'CALL_RECORDINGS', bucket: 'bucket', prefix: 'calls' },
  ],
  quickConnects: [
    { id: 'one', name: 'First', description: 'Calls Ann', type: 'USER', user: 'ann', flow: 'to-agent', tags },
    { id: 'two', name: 'Second', type: 'PHONE_NUMBER', phoneNumber: '+12065550104' },
  ],
  taskTemplates: [{ id: 'template', name: 'Template', flow: 'to-tasks', tags }],
  queues: [
    { id: 'tasks', name: 'Tasks', quickConnects: ['one', 'two'], hoursOfOperation: 'shop', tags },
    { id: 'lonely', name: 'Lonely', description: 'Nobody is here' },
    { id: 'small', name: 'Small', maxContacts: 1 },
    { id: 'closed', name: 'Closed', status: 'DISABLED' },
  ],
  routingProfiles: [
    {
      id: 'work',
      name: 'Work',
      description: 'What is to be done',
      concurrency: { TASK: 2, EMAIL: 1 },
      queues: [
        { queue: 'tasks', channels: ['TASK', 'EMAIL'], priority: 3 },
        { queue: 'closed', channels: ['TASK'] },
      ],
      manualQueues: [{ queue: 'lonely', channels: ['TASK'] }],
      tags,
    },
    { id: 'none', name: 'Nothing', concurrency: { TASK: 2 }, queues: [{ queue: 'lonely', channels: ['TASK'] }] },
  ],
  users: [
    {
      id: 'ann',
      username: 'ann',
      firstName: 'Ann',
      lastName: 'Able',
      routingProfile: 'work',
      status: 'available',
      hierarchyGroup: 'port',
      proficiencies: [
        { name: 'Language', value: 'German', level: 4 },
        { name: 'Language', value: 'English', level: 2 },
      ],
      tags,
    },
    { id: 'off', username: 'off', firstName: 'Oda', lastName: 'Off', routingProfile: 'none', hierarchyGroup: 'north' },
  ],
};
