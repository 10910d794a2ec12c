/**
 * The token inspector: what each service makes of a token that was pasted, taken from the session,
 * edited or forged. May use sessions, calls and pages. Start with {@link
 * io.mltwin.console.token.TokenResource}. Nothing here logs, stores or traces a token.
 */
package io.mltwin.console.token;
