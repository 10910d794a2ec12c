/**
 * Authorization codes, device codes and refresh tokens, and the sign-ins that they belong to. Only
 * their hashes are stored. Start reading with {@code AuthorizationCodes}.
 */
package io.mltwin.identity.oauth.codes;
