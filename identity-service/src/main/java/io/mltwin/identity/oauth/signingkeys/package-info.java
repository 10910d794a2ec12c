/**
 * The keys that sign tokens, their rollover and their certificates. Other packages sign with {@code
 * SigningKeyService}. Start reading there.
 */
package io.mltwin.identity.oauth.signingkeys;
