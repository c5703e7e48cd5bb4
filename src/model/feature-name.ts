/** Name of a feature flag, as components, resources and settings write it. */
export const featureName = /^[a-z][A-Za-z0-9-]{0,62}$/;

/** Completes "must be …". */
export const featureNameForm = 'the name of a feature: letters, digits and `-`, a small letter first';
