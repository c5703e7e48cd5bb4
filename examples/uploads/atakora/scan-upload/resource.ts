import { defineFunction, secret } from 'atakora';

/** Has each file that arrives in `incoming` checked, and passes the clean ones on. */
export const scanUpload = defineFunction({
  entry: './handler.ts',
  trigger: { type: 'blob', container: 'incoming', path: '{owner}/{id}' },
  access: { storage: { queues: { 'clean-uploads': 'send' } } },
  environment: {
    SCAN_URL: 'https://scan.example.com/v1/files',
    SCAN_API_KEY: secret('SCAN_API_KEY', { description: 'key of the scanning service', required: { prod: true, default: false } }),
  },
  timeout: 300,
});
