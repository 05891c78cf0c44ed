import { Module } from '@nestjs/common';

import { OrganisationModule } from '../organisation/organisation.module.js';
import { FigureScopes } from './figure-scopes.js';

@Module({ imports: [OrganisationModule], providers: [FigureScopes], exports: [FigureScopes] })
export class FigureScopesModule {}
