import type { ErrorCode } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';

/** The codes that Azure Resource Manager answers with for a template that it refuses. */
export type ArmErrorCode = 'InvalidTemplate' | 'InvalidDeploymentParameterValue' | 'DeploymentOutputEvaluationFailed';

export interface ArmTemplateErrorOptions {
  readonly armCode?: ArmErrorCode | undefined;
  /** JSON path inside the template, such as `resources[0].properties.sku`. */
  readonly path?: string | undefined;
  /** Offset inside the expression text. */
  readonly offset?: number | undefined;
  /** True once the message says where in the template it is about. */
  readonly placed?: boolean;
}

/** A template, its parameters or an expression that Azure would refuse; the message has the shape of Azure's and holds no parameter's value. */
export class ArmTemplateError extends AtakoraError {
  readonly armCode: ArmErrorCode;
  readonly path: string | undefined;
  readonly offset: number | undefined;
  readonly placed: boolean;

  constructor(code: ErrorCode, message: string, options: ArmTemplateErrorOptions = {}) {
    super(code, message);
    this.name = 'ArmTemplateError';
    this.armCode = options.armCode ?? 'InvalidTemplate';
    this.path = options.path;
    this.offset = options.offset;
    this.placed = options.placed ?? false;
  }
}

/** An expression that cannot be evaluated; the caller adds where it stands. */
export function evaluationError(reason: string): ArmTemplateError {
  return new ArmTemplateError('ATK2004', reason);
}

/** A template that breaks a rule, in the frame that Azure's validation puts around it. */
export function validationError(code: ErrorCode, sentence: string, path: string): ArmTemplateError {
  return new ArmTemplateError(code, `Deployment template validation failed: '${sentence}'.`, { path, placed: true });
}

/** Runs `work`; an error without a path gets this one. */
export function atPath<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ArmTemplateError) || error.path !== undefined) throw error;
    throw new ArmTemplateError(error.code, error.message, { path, offset: error.offset, armCode: error.armCode, placed: error.placed });
  }
}

/** Runs `work` on a template inside of another; an error's path then starts in the outer one. */
export function below<T>(prefix: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ArmTemplateError)) throw error;
    const path = error.path === undefined || error.path === '' ? prefix : `${prefix}.${error.path}`;
    throw new ArmTemplateError(error.code, error.message, { path, offset: error.offset, armCode: error.armCode, placed: error.placed });
  }
}

/** Runs `work`; an error that does not say yet what it is about becomes a sentence around its reason. A sentence about the expression itself stays alone, as Azure has it. */
export function about<T>(path: string, sentence: (reason: string) => string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ArmTemplateError)) throw error;
    if (error.placed && error.path !== undefined) throw error;
    if (error.placed) throw new ArmTemplateError(error.code, error.message, { path, offset: error.offset, armCode: error.armCode, placed: true });
    const message = `Deployment template validation failed: '${sentence(error.message)}'.`;
    throw new ArmTemplateError(error.code, message, { path: error.path ?? path, offset: error.offset, armCode: error.armCode, placed: true });
  }
}

/** Runs `work`; an error's message shows three asterisks instead of each secret text. */
export function withoutSecrets<T>(secrets: readonly string[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ArmTemplateError) || !secrets.some((secret) => error.message.includes(secret))) throw error;
    const message = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), error.message);
    throw new ArmTemplateError(error.code, message, { path: error.path, offset: error.offset, armCode: error.armCode, placed: error.placed });
  }
}
