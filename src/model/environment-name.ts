/** Name of an environment, as manifest and configuration write it. */
export const environmentName = /^[a-z][a-z0-9-]{0,31}$/;

/** Completes "must be …". */
export const environmentNameForm = 'lower-case letters, digits and dashes';
