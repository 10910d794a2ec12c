/**
 * The console's application at Azure AD, and the tokens that it gets there on behalf of its users.
 * May use sessions and access-client. Start with {@link io.mltwin.console.tokens.OnBehalfOfTokens}.
 */
package io.mltwin.console.tokens;
