/** Accounts whose owners have taken them over: a first password, chosen by somebody else, opens nothing. */
import type { OperatorInfo } from '../../src/protocol/access.js';
import { RestClient } from './rest-client.js';

export const FIRST_PASSWORD = 'Walnut 5 ferry copper dusk';

interface Account {
  readonly login: string;
  readonly displayName: string;
  readonly roles?: readonly string[];
  readonly password: string;
}

/** Made by somebody who may, and signed in once by its owner, who has chosen `account.password`. */
export async function newOperator(
  by: RestClient,
  account: Account,
  headers: Readonly<Record<string, string>> = {},
): Promise<OperatorInfo> {
  const { login, password: newPassword } = account;
  const made = await by.post('/api/operators', { ...account, password: FIRST_PASSWORD }, { headers });
  if (made.code !== null) throw new Error(`${login} refused: ${made.code}`);
  const body = { login, password: FIRST_PASSWORD, newPassword };
  const taken = await new RestClient(by.url).post('/api/session', body, { headers });
  if (taken.code !== null) throw new Error(`${login} could not sign in: ${taken.code}`);
  return made.body as OperatorInfo;
}
