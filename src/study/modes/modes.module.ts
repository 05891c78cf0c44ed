import { Module } from '@nestjs/common';

import { IdentityModule } from '../../identity/identity.module.js';
import { StudyDeedsModule } from '../study-deeds.module.js';
import { GroupEditor } from './group-editor.js';
import { ModeEditor } from './mode-editor.js';
import { ModesController } from './modes.controller.js';
import { SettingEditor } from './setting-editor.js';
import { SetupController } from './setup.controller.js';
import { StudyModes } from './study-modes.service.js';

/** Modes of study, content groups and settings: editable data with the days from which they hold. */
@Module({
  imports: [IdentityModule, StudyDeedsModule],
  controllers: [ModesController, SetupController],
  providers: [GroupEditor, ModeEditor, SettingEditor, StudyModes],
  exports: [StudyModes],
})
export class ModesModule {}
