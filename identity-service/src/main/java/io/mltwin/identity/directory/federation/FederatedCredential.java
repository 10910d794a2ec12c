package io.mltwin.identity.directory.federation;

import java.util.List;

/**
 * Names the tokens that an identity accepts: of one issuer, for one subject, with one audience.
 *
 * @param issuer the {@code iss} of the token, and where its keys are found
 * @param subject the {@code sub} of the token
 * @param audiences exactly one, by default {@code api://AzureADTokenExchange}
 */
record FederatedCredential(String issuer, String subject, List<String> audiences) {}
