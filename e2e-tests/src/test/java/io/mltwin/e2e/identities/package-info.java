/**
 * Users and applications through Microsoft Graph, and managed identities of workspaces and of runs.
 * Uses {@code clients} and {@code fixtures}. Start reading at {@code ManagedIdentityTest}.
 */
package io.mltwin.e2e.identities;
