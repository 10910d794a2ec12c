/**
 * Users as sign-in sees them: whether a password is right and a sign-in still valid, and Azure AD's
 * errors for both. Uses the rows of the directory through one repository of its own. Start reading
 * with {@code Accounts}.
 */
package io.mltwin.identity.directory.accounts;
