/**
 * Tokens at the services that receive them: what each accepts, refuses and says of one. Uses {@code
 * signin} to sign in. Start reading at {@code TokenReceiver}.
 */
package io.mltwin.e2e.tokens;
