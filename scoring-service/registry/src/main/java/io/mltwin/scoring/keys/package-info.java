/**
 * Signing keys and root keys of this service, and the tokens that it signs for itself. Uses {@code
 * data-keys}. Start reading at {@link io.mltwin.scoring.keys.OwnTokens}.
 */
package io.mltwin.scoring.keys;
