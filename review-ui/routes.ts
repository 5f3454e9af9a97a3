/** Every route of the application, page folder by page folder. */

import { accountRoutes } from './pages/accounts/routes.ts';
import { auditRoutes } from './pages/audit/routes.ts';
import { boardRoutes } from './pages/boards/routes.ts';
import { bundleRoutes } from './pages/bundles/routes.ts';
import { campaignRoutes } from './pages/campaigns/routes.ts';
import { cellRoutes } from './pages/cells/routes.ts';
import { changeSetRoutes } from './pages/change-sets/routes.ts';
import { checkerRoutes } from './pages/checker/routes.ts';
import { columnRoutes } from './pages/columns/routes.ts';
import { comparisonRoutes } from './pages/comparisons/routes.ts';
import { enrolmentRoutes } from './pages/enrolments/routes.ts';
import { unsubmittedRoutes } from './pages/enrolments/unsubmitted-routes.ts';
import { eventRoutes } from './pages/events/routes.ts';
import { expertRoutes } from './pages/experts/routes.ts';
import { exportRoutes } from './pages/exports/routes.ts';
import { extensionRoutes } from './pages/extensions/routes.ts';
import { formRoutes } from './pages/forms/routes.ts';
import { handoverRoutes } from './pages/handover/routes.ts';
import { homeRoutes } from './pages/home/routes.ts';
import { languageRoutes } from './pages/language/routes.ts';
import { missingRoutes } from './pages/missing/routes.ts';
import { noticeRoutes } from './pages/notices/routes.ts';
import { openingRoutes } from './pages/openings/routes.ts';
import { describingRoute, operationsRoutes, probeRoutes } from './pages/operations/routes.ts';
import { passwordRoutes } from './pages/password/routes.ts';
import { reminderRoutes } from './pages/reminders/routes.ts';
import { revealRoutes } from './pages/reveals/routes.ts';
import { revertRoutes } from './pages/reverts/routes.ts';
import { secondFactorRoutes } from './pages/second-factor/routes.ts';
import { sessionRoutes } from './pages/sessions/routes.ts';
import { signInRoutes } from './pages/sign-in/routes.ts';
import { staffingRoutes } from './pages/staffing/routes.ts';
import { confirmationRoutes } from './pages/submissions/confirmation-routes.ts';
import { submissionRoutes } from './pages/submissions/routes.ts';
import { teacherRoutes } from './pages/teachers/routes.ts';
import { templateRoutes } from './pages/templates/routes.ts';
import { tokenRoutes } from './pages/tokens/routes.ts';
import { transferRoutes } from './pages/transfers/routes.ts';
import { unitRoutes } from './pages/units/routes.ts';
import { annotatedRoutes } from './pages/uploads/annotated-routes.ts';
import { uploadRoutes } from './pages/uploads/routes.ts';
import { verifyRoutes } from './pages/verify/routes.ts';
import type { Route } from './route.ts';

export const routes: readonly Route[] = [
  ...homeRoutes,
  ...boardRoutes,
  ...reminderRoutes,
  ...signInRoutes,
  ...languageRoutes,
  ...passwordRoutes,
  ...secondFactorRoutes,
  ...sessionRoutes,
  ...handoverRoutes,
  ...tokenRoutes,
  ...templateRoutes,
  ...uploadRoutes,
  ...annotatedRoutes,
  ...bundleRoutes,
  ...cellRoutes,
  ...columnRoutes,
  ...missingRoutes,
  ...formRoutes,
  ...changeSetRoutes,
  ...revertRoutes,
  ...accountRoutes,
  ...auditRoutes,
  // Before the teachers, whose ids stand in the same place of the address.
  ...comparisonRoutes,
  ...teacherRoutes,
  ...revealRoutes,
  ...transferRoutes,
  ...unitRoutes,
  ...submissionRoutes,
  ...confirmationRoutes,
  ...verifyRoutes,
  ...campaignRoutes,
  ...openingRoutes,
  // Before one enrolment by its id, which it is not.
  ...unsubmittedRoutes,
  ...enrolmentRoutes,
  ...extensionRoutes,
  ...noticeRoutes,
  ...expertRoutes,
  ...staffingRoutes,
  ...exportRoutes,
  ...checkerRoutes,
  ...eventRoutes,
  ...operationsRoutes,
  ...probeRoutes,
  describingRoute(() => routes),
];
