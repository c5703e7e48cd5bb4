import { defineBackend } from 'atakora';
import { describeUpload } from './describe-upload/resource.ts';
import { expireUploads } from './expire-uploads/resource.ts';
import { requestUpload } from './request-upload/resource.ts';
import { scanUpload } from './scan-upload/resource.ts';

/**
 * A file is announced (`requestUpload`), lands in the container `incoming`, is checked (`scanUpload`), and is described and filed
 * (`describeUpload`). What was announced and never came is forgotten (`expireUploads`).
 */
export const backend = defineBackend(
  { requestUpload, scanUpload, describeUpload, expireUploads },
  { tags: { 'data-classification': 'internal' } },
);
