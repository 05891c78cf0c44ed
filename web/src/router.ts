import { nextTick } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import type { RouteRecordRaw } from 'vue-router';
import { loadAreas, translate } from './i18n/index.js';
import type { Area } from './i18n/index.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** Message areas to load before the page shows. */
    readonly areas?: readonly Area[];
    /** Key of the document title; pages whose title follows their content set it by `usePageTitle`. */
    readonly title?: string;
  }
}

const operator = { areas: ['operator', 'board'] as const };
const contest = { areas: ['operator', 'organisation', 'board', 'hours'] as const };
const organisation = { areas: ['operator', 'organisation', 'bank'] as const };
const bank = { areas: ['operator', 'bank', 'board'] as const };
const audit = { areas: ['operator', 'audit'] as const };
const calendar = { areas: ['operator', 'calendar'] as const };
const member = { areas: ['member'] as const };
const ownReading = { areas: ['member', 'reading', 'ownReading'] as const };
const ownEntries = { areas: ['member', 'entries', 'ownEntries'] as const };
const hours = { areas: ['operator', 'organisation', 'hours', 'entries'] as const };
const modes = { areas: ['operator', 'modes'] as const };
const figures = { areas: ['operator', 'organisation', 'hours', 'figures'] as const };
const reading = { areas: ['operator', 'organisation', 'reading'] as const };
const info = { areas: ['info'] as const };

const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./views/HomeView.vue'), meta: { title: 'join.titles.home' } },
  { path: '/join/:pin?', component: () => import('./views/JoinView.vue'), props: true },
  {
    path: '/rejoin/:pin?',
    component: () => import('./views/RejoinView.vue'),
    props: true,
    meta: { title: 'join.titles.rejoin' },
  },
  { path: '/play/:contestId', component: () => import('./views/PlayView.vue'), props: true },
  {
    path: '/play/:contestId/record',
    component: () => import('./views/RecordView.vue'),
    props: true,
    meta: { areas: ['record'] },
  },
  {
    path: '/own-data/:contestId?',
    component: () => import('./views/OwnDataView.vue'),
    props: true,
    meta: { areas: ['ownData'], title: 'ownData.title' },
  },
  {
    path: '/screen/:contestId',
    component: () => import('./views/screen/ScreenView.vue'),
    props: true,
    meta: { areas: ['screen', 'board'] },
  },
  {
    path: '/board/:contestId',
    component: () => import('./views/BoardView.vue'),
    props: true,
    meta: { areas: ['board'] },
  },
  { path: '/host', component: () => import('./views/operator/HostHomeView.vue'), meta: operator },
  { path: '/host/contests/new', component: () => import('./views/operator/ContestNewView.vue'), meta: contest },
  {
    path: '/host/contests/:id',
    component: () => import('./views/operator/ContestEditView.vue'),
    props: true,
    meta: contest,
  },
  {
    path: '/host/contests/:id/console',
    component: () => import('./views/operator/HostConsoleView.vue'),
    props: true,
    meta: operator,
  },
  {
    path: '/host/contests/:id/review',
    component: () => import('./views/operator/ScoreReviewView.vue'),
    props: true,
    meta: { areas: ['operator', 'record', 'review', 'board'] },
  },
  { path: '/host/banks', component: () => import('./views/operator/BanksView.vue'), meta: bank },
  { path: '/host/banks/import', component: () => import('./views/operator/BankImportView.vue'), meta: bank },
  { path: '/host/banks/:id', component: () => import('./views/operator/BankView.vue'), props: true, meta: bank },
  {
    path: '/host/banks/:id/items/:itemId',
    component: () => import('./views/operator/BankItemView.vue'),
    props: true,
    meta: bank,
  },
  {
    path: '/host/contests/:id/roster',
    component: () => import('./views/operator/ContestRosterView.vue'),
    props: true,
    meta: contest,
  },
  {
    path: '/host/contests/:id/sheets',
    component: () => import('./views/operator/EntrySheetsView.vue'),
    props: true,
    meta: contest,
  },
  {
    path: '/host/contests/:id/needs',
    component: () => import('./views/operator/NeedsView.vue'),
    props: true,
    meta: { areas: ['operator', 'needs'] },
  },
  {
    path: '/admin/organisation/import',
    component: () => import('./views/operator/RosterImportView.vue'),
    meta: organisation,
  },
  {
    path: '/admin/organisation/:unitId?',
    component: () => import('./views/operator/OrganisationView.vue'),
    props: true,
    meta: organisation,
  },
  {
    path: '/admin/organisation/:unitId/study-codes',
    component: () => import('./views/operator/StudyCodesView.vue'),
    props: true,
    meta: { areas: ['operator', 'organisation', 'member'] },
  },
  {
    path: '/study/enter',
    component: () => import('./views/study/StudyEnterView.vue'),
    meta: { ...member, title: 'member.enter.heading' },
  },
  {
    path: '/study',
    component: () => import('./views/study/StudyHomeView.vue'),
    meta: { ...member, title: 'member.home.heading' },
  },
  {
    path: '/study/reading',
    component: () => import('./views/study/OwnReadingView.vue'),
    meta: { ...ownReading, title: 'ownReading.heading' },
  },
  {
    path: '/study/reading/:id',
    component: () => import('./views/study/OwnCampaignView.vue'),
    props: true,
    meta: ownReading,
  },
  {
    path: '/study/reading/:id/books/:bookId',
    component: () => import('./views/study/OwnBookView.vue'),
    props: true,
    meta: ownReading,
  },
  {
    path: '/study/reading/:id/reflections/:reflectionId',
    component: () => import('./views/study/OwnReflectionView.vue'),
    props: true,
    meta: ownReading,
  },
  {
    path: '/study/reading/:id/honours',
    component: () => import('./views/study/CampaignHonoursView.vue'),
    props: true,
    meta: ownReading,
  },
  {
    path: '/study/entries',
    component: () => import('./views/study/OwnEntriesView.vue'),
    meta: { ...ownEntries, title: 'ownEntries.heading' },
  },
  {
    path: '/study/entries/:id',
    component: () => import('./views/study/OwnEntryView.vue'),
    props: true,
    meta: ownEntries,
  },
  {
    path: '/study/wrong-items',
    component: () => import('./views/study/WrongItemsView.vue'),
    meta: { ...member, title: 'member.wrongItems.heading' },
  },
  {
    path: '/study/wrong-items/:id',
    component: () => import('./views/study/WrongItemView.vue'),
    props: true,
    meta: { ...member, title: 'member.wrongItems.tryHeading' },
  },
  {
    path: '/admin/organisation/:unitId/topics',
    component: () => import('./views/operator/WeakTopicsView.vue'),
    props: true,
    meta: { areas: ['operator', 'organisation', 'member'] },
  },
  {
    path: '/study/certificates',
    component: () => import('./views/study/OwnCertificatesView.vue'),
    meta: { ...member, title: 'member.certificates.heading' },
  },
  {
    path: '/study/own-data',
    component: () => import('./views/study/MemberDataView.vue'),
    meta: { ...member, title: 'member.data.heading' },
  },
  {
    path: '/admin/statements',
    component: () => import('./views/operator/StatementsView.vue'),
    meta: { areas: ['operator', 'member'] },
  },
  {
    path: '/ledger/hours/exports/:unitId?',
    component: () => import('./views/operator/StudyExportsView.vue'),
    props: true,
    meta: hours,
  },
  {
    path: '/ledger/hours/:unitId?',
    component: () => import('./views/operator/StudyHoursView.vue'),
    props: true,
    meta: hours,
  },
  {
    path: '/ledger/figures/:unitId?',
    component: () => import('./views/operator/StudyFiguresView.vue'),
    props: true,
    meta: figures,
  },
  {
    path: '/study/figures',
    component: () => import('./views/study/OwnFiguresView.vue'),
    meta: { areas: ['member', 'hours', 'figures'], title: 'member.figures.heading' },
  },
  {
    path: '/certificates/:code?',
    component: () => import('./views/CertificateView.vue'),
    props: true,
    meta: { areas: ['hours'], title: 'hours.check.title' },
  },
  { path: '/ledger/entries', component: () => import('./views/operator/EntriesView.vue'), meta: hours },
  {
    path: '/ledger/entries/units/:unitId',
    component: () => import('./views/operator/EntriesView.vue'),
    props: true,
    meta: hours,
  },
  {
    path: '/ledger/entries/:id',
    component: () => import('./views/operator/EntryView.vue'),
    props: true,
    meta: hours,
  },
  { path: '/ledger/modes', component: () => import('./views/operator/StudyModesView.vue'), meta: modes },
  { path: '/admin', component: () => import('./views/operator/AdminView.vue'), meta: operator },
  { path: '/account', component: () => import('./views/operator/AccountView.vue'), meta: operator },
  { path: '/admin/audit', component: () => import('./views/operator/AuditView.vue'), meta: audit },
  { path: '/ledger/calendar', component: () => import('./views/operator/StudyCalendarView.vue'), meta: calendar },
  { path: '/ledger/reading', component: () => import('./views/operator/ReadingCampaignsView.vue'), meta: reading },
  {
    path: '/ledger/reading/:id',
    component: () => import('./views/operator/ReadingCampaignView.vue'),
    props: true,
    meta: reading,
  },
  { path: '/setup', component: () => import('./views/operator/SetupView.vue'), meta: operator },
  {
    path: '/check',
    component: () => import('./views/CheckView.vue'),
    meta: { areas: ['check'], title: 'check.title' },
  },
  {
    path: '/accessibility',
    component: () => import('./views/AccessibilityStatement.vue'),
    meta: { ...info, title: 'info.accessibility.title' },
  },
  {
    path: '/feedback',
    component: () => import('./views/FeedbackView.vue'),
    meta: { ...info, title: 'info.feedback.title' },
  },
  {
    path: '/privacy',
    component: () => import('./views/PrivacyView.vue'),
    meta: { ...info, title: 'info.privacy.title' },
  },
  {
    path: '/:rest(.*)*',
    component: () => import('./views/NotFoundView.vue'),
    meta: { title: 'common.notFound.title' },
  },
];

export const router = createRouter({
  history: createWebHistory(),
  routes,
  // The fragment of /study/enter is a code, not a place.
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash && to.path !== '/study/enter' ? { el: to.hash } : { top: 0 }),
});

router.beforeResolve(async (to) => {
  await loadAreas(to.meta.areas ?? []);
});

router.afterEach((to, from) => {
  if (to.meta.title) document.title = `${translate(to.meta.title)}－${translate('common.brand')}`;
  // After a change of page a screen reader starts at the new heading; on the first load the browser does so itself.
  if (from.matched.length > 0 && to.path !== from.path) {
    void nextTick(() => document.getElementById('page-heading')?.focus({ preventScroll: true }));
  }
});
