import { z } from 'zod';
import { environmentName, environmentNameForm } from '../../model/environment-name.ts';

/** `atakora.config.*`: settings of environments; each may extend another. The settings themselves are checked when they are resolved. */
export const configurationSchema = z.strictObject({
  environments: z
    .record(z.string().regex(environmentName, `must be ${environmentNameForm}`), z.looseObject({ extends: z.string().optional() }))
    .optional(),
});

export type Configuration = z.infer<typeof configurationSchema>;
