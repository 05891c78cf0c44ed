/** An operator for each role, and the three of 三员分立. */
import { TRUSTED_ROLES, type Role } from '../../src/core/access/rights.js';
import { newOperator } from './operators.js';
import { PASSWORD } from './identity-server.js';
import { RestClient } from './rest-client.js';

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly client: RestClient;
}

/** Made and signed in by somebody who may make accounts and grant roles. */
export async function personWith(administrator: RestClient, login: string, roles: readonly Role[]): Promise<Person> {
  const unitId = roles.includes('branch-secretary') ? 'unit-1' : null;
  const account = { login, displayName: `示例${login}`, password: PASSWORD };
  const { id } = await newOperator(administrator, account);
  const granted = await administrator.send('PUT', `/api/operators/${id}/roles`, { body: { roles, unitId } });
  if (granted.code !== null) throw new Error(`roles of ${login} refused: ${granted.code}`);
  const client = new RestClient(administrator.url);
  await client.signIn(login, PASSWORD);
  return { id, login, client };
}

/** Three people who hold the three roles; then 三员分立 can be switched on. */
export async function threeTrusted(administrator: RestClient): Promise<Record<(typeof TRUSTED_ROLES)[number], Person>> {
  const people: Partial<Record<Role, Person>> = {};
  for (const role of TRUSTED_ROLES) people[role] = await personWith(administrator, `shili.${role}`, [role]);
  return people as Record<(typeof TRUSTED_ROLES)[number], Person>;
}
