/**
 * Policy, locks and the activity log of the control plane. Uses {@code fixtures}. Start reading at
 * {@code AuditTrailTest}.
 */
package io.mltwin.e2e.governance;
