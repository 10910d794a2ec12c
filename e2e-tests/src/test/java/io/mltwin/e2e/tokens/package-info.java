/**
 * Requests for tokens and tokens themselves that must be refused, with Azure AD's codes. Uses
 * {@code signin} to sign in. Start reading at {@code MalformedTokenRequests}.
 */
package io.mltwin.e2e.tokens;
