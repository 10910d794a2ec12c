package io.mltwin.console.token;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.Issuers;
import io.mltwin.tokencheck.Issuers.Family;
import io.mltwin.tokencheck.Issuers.Issuer;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;

/** The signing keys that issuers publish to everybody. */
@Singleton
record PublishedKeys(Issuers issuers, AzureClient azure, AzureHosts hosts) {

    /** A JSON web key set (RFC 7517). */
    record KeySet(List<WebKey> keys) {}

    /** A public RSA key of a set; numbers in base64url. */
    record WebKey(String kid, String n, String e) {}

    /**
     * Returns the key that an issuer publishes under a name, else its first.
     *
     * @throws AzureException 400 for an issuer that is not trusted, or has no key
     */
    PublicKey find(String issuerName, String keyId) {
        Issuer issuer = issuers.find(issuerName);
        if (issuer == null) {
            throw noKey();
        }
        ServiceName service = issuer.family() == Family.RESOURCE_MANAGER ? ServiceName.WORKSPACE : ServiceName.IDENTITY;
        KeySet set = azure.send(AzureCall.get(
                                hosts.administration(service),
                                URI.create(issuer.keysUrl()).getRawPath())
                        .withoutToken())
                .orFault()
                .as(KeySet.class);
        return set.keys().stream()
                .filter(key -> key.kid().equals(keyId))
                .findFirst()
                .or(() -> set.keys().stream().findFirst())
                .map(PublishedKeys::read)
                .orElseThrow(PublishedKeys::noKey);
    }

    private static AzureException noKey() {
        return badRequest(
                "InvalidRequestContent",
                "The issuer in iss publishes no key here. Name an issuer that the platform trusts.");
    }

    private static PublicKey read(WebKey key) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(key.n()), number(key.e())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a published key is no RSA key", e);
        }
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }
}
