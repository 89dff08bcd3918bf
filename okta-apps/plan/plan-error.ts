import { UserError } from '../shared/errors';

/** The given JSON is no plan that can be reviewed. The message is one sentence for the person who gave it. */
export class PlanError extends UserError {
  override readonly name = 'PlanError';

  constructor(readonly reason: string) {
    super(`cannot review this plan: ${reason}; make the file with "terraform show -json <saved plan>"`);
  }
}
