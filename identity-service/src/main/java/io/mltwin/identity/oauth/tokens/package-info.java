/**
 * The token endpoints: {@code TokenService} chooses the grant of a request, each {@code …Grant}
 * authenticates and authorizes, and {@code TokenIssue} signs. Start reading with {@code
 * TokenResource}.
 */
package io.mltwin.identity.oauth.tokens;
