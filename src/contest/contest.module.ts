import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { QuestionBankModule } from '../question-bank/question-bank.module.js';
import { ContestController } from './contest.controller.js';
import { ContestGateway } from './contest.gateway.js';
import { ContestStore } from './contest.store.js';
import { AdjustmentsController } from './corrections/adjustments.controller.js';
import { Adjustments } from './corrections/adjustments.service.js';
import { AppealDesk } from './corrections/appeal-desk.js';
import { AppealGateway } from './corrections/appeal.gateway.js';
import { AppealsController } from './corrections/appeals.controller.js';
import { Appeals } from './corrections/appeals.service.js';
import { CorrectionHistory } from './corrections/correction-history.js';
import { CorrectionsController } from './corrections/corrections.controller.js';
import { Corrections } from './corrections/corrections.service.js';
import { ScoreSheet } from './corrections/score-sheet.js';
import { Doorkeeper } from './entry/doorkeeper.js';
import { EntryController } from './entry/entry.controller.js';
import { EntryService } from './entry/entry.service.js';
import { Handshake } from './entry/handshake.js';
import { NeedsApproval } from './entry/needs-approval.service.js';
import { NeedsDeeds } from './entry/needs-deeds.js';
import { NeedsRequests } from './entry/needs-requests.js';
import { NeedsController } from './entry/needs.controller.js';
import { NeedsService } from './entry/needs.service.js';
import { NeedsStore } from './entry/needs.store.js';
import { EventRights } from './event-rights.js';
import { SeatStore } from './entry/seat-store.js';
import { RejoinDesk } from './entry/rejoin-desk.service.js';
import { RejoinKeys } from './entry/rejoin-keys.js';
import { Seating } from './entry/seating.service.js';
import { LiveService } from './live.service.js';
import { NodesModule } from '../platform/nodes/nodes.module.js';
import { Resumption } from './live/resumption.js';
import { Runtime } from './live/runtime.js';
import { SeatReader } from './live/seat-reader.js';
import { Follower } from './nodes/follower.js';
import { EndedSessions } from './nodes/ended-sessions.js';
import { GoneNodes } from './nodes/gone-nodes.js';
import { Hints } from './nodes/hints.js';
import { Revisions } from './nodes/revisions.js';
import { NewRows } from './nodes/new-rows.js';
import { OtherNodes } from './nodes/other-nodes.js';
import { Peers } from './nodes/peers.js';
import { SeatRevision } from './nodes/seat-revision.js';
import { Broadcaster } from './live/broadcaster.js';
import { ContestLoader } from './live/contest-loader.js';
import { ContestRegistry } from './live/contest-registry.js';
import { OperatorDesk } from './live/operator-desk.js';
import { Pulse } from './live/pulse.js';
import { ResponseIntake } from './live/response-intake.js';
import { Snapshots } from './live/snapshots.js';
import { Watch } from './live/watch.js';
import { OperatorGateway } from './operator.gateway.js';
import { ErasedSeats } from './own-data/erased-seats.js';
import { Eraser } from './own-data/eraser.js';
import { NameRetention } from './own-data/name-retention.js';
import { OwnDataController } from './own-data/own-data.controller.js';
import { CodeHolders } from './own-data/code-holders.js';
import { OwnDataService } from './own-data/own-data.service.js';
import { OwnNeedsService } from './own-data/own-needs.service.js';
import { OwnRecords } from './own-data/own-records.js';
import { Retention } from './own-data/retention.js';
import { ContestPapers } from './paper/contest-papers.service.js';
import { PaperController } from './paper/paper.controller.js';
import { RehearsalController } from './rehearsal/rehearsal.controller.js';
import { RehearsalService } from './rehearsal/rehearsal.service.js';
import { ContestMeasures } from './results/contest-measures.js';
import { FinalResults } from './results/final-results.service.js';
import { ResponseLane } from './response-lane.js';
import { ResponseSeals } from './response-seals.js';
import { SeatLane } from './seat-lane.js';
import { ResultsService } from './results/results.service.js';
import { ContestRoster } from './roster/contest-roster.service.js';
import { Lobby } from './roster/lobby.js';
import { EntrySheetsController } from './roster/entry-sheets.controller.js';
import { EntrySheets } from './roster/entry-sheets.service.js';
import { ContestRosterController } from './roster/roster.controller.js';
import { RosterView } from './roster/roster-view.js';
import { BranchKeeper } from './setup/branch-keeper.js';
import { Composer } from './setup/composer.js';
import { ContestQuery } from './setup/contest-query.service.js';
import { ContestService } from './setup/contest.service.js';
import { DemoService } from './setup/demo.service.js';
import { ItemEditor } from './setup/item-editor.service.js';
import { WireFigures } from './wire-figures.js';

@Module({
  imports: [AuditModule, IdentityModule, OrganisationModule, NodesModule, QuestionBankModule],
  controllers: [
    AdjustmentsController,
    AppealsController,
    ContestController,
    ContestRosterController,
    CorrectionsController,
    EntryController,
    EntrySheetsController,
    NeedsController,
    OwnDataController,
    PaperController,
    RehearsalController,
  ],
  providers: [
    Adjustments,
    AppealDesk,
    AppealGateway,
    Appeals,
    BranchKeeper,
    Broadcaster,
    Composer,
    ContestGateway,
    ContestLoader,
    ContestMeasures,
    ContestPapers,
    ContestQuery,
    ContestRegistry,
    ContestRoster,
    ContestService,
    ContestStore,
    CorrectionHistory,
    Corrections,
    DemoService,
    EndedSessions,
    GoneNodes,
    Doorkeeper,
    ErasedSeats,
    Eraser,
    EventRights,
    EntryService,
    FinalResults,
    EntrySheets,
    Handshake,
    ItemEditor,
    LiveService,
    Lobby,
    NameRetention,
    NeedsApproval,
    NeedsDeeds,
    NeedsRequests,
    NeedsService,
    NeedsStore,
    OperatorDesk,
    OperatorGateway,
    CodeHolders,
    OwnDataService,
    OwnNeedsService,
    OwnRecords,
    Pulse,
    RehearsalService,
    ResponseIntake,
    ResponseLane,
    ResponseSeals,
    SeatLane,
    ResultsService,
    Retention,
    ScoreSheet,
    RosterView,
    SeatStore,
    RejoinDesk,
    RejoinKeys,
    Seating,
    Snapshots,
    Watch,
    WireFigures,
    Follower,
    Hints,
    Revisions,
    NewRows,
    OtherNodes,
    Peers,
    Resumption,
    Runtime,
    SeatReader,
    SeatRevision,
  ],
  exports: [FinalResults, LiveService, OwnDataService, ResultsService],
})
export class ContestModule {}
