import { Injectable } from '@nestjs/common';

import { IdentityService } from '../../identity/identity.service.js';
import { ERASED_PERSON, OrganisationService } from '../../organisation/organisation.service.js';

export interface Names {
  person(id: string): { readonly name: string; readonly staffCode: string | null };
  /** An operator or a person; null for the server. */
  actor(kind: string, id: string | null): string | null;
  unit(id: string): string;
}

/** What people, operators and units are called now, for whoever may see them. */
@Injectable()
export class EntryNames {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly identity: IdentityService,
  ) {}

  async of(personIds: readonly string[]): Promise<Names> {
    const [people, operators, tree] = await Promise.all([
      this.organisation.peopleById([...new Set(personIds)]),
      this.identity.operatorNames(),
      this.organisation.tree(),
    ]);
    const person = (id: string) => {
      const found = people.get(id);
      return { name: found?.name ?? ERASED_PERSON, staffCode: found?.staffCode ?? null };
    };
    return {
      person,
      actor: (kind, id) => {
        if (kind === 'server') return null;
        if (kind === 'operator') return id === null ? null : (operators.get(id) ?? null);
        return id === null ? ERASED_PERSON : person(id).name;
      },
      unit: (id) => tree.byId.get(id)?.name ?? '',
    };
  }
}
